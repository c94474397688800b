import type { ReadStatementOptions, StatementLine } from '@lettrage/adapter-sdk';
import {
  decodeChunks,
  decodeText,
  LineReferences,
  show,
  StreamDecoder,
  XmlError,
  XmlStream,
  type XmlAttributes,
} from '@lettrage/formats';
import { FeedbackLines } from './feedback.lines.js';
import { at, FeedbackElement } from './pain002.element.js';
import { rejectionLine, type PaymentBlock } from './pain002.rejection.js';

const ROOT = /<(?:[\w.-]+:)?(?:CstmrPmtStsRpt|pain\.002\.001\.0[12])[\s>/]/;
const NAMESPACE = /pain\.002\.001\.\d{2}/;
/** An answer to one payment has some fifty elements. */
const MOST_ELEMENTS = 5_000;

/** How sure it is that this is a pain.002. */
export function sniffPain002(head: Uint8Array): number {
  const { text } = decodeText(head, { xml: true });
  if (!text.trimStart().startsWith('<')) return 0;
  if (ROOT.test(text)) return 1;
  return NAMESPACE.test(text) ? 0.8 : 0;
}

/** Reads a payment status report of any version. */
export async function* readPain002(
  chunks: AsyncIterable<Uint8Array>,
  options: ReadStatementOptions,
): AsyncGenerator<readonly StatementLine[]> {
  const decoder = new StreamDecoder({ xml: true });
  const report: Pain002Report = new Pain002Report(options.file, () => xml.line);
  const xml: XmlStream = new XmlStream(report);
  try {
    for await (const text of decodeChunks(chunks, decoder)) {
      options.signal?.throwIfAborted();
      xml.write(text);
      if (!report.lines.empty) yield report.lines.take();
    }
    xml.end();
    report.end();
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    report.lines.problem('error', 'bad-xml', error.message, error.line, error.path);
    report.lines.end();
  }
  for (const text of decoder.warnings) report.lines.problem('warning', 'encoding', text, 1);
  if (!report.lines.empty) yield report.lines.take();
}

/** The parts that are read as one when they close. */
const PARTS = new Set(['GrpHdr', 'OrgnlGrpInfAndSts', 'TxInfAndSts']);
/** Statuses by which a payment will not be made. */
const REJECTED = new Set(['RJCT', 'CANC', 'RJCR']);

class Pain002Report {
  lines: FeedbackLines;
  private readonly stack: FeedbackElement[] = [];
  private readonly references = new LineReferences();
  private version: string | undefined;
  private found = false;
  private messageId: string | undefined;
  private createdOn: string | undefined;
  private group: FeedbackElement | undefined;
  private block: FeedbackElement | undefined;
  private blockRejections = 0;
  private answers = 0;
  private rejections = 0;
  private elements = 0;

  constructor(
    private readonly file: string | undefined,
    private readonly line: () => number,
  ) {
    this.lines = new FeedbackLines('pain.002', file);
  }

  open(name: string, attributes: XmlAttributes): void {
    this.version ??= Object.values(attributes)
      .map((value) => NAMESPACE.exec(value)?.[0])
      .find((version) => version !== undefined);
    if (name === 'CstmrPmtStsRpt' || /^pain\.002\.001\.0[12]$/.test(name)) this.begin();
    const parent = this.stack.at(-1);
    if (name === 'OrgnlPmtInfAndSts' && parent === undefined && this.found) {
      this.block = new FeedbackElement(name, this.line(), undefined);
      this.blockRejections = 0;
    } else if (parent !== undefined || (this.found && (PARTS.has(name) || this.block !== undefined))) {
      if (++this.elements > MOST_ELEMENTS)
        throw new XmlError('an answer with more parts than any bank writes', this.line(), name);
      const element = new FeedbackElement(name, this.line(), attributes['Ccy']);
      parent?.append(element);
      this.stack.push(element);
    }
  }

  text(text: string): void {
    const element = this.stack.at(-1);
    if (element !== undefined) element.text += text;
  }

  close(name: string): void {
    const element = this.stack.pop();
    if (element === undefined) {
      if (name === 'OrgnlPmtInfAndSts') this.endBlock();
      return;
    }
    if (this.stack.length > 0) return;
    this.elements = 0;
    if (name === 'GrpHdr') {
      this.messageId = at(element, 'MsgId');
      this.createdOn = at(element, 'CreDtTm');
    } else if (name === 'OrgnlGrpInfAndSts') this.group = element;
    else if (name === 'TxInfAndSts') this.answer(element);
    else this.block?.append(element);
  }

  /** The document is whole: what holds for the file as such is said. */
  end(): void {
    this.lines.end();
    if (!this.found) {
      this.lines.problem('error', 'not-pain002', 'this is no pain.002 message (expected CstmrPmtStsRpt)', 1);
      return;
    }
    const status = at(this.group, 'GrpSts');
    if (status === 'RJCT' && this.answers === 0) {
      const text = `the bank rejected the whole file ${show(at(this.group, 'OrgnlMsgId') ?? '')}: ${reasonOf(this.group)}; none of its payments is made`;
      this.lines.problem('warning', 'file-rejected', text, this.group?.line ?? 1, 'OrgnlGrpInfAndSts');
    } else if (this.rejections === 0) {
      const text = `the report names no rejected payment${status === undefined ? '' : ` (status ${show(status)})`}`;
      this.lines.problem('warning', 'nothing-rejected', text, 1);
    }
  }

  private begin(): void {
    this.found = true;
    this.lines = new FeedbackLines(this.version ?? 'pain.002', this.file);
  }

  private endBlock(): void {
    const { block } = this;
    this.block = undefined;
    if (block === undefined || at(block, 'PmtInfSts') !== 'RJCT' || this.blockRejections > 0) return;
    this.rejections++;
    const text = `the bank rejected the whole payment block ${show(at(block, 'OrgnlPmtInfId') ?? '')}: ${reasonOf(block)}; none of its payments is made`;
    this.lines.problem('warning', 'block-rejected', text, block.line, 'OrgnlPmtInfAndSts');
  }

  /** One `TxInfAndSts`: a rejection becomes a line, an acceptance changes nothing. */
  private answer(element: FeedbackElement): void {
    this.answers++;
    const status = at(element, 'TxSts') ?? at(this.block, 'PmtInfSts') ?? at(this.group, 'GrpSts');
    if (status === undefined || !REJECTED.has(status)) return;
    this.blockRejections++;
    this.rejections++;
    const block: PaymentBlock = {
      messageId: this.messageId,
      createdOn: this.createdOn,
      originalMessage: at(this.group, 'OrgnlMsgNmId'),
      paymentInformationId: at(this.block, 'OrgnlPmtInfId') ?? at(element, 'OrgnlPmtInfId'),
    };
    rejectionLine(element, block, this.references, this.lines);
  }
}

function reasonOf(element: FeedbackElement | undefined): string {
  const reason = at(element, 'StsRsnInf', 'Rsn', 'Cd') ?? at(element, 'StsRsnInf', 'Rsn', 'Prtry');
  const text = at(element, 'StsRsnInf', 'AddtlInf');
  return show([reason, text].filter((part) => part !== undefined).join(' ')) || 'no reason given';
}
