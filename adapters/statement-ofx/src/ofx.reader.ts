import type { ReadStatementOptions, StatementLine, StatementReader } from '@lettrage/adapter-sdk';
import { decodeChunks, decodeText, LineReferences, StreamDecoder } from '@lettrage/formats';
import { OfxStatement, type OfxContext } from './ofx.statement.js';
import { OfxTokens, type OfxToken } from './ofx.tokens.js';

const HEADER = 200;
const STATEMENTS = new Set(['STMTRS', 'CCSTMTRS']);
/** So many refused movements are no damaged statement: the rest is not told one by one. */
const MOST_ERRORS = 1_000;

/** Reads OFX 1 and 2, by content; constant memory. */
export const ofxReader: StatementReader = {
  sniff(head) {
    const text = decodeText(head).text.trimStart();
    if (/<!DOCTYPE/i.test(text)) return 0;
    if (/^OFXHEADER\s*:/.test(text) || /^(?:<\?xml[^>]*\?>\s*)?<\?OFX\s/.test(text)) return 1;
    return /^(?:<\?xml[^>]*\?>\s*)?<OFX>/.test(text) ? 1 : 0;
  },

  async *read(chunks, options) {
    const { decoder, bytes } = await startOf(chunks[Symbol.asyncIterator]());
    const file = new OfxFile(options);
    for await (const text of decodeChunks(bytes, decoder)) {
      options.signal?.throwIfAborted();
      file.take(text);
      if (file.lines.length > 0) yield file.takeLines();
      if (file.stopped) break;
    }
    file.end(decoder);
    if (file.lines.length > 0) yield file.takeLines();
  },
};

/** The statements of one file, tag by tag. */
class OfxFile {
  lines: StatementLine[] = [];
  /** True once nothing further will be read. */
  stopped = false;
  private readonly tokens = new OfxTokens();
  private readonly context: OfxContext;
  private statement: OfxStatement | undefined;
  private statements = 0;
  private errors = 0;
  private opened = false;
  private closed = false;
  private beyondAscii = false;
  private empty = true;

  constructor(private readonly options: ReadStatementOptions) {
    this.context = {
      file: options.file,
      references: new LineReferences(),
      emit: (line) => this.lines.push(line),
      problem: (...told) => this.problem(...told),
    };
  }

  take(text: string): void {
    this.empty &&= text.trim() === '';
    this.beyondAscii ||= /[^\u0000-\u007f]/.test(text);
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
    if (refused === 'doctype')
      this.problem('error', 'doctype', 'the file holds a document type (<!DOCTYPE), which no statement has', line);
    else if (refused === 'endless')
      this.problem(
        'error',
        'endless-value',
        'a value is longer than 65,536 characters; nothing is read from there on',
        line,
      );
    else if (this.empty) this.problem('error', 'empty-file', 'the file is empty', 1);
    else if (!this.opened) this.problem('error', 'not-ofx', 'this is no OFX file (expected <OFX>)', 1);
    else if (!this.closed && !this.stopped)
      this.problem('error', 'cut-short', 'the file ends before </OFX>; a movement it was cut in is left out', line);
    else if (this.statements === 0)
      this.problem('warning', 'no-statement', 'the file holds no bank or card statement', 1);
    for (const text of this.encodingWarnings(decoder)) this.problem('warning', 'encoding', text, 1);
  }

  takeLines(): readonly StatementLine[] {
    const { lines } = this;
    this.lines = [];
    return lines;
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
      this.problem(
        'warning',
        'not-supported',
        'the statement of a securities account is not read',
        token.line,
        'INVSTMTRS',
      );
    } else this.statement?.take(token);
    if (this.errors < MOST_ERRORS) return;
    this.problem('error', 'too-many-errors', `${MOST_ERRORS} movements were refused; the rest is not read`, token.line);
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

  private problem(severity: 'error' | 'warning', code: string, message: string, line: number, path?: string): void {
    if (severity === 'error') this.errors++;
    this.lines.push({
      type: 'problem',
      severity,
      code,
      message: `${this.options.file ? `${this.options.file}, ` : ''}line ${line}: ${message}`,
      origin: { line, ...(path === undefined ? {} : { path }) },
    });
  }
}

/** OFX 2 names its charset in an XML declaration, OFX 1 has none: the first bytes tell which, however they are cut. */
async function startOf(
  input: AsyncIterator<Uint8Array>,
): Promise<{ decoder: StreamDecoder; bytes: AsyncIterable<Uint8Array> }> {
  const parts: Uint8Array[] = [];
  let ended = false;
  for (let size = 0; size < HEADER && !ended;) {
    const next = await input.next();
    if (next.done) ended = true;
    else {
      parts.push(next.value);
      size += next.value.length;
    }
  }
  const xml = /^(?:\u00ef\u00bb\u00bf)?\s*<\?xml/.test(Buffer.concat(parts).subarray(0, HEADER).toString('latin1'));
  async function* bytes(): AsyncIterable<Uint8Array> {
    yield* parts;
    while (!ended) {
      const next = await input.next();
      if (next.done) return;
      yield next.value;
    }
  }
  return { decoder: new StreamDecoder({ xml }), bytes: bytes() };
}
