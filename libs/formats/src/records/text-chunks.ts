import { InputError } from '@lettrage/domain';

/**
 * Decodes UTF-8 that arrives in pieces, without its byte order mark. Records are UTF-8 by contract: a file that isn't
 * is refused with its remedy instead of being guessed at. Throws {@link InputError}.
 */
export async function* utf8Chunks(chunks: AsyncIterable<Uint8Array>, file?: string): AsyncIterable<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const name = file === undefined ? 'the file' : file;
  let bytes = 0;
  const decode = (chunk?: Uint8Array): string => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch {
      const message = `${name} is not UTF-8 (first bad byte after byte ${bytes}): save it as "CSV UTF-8" or convert it to UTF-8`;
      throw new InputError('encoding', message, [
        { severity: 'fatal', rule: 'encoding', message, ...(file !== undefined && { location: file }) },
      ]);
    }
  };
  for await (const chunk of chunks) {
    const text = decode(chunk);
    bytes += chunk.length;
    if (text !== '') yield text;
  }
  const rest = decode();
  if (rest !== '') yield rest;
}

/** A line of an NDJSON file. */
export interface TextLine {
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

/** The lines of text that arrives in pieces, one array per piece; empty lines are left out but counted. */
export async function* linesOf(chunks: AsyncIterable<string>): AsyncIterable<readonly TextLine[]> {
  let rest = '';
  let line = 0;
  const take = (text: string): TextLine[] => (text.trim() === '' ? [] : [{ text, line }]);
  for await (const chunk of chunks) {
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
