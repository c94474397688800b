import { charsetDecoder, charsetOf, isUtf16, type CharsetDecoder } from './charset.js';
import { completeLength, concatBytes, sequenceLength, validLength } from './utf8.js';

/** What is known about a text before its first byte. */
export interface DecodeOptions {
  /** Look for the encoding in an XML declaration. */
  readonly xml?: boolean;
  /** Charset if the bytes are no UTF-8; a label such as `iso-8859-15`. Default windows-1252. */
  readonly fallback?: string;
}

const HEAD = 1024;
const NOTHING = new Uint8Array(0);

/**
 * Turns chunks of bytes of an unknown charset into text: byte order mark, XML declaration, strict UTF-8, else the
 * declared or the fallback charset.
 *
 * Streams: up to the first byte above 0x7F all these charsets agree, so the choice is made there and nothing that was
 * handed out can turn out wrong. A declaration that contradicts the bytes loses, with a warning. The text does not
 * depend on where the chunks are cut.
 */
export class StreamDecoder {
  /** For people; filled as the bytes are seen. */
  readonly warnings: string[] = [];
  private head: Uint8Array | undefined = NOTHING;
  private pending: Uint8Array = NOTHING;
  private mode: 'utf-8' | 'single' | 'mixed' = 'utf-8';
  private declared: string | undefined;
  private fallback: string;
  private single: CharsetDecoder | undefined;
  private sawMultiByte = false;
  private readonly utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

  constructor(private readonly options: DecodeOptions = {}) {
    this.fallback = charsetOf(options.fallback ?? 'windows-1252') ?? 'windows-1252';
  }

  /** The charset in use so far; `utf-8` while only ASCII was seen. */
  get charset(): string {
    return this.mode === 'single' ? this.fallback : 'utf-8';
  }

  /** Text of the next bytes; may be empty while the head is collected. */
  push(bytes: Uint8Array): string {
    if (this.head === undefined) return this.decode(bytes);
    this.head = concatBytes(this.head, bytes);
    return this.head.length < HEAD ? '' : this.start();
  }

  /** The rest, when all bytes are in. */
  end(): string {
    let text = this.head === undefined ? '' : this.start();
    const rest = this.pending;
    this.pending = NOTHING;
    if (this.mode === 'utf-8' && rest.length > 0) text += this.leaveUtf8(rest);
    if (this.pending.length > 0) text += this.fallbackDecoder().decode(this.pending);
    else if (this.mode === 'mixed' && rest.length > 0) text += this.fallbackDecoder().decode(rest);
    return text + (this.mode === 'single' ? this.fallbackDecoder().end() : '');
  }

  private start(): string {
    const head = this.head ?? NOTHING;
    this.head = undefined;
    const [charset, skip] = markOf(head);
    if (charset !== undefined && isUtf16(charset)) {
      this.mode = 'single';
      this.fallback = charset;
    } else if (this.options.xml) {
      this.readDeclaration(head.subarray(skip));
    }
    return this.decode(head.subarray(skip));
  }

  private readDeclaration(head: Uint8Array): void {
    const start = String.fromCharCode(...head.subarray(0, 200)).trimStart();
    const label = /^<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(start)?.[1] ?? 'UTF-8';
    const charset = charsetOf(label);
    if (charset === undefined) {
      this.warnings.push(
        `the file declares the unknown encoding ${label}; it is read as UTF-8 or else ${this.fallback}`,
      );
    } else if (!isUtf16(charset)) {
      this.declared = label;
      if (charset !== 'utf-8') this.fallback = charset;
    }
  }

  private decode(bytes: Uint8Array): string {
    if (this.mode === 'single') return this.fallbackDecoder().decode(bytes);
    const all = concatBytes(this.pending, bytes);
    this.pending = NOTHING;
    if (this.mode === 'mixed') return this.decodeMixed(all);
    const complete = completeLength(all);
    const whole = all.subarray(0, complete);
    let text: string;
    try {
      text = this.utf8.decode(whole);
    } catch {
      return this.leaveUtf8(all);
    }
    this.pending = all.slice(complete);
    this.noteMultiByte(text.length < whole.length);
    return text;
  }

  private noteMultiByte(seen: boolean): void {
    if (!seen || this.sawMultiByte) return;
    this.sawMultiByte = true;
    if (this.declared !== undefined && charsetOf(this.declared) !== 'utf-8') {
      this.warnings.push(`the file declares ${this.declared} but its bytes are UTF-8; it is read as UTF-8`);
    }
  }

  /** The first byte that is no UTF-8: from here on the other charset, or both if UTF-8 letters came before. */
  private leaveUtf8(bytes: Uint8Array): string {
    const valid = validLength(bytes);
    const before = this.utf8.decode(bytes.subarray(0, valid));
    this.noteMultiByte(before.length < valid);
    if (this.sawMultiByte) {
      this.mode = 'mixed';
      this.warnings.push(`the file mixes UTF-8 and ${this.fallback}; each character is read as what its bytes are`);
      return before + this.decodeMixed(bytes.subarray(valid));
    }
    this.mode = 'single';
    if (this.declared !== undefined && charsetOf(this.declared) === 'utf-8') {
      this.warnings.push(`the file declares ${this.declared} but its bytes are not; it is read as ${this.fallback}`);
    }
    return before + this.fallbackDecoder().decode(bytes.subarray(valid));
  }

  private decodeMixed(bytes: Uint8Array): string {
    let text = '';
    let at = 0;
    while (at < bytes.length) {
      const valid = validLength(bytes.subarray(at));
      text += this.utf8.decode(bytes.subarray(at, at + valid));
      at += valid;
      if (at >= bytes.length) break;
      if (sequenceLength(bytes, at) === -1) {
        this.pending = bytes.slice(at);
        break;
      }
      text += this.fallbackDecoder().decode(bytes.subarray(at, at + 1));
      at += 1;
    }
    return text;
  }

  private fallbackDecoder(): CharsetDecoder {
    return (this.single ??= charsetDecoder(this.fallback));
  }
}

/** Charset and length of a byte order mark; UTF-16 without one shows as zeros beside the first characters. */
function markOf(head: Uint8Array): readonly [string | undefined, number] {
  const [a, b, c, d] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return ['utf-8', 3];
  if (a === 0xff && b === 0xfe) return ['utf-16le', 2];
  if (a === 0xfe && b === 0xff) return ['utf-16be', 2];
  if (a !== undefined && a !== 0 && b === 0 && c !== 0 && d === 0) return ['utf-16le', 0];
  if (a === 0 && b !== undefined && b !== 0 && c === 0 && d !== 0) return ['utf-16be', 0];
  return [undefined, 0];
}

/** Text of a whole byte array; see {@link StreamDecoder}. */
export function decodeText(
  bytes: Uint8Array,
  options: DecodeOptions = {},
): { text: string; charset: string; warnings: readonly string[] } {
  const decoder = new StreamDecoder(options);
  const text = decoder.push(bytes) + decoder.end();
  return { text, charset: decoder.charset, warnings: decoder.warnings };
}

/** Text of a stream of chunks, chunk by chunk; `decoder` keeps charset and warnings. */
export async function* decodeChunks(chunks: AsyncIterable<Uint8Array>, decoder: StreamDecoder): AsyncIterable<string> {
  for await (const chunk of chunks) {
    const text = decoder.push(chunk);
    if (text !== '') yield text;
  }
  const rest = decoder.end();
  if (rest !== '') yield rest;
}
