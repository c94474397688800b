import type { StatementLine } from '@lettrage/adapter-sdk';
import { LineReferences, NO_ATTRIBUTES, type XmlAttributes, type XmlEvents } from '@lettrage/formats';
import { CamtElement, CamtProblem } from './camt.element.js';
import { EntryShapes, type ShapeDraft } from './camt.entry-shapes.js';
import { CamtStatement } from './camt.statement.js';

const MESSAGES: ReadonlyMap<string, { readonly message: string; readonly statement: string }> = new Map([
  ['BkToCstmrAcctRpt', { message: 'camt.052', statement: 'Rpt' }],
  ['BkToCstmrStmt', { message: 'camt.053', statement: 'Stmt' }],
  ['BkToCstmrDbtCdtNtfctn', { message: 'camt.054', statement: 'Ntfctn' }],
]);

/** Version 01 named the messages otherwise. */
const OLD_NAMES: ReadonlyMap<string, string> = new Map([
  ['BkToCstmrAcctRptV01', 'BkToCstmrAcctRpt'],
  ['BkToCstmrStmtV01', 'BkToCstmrStmt'],
  ['BkToCstmrDbtCdtNtfctnV01', 'BkToCstmrDbtCdtNtfctn'],
]);

/** An entry without its details has some hundred elements; the cap keeps a hostile one from filling the memory. */
const MOST_ELEMENTS = 50_000;
const TOO_LARGE = `an element of the statement holds more than ${MOST_ELEMENTS} elements; this is no statement of a bank`;

const VERSION = /camt\.05[234]\.001\.\d{2}/;

/**
 * Finds the statements in a stream of XML events, whatever stands around them (`AppHdr`, SOAP, several documents), and
 * hands their parts to a {@link CamtStatement}. Elements outside statements are not kept.
 */
export class CamtMessages implements XmlEvents {
  /** Lines ready to be handed on. */
  lines: StatementLine[] = [];
  /** Messages and statements seen so far. */
  messages = 0;
  statements = 0;
  private readonly references = new LineReferences();
  private message: { readonly message: string; readonly statement: string; readonly name: string } | undefined;
  private version: string | undefined;
  private statement: CamtStatement | undefined;
  private statementIndex = 0;
  /** `GrpHdr` of the message. */
  private header: CamtElement | undefined;
  private readonly pages = new Map<string, bigint>();
  /** Elements held at the moment. */
  private kept = 0;
  private readonly stack: CamtElement[] = [];
  private readonly shapes = new EntryShapes();
  /** Of the entry being read tag by tag, if its like may be read at once. */
  private draft: ShapeDraft | undefined;

  constructor(
    private readonly file: string | undefined,
    /** Line being read. */
    private readonly line: () => number,
  ) {}

  open(name: string, attributes: XmlAttributes): void {
    if (this.statement || this.stack.length > 0) this.push(name, attributes);
    else if (this.message && name === this.message.statement) this.openStatement();
    else if (this.message && name === 'GrpHdr') this.push(name, attributes);
    else this.openOutside(name, attributes);
  }

  text(text: string): void {
    const element = this.stack[this.stack.length - 1];
    if (element !== undefined && element.first === undefined)
      element.text = element.text === '' ? text : element.text + text;
  }

  close(name: string): void {
    const element = this.stack.pop();
    if (element !== undefined) {
      if (this.stack.length === 0) this.closeTop(element);
      else if (name === 'TxDtls' && this.stack.length <= 2 && this.stack[0]!.name === 'Ntry') {
        const block = this.stack[1];
        this.statement!.detail(this.stack[0]!, element, block);
        this.draft?.details.push({ detail: element, block });
        this.kept = 0;
      }
    } else if (this.statement) {
      this.statement.end(true);
      this.statement = undefined;
    } else if (name === this.message?.name) this.message = undefined;
  }

  /** Reads an entry whose tags are those of one before at once; see {@link EntryShapes}. */
  ahead(text: string, codes: Uint16Array, at: number, depth: number): number | undefined {
    const { statement, stack } = this;
    const entry = stack[0];
    if (stack.length !== 1 || statement === undefined || entry!.name !== 'Ntry') return undefined;
    // The first entry says things of the statement before it is whole.
    const shape = statement.started ? this.shapes.match(text, codes, at, depth) : undefined;
    if (shape === undefined) {
      this.draft = this.shapes.draft(text, at, depth);
      this.draft?.elements.push(entry!);
      return undefined;
    }
    shape.moveTo(entry!.line);
    stack.pop();
    this.kept = 0;
    for (const { detail, block } of shape.details) statement.detail(shape.entry, detail, block);
    statement.element(shape.entry);
    return this.shapes.end;
  }

  /** The file ended in the middle: ends the open statement as far as it was read. */
  cut(): void {
    this.statement?.end(false);
    this.statement = undefined;
  }

  private push(name: string, attributes: XmlAttributes): void {
    if (++this.kept > MOST_ELEMENTS) throw new CamtProblem('too-large', TOO_LARGE, this.line(), name);
    const currency = attributes === NO_ATTRIBUTES ? undefined : attributes['Ccy'];
    const element = new CamtElement(name, this.line(), currency);
    const parent = this.stack[this.stack.length - 1];
    // Details are handed over one by one, other children of the statement too: neither stays in the tree.
    if (parent && name !== 'TxDtls') parent.append(element);
    this.stack.push(element);
    this.draft?.elements.push(element);
  }

  private closeTop(element: CamtElement): void {
    this.kept = 0;
    if (this.statement) this.statement.element(element);
    else this.header = element;
    if (this.draft === undefined) return;
    this.shapes.learn(this.draft);
    this.draft = undefined;
  }

  private openOutside(name: string, attributes: XmlAttributes): void {
    for (const [attribute, value] of Object.entries(attributes)) {
      if (attribute === 'xmlns' || attribute.startsWith('xmlns:'))
        this.version = VERSION.exec(value)?.[0] ?? this.version;
    }
    const known = MESSAGES.get(OLD_NAMES.get(name) ?? name);
    if (known === undefined || this.message) return;
    this.message = { ...known, name };
    this.header = undefined;
    this.messages++;
    this.statementIndex = 0;
  }

  private openStatement(): void {
    const { message, statement, name } = this.message!;
    this.statements++;
    this.statementIndex++;
    this.statement = new CamtStatement({
      message,
      format: this.version?.startsWith(message) ? this.version : message,
      file: this.file,
      path: `${name}/${statement}[${this.statementIndex}]`,
      header: this.header,
      pages: this.pages,
      references: this.references,
      emit: (line) => this.lines.push(line),
    });
  }
}
