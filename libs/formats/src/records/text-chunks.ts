import { InputError } from '@lettrage/domain';

/**
 * Decodes UTF-8 that arrives in pieces, without its byte order mark. Records are UTF-8 by contract: a file that isn't
 * is refused with its remedy instead of being guessed at. Throws {@link InputError}.
 */
export async function* utf8Chunks(chunks: AsyncIterable<Uint8Array>, file?: string): AsyncIterable<string> {
  const decode = strictDecoder(file);
  for await (const chunk of chunks) {
    const text = decode(chunk);
    if (text !== '') yield text;
  }
  const rest = decode();
  if (rest !== '') yield rest;
}

/** Lets bytes pass that are UTF-8; see {@link utf8Chunks}. Throws {@link InputError}. */
export async function* utf8Bytes(chunks: AsyncIterable<Uint8Array>, file?: string): AsyncIterable<Uint8Array> {
  const decode = strictDecoder(file);
  let cut = false;
  for await (const chunk of chunks) {
    // Of ASCII there is nothing to prove, unless it comes within a letter.
    decode(chunk, !cut && isAscii(chunk));
    if (chunk.length > 0) cut = chunk[chunk.length - 1]! > 0x7f;
    yield chunk;
  }
  decode();
}

function isAscii(bytes: Uint8Array): boolean {
  let all = 0;
  for (let at = 0; at < bytes.length; at++) all |= bytes[at]!;
  return all < 0x80;
}

/** Decodes piece by piece, at last without one; a piece that is not wanted is only counted. */
function strictDecoder(file: string | undefined): (chunk?: Uint8Array, pass?: boolean) => string {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const name = file === undefined ? 'the file' : file;
  let bytes = 0;
  return (chunk, pass = false) => {
    try {
      const text = pass ? '' : chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
      bytes += chunk?.length ?? 0;
      return text;
    } catch {
      const message = `${name} is not UTF-8 (first bad byte after byte ${bytes}): save it as "CSV UTF-8" or convert it to UTF-8`;
      throw new InputError('encoding', message, [
        { severity: 'fatal', rule: 'encoding', message, ...(file !== undefined && { location: file }) },
      ]);
    }
  };
}

/** A line of an NDJSON file. */
export interface TextLine {
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

/** Characters of one record at most; an advice of a hundred thousand items is shorter. */
const LONGEST_RECORD = 32_000_000;

/**
 * The lines of text that arrives in pieces, one array per piece; empty lines are left out but counted. Throws
 * {@link InputError} at a line that does not end: nothing says that the rest of it would fit into memory.
 */
export async function* linesOf(chunks: AsyncIterable<string>, file?: string): AsyncIterable<readonly TextLine[]> {
  let rest = '';
  let line = 0;
  const take = (text: string): TextLine[] => (text.trim() === '' ? [] : [{ text, line }]);
  for await (const chunk of chunks) {
    if (!chunk.includes('\n')) {
      rest += chunk;
      if (rest.length > LONGEST_RECORD) throw tooLong(line + 1, file);
      continue;
    }
    const pieces = (rest + chunk).split('\n');
    rest = pieces.pop()!;
    const lines: TextLine[] = [];
    for (const piece of pieces) {
      line += 1;
      lines.push(...take(piece));
    }
    if (lines.length > 0) yield lines;
  }
  line += 1;
  const last = take(rest);
  if (last.length > 0) yield last;
}

function tooLong(line: number, file: string | undefined): InputError {
  const message = `${file ?? 'the file'} has a line that is too long (line ${line}): write one record a line`;
  return new InputError('line-too-long', message, [
    { severity: 'fatal', rule: 'line-too-long', message, ...(file !== undefined && { location: file }) },
  ]);
}
