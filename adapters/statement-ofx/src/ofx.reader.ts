import type { StatementReader } from '@lettrage/adapter-sdk';
import {
  decodeText,
  LineReferences,
  MOST_STATEMENT_ERRORS,
  readStatementText,
  startOfChunks,
  StatementOutput,
  StreamDecoder,
  type StatementText,
} from '@lettrage/formats';
import { OfxStatement, type OfxContext } from './ofx.statement.js';
import { OfxTokens, type OfxToken } from './ofx.tokens.js';

const HEADER = 200;
const STATEMENTS = new Set(['STMTRS', 'CCSTMTRS']);

/** Reads OFX 1 and 2, by content; constant memory. */
export const ofxReader: StatementReader = {
  sniff(head) {
    const text = decodeText(head).text.trimStart();
    if (/<!DOCTYPE/i.test(text)) return 0;
    if (/^OFXHEADER\s*:/i.test(text) || /^(?:<\?xml[^>]*\?>\s*)?<\?OFX\s/i.test(text)) return 1;
    return /^(?:<\?xml[^>]*\?>\s*)?<OFX>/i.test(text) ? 1 : 0;
  },

  async *read(chunks, { file, signal }) {
    const { start, chunks: whole } = await startOfChunks(chunks, HEADER);
    yield* readStatementText(whole, new OfxFile(file), decoderOf(start), signal);
  },
};

/** The statements of one file, tag by tag. */
class OfxFile implements StatementText {
  readonly output: StatementOutput;
  stopped = false;
  private readonly tokens = new OfxTokens();
  private readonly context: OfxContext;
  private statement: OfxStatement | undefined;
  private statements = 0;
  private opened = false;
  private closed = false;
  private beyondAscii = false;
  private empty = true;

  constructor(file: string | undefined) {
    this.output = new StatementOutput(file);
    const { emit, problem } = this.output;
    this.context = { file, references: new LineReferences(), emit, problem };
  }

  take(text: string): void {
    this.empty &&= text.trim() === '';
    this.beyondAscii ||= Buffer.byteLength(text) > text.length;
    for (const token of this.tokens.push(text)) this.token(token);
    this.stopped ||= this.tokens.refused !== undefined;
  }

  end(decoder: StreamDecoder): void {
    for (const token of this.tokens.end()) this.token(token);
    // What stands open where the file is cut may have lost digits.
    if (!this.closed) this.statement?.drop();
    this.statement?.end();
    this.statement = undefined;
    const { line, refused } = this.tokens;
    const { problem } = this.output;
    if (refused === 'doctype')
      problem('error', 'doctype', 'the file holds a document type (<!DOCTYPE), which no statement has', line);
    else if (refused === 'endless')
      problem(
        'error',
        'endless-value',
        'a value is longer than 65,536 characters; nothing is read from there on',
        line,
      );
    else if (this.empty) problem('error', 'empty-file', 'the file is empty', 1);
    else if (!this.opened) problem('error', 'not-ofx', 'this is no OFX file (expected <OFX>)', 1);
    else if (!this.closed && !this.stopped)
      problem('error', 'cut-short', 'the file ends before </OFX>; a movement it was cut in is left out', line);
    else if (this.statements === 0) problem('warning', 'no-statement', 'the file holds no bank or card statement', 1);
    for (const text of this.encodingWarnings(decoder)) problem('warning', 'encoding', text, 1);
  }

  private token(token: OfxToken): void {
    if (this.stopped) return;
    if (token.name === 'OFX') {
      this.opened = true;
      this.closed = token.close;
    }
    if (STATEMENTS.has(token.name) || token.name === 'OFX') {
      this.statement?.end();
      this.statement = undefined;
      if (STATEMENTS.has(token.name) && !token.close) this.begin(token.line);
    } else if (token.name === 'INVSTMTRS' && !token.close) {
      this.output.problem(
        'warning',
        'not-supported',
        'the statement of a securities account is not read',
        token.line,
        'INVSTMTRS',
      );
    } else this.statement?.take(token);
    if (this.output.errors < MOST_STATEMENT_ERRORS) return;
    this.output.problem(
      'error',
      'too-many-errors',
      `${MOST_STATEMENT_ERRORS} movements were refused; the rest is not read`,
      token.line,
    );
    this.stopped = true;
    this.closed = true;
  }

  private begin(line: number): void {
    this.statements++;
    this.statement = new OfxStatement(line, this.context);
  }

  /** The header of OFX 1 names a charset, which the bytes may contradict; the bytes win. */
  private encodingWarnings(decoder: StreamDecoder): readonly string[] {
    const { header } = this.tokens;
    const declared = /CHARSET\s*:\s*([\w-]+)/i.exec(header)?.[1];
    const utf8 = /ENCODING\s*:\s*(?:UTF-?8|UNICODE)/i.test(header) || /UTF-?8/i.test(declared ?? '');
    const contradicts = this.beyondAscii && declared !== undefined && (decoder.charset !== 'utf-8') === utf8;
    if (!contradicts) return decoder.warnings;
    return [
      ...decoder.warnings,
      `the file declares ${utf8 ? 'UTF-8' : declared} but its bytes are ${decoder.charset}; it is read as that`,
    ];
  }
}

/** OFX 2 names its charset in an XML declaration, OFX 1 has none: the first bytes tell which, however they are cut. */
function decoderOf(start: Uint8Array): StreamDecoder {
  const head = Buffer.from(start.subarray(0, HEADER)).toString('latin1');
  return new StreamDecoder({ xml: /^(?:\u00ef\u00bb\u00bf)?\s*<\?xml/.test(head) });
}
