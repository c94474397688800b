import type { ProblemLine, StatementLine, StatementReader } from '@lettrage/adapter-sdk';
import { decodeChunks, decodeText, StreamDecoder, XmlError, XmlStream } from '@lettrage/formats';
import { CamtProblem } from './camt.element.js';
import { CamtMessages } from './camt.message.js';

const ROOTS = /<(?:[\w.-]+:)?BkToCstmr(?:AcctRpt|Stmt|DbtCdtNtfctn)(?:V01)?[\s>/]/;
const NAMESPACE = /camt\.05[234]\.001\.\d{2}/;

/** Reads camt.052, 053 and 054 of every version, by content; constant memory. */
export const camtReader: StatementReader = {
  sniff(head) {
    const { text } = decodeText(head, { xml: true });
    if (!text.trimStart().startsWith('<')) return 0;
    if (ROOTS.test(text)) return 1;
    return NAMESPACE.test(text) ? 0.8 : 0;
  },

  async *read(chunks, options) {
    const decoder = new StreamDecoder({ xml: true });
    const messages: CamtMessages = new CamtMessages(options.file, () => xml.line);
    const xml: XmlStream = new XmlStream(messages, undefined, true);
    try {
      for await (const text of decodeChunks(chunks, decoder)) {
        options.signal?.throwIfAborted();
        xml.write(text);
        if (messages.lines.length > 0) yield takeLines(messages);
      }
      xml.end();
    } catch (error) {
      if (!(error instanceof XmlError || error instanceof CamtProblem)) throw error;
      // Inside the statement it breaks, so that nobody takes that one for whole.
      const code = error instanceof XmlError ? 'bad-xml' : error.code;
      const path = error instanceof XmlError ? error.path : xml.path;
      messages.lines.push(problem(options.file, 'error', code, error.message, error.line, path));
      messages.cut();
    }
    messages.lines.push(...closingProblems(messages, decoder, options.file));
    if (messages.lines.length > 0) yield takeLines(messages);
  },
};

function takeLines(messages: CamtMessages): readonly StatementLine[] {
  const { lines } = messages;
  messages.lines = [];
  return lines;
}

/** What can only be said of the whole file: its encoding, and that it holds nothing to read. */
function closingProblems(messages: CamtMessages, decoder: StreamDecoder, file: string | undefined): ProblemLine[] {
  const problems = decoder.warnings.map((text) => problem(file, 'warning', 'encoding', text, 1));
  const failed = messages.lines.some((line) => line.type === 'problem' && ['bad-xml', 'too-large'].includes(line.code));
  if (messages.messages === 0 && !failed) {
    const text =
      'this is no camt.052, camt.053 or camt.054 message (expected BkToCstmrAcctRpt, BkToCstmrStmt or BkToCstmrDbtCdtNtfctn)';
    problems.push(problem(file, 'error', 'not-camt', text, 1));
  } else if (messages.statements === 0 && !failed) {
    problems.push(problem(file, 'warning', 'no-statement', 'the message holds no statement', 1));
  }
  return problems;
}

function problem(
  file: string | undefined,
  severity: 'error' | 'warning',
  code: string,
  message: string,
  line: number,
  path?: string,
): ProblemLine {
  const where = `${file ? `${file}, ` : ''}line ${line}`;
  return {
    type: 'problem',
    severity,
    code,
    message: `${where}: ${message}`,
    origin: { line, ...(path ? { path } : {}) },
  };
}
