import { hash } from 'node:crypto';
import { FingerprintCounter } from './fingerprint-counter.js';

/**
 * The facts of a bank line that make its identity (interfaces: `ref`). Facts of the line alone: no statement id, no
 * `NtryRef`, balance, status, file name or format, so overlapping files give the same line the same `ref`.
 */
export interface LineFacts {
  /** IBAN, else the account number, else `''`. */
  readonly account: string;
  readonly bookingDate: string;
  /** Canonical decimal string, signed, with the currency's decimals. */
  readonly amount: string;
  readonly currency: string;
  /** The bank's reference of the movement; not the number of the entry in the statement. */
  readonly bankReference?: string;
  readonly endToEndId?: string;
  /** Remittance or label. */
  readonly text?: string;
  readonly counterparty?: { readonly name?: string; readonly iban?: string };
  /** Index in its batch, from 1. */
  readonly index?: number;
}

const HASH_LENGTH = 32;

/**
 * Gives the lines of one file their `ref`, in the order they are read: a hash of {@link LineFacts}, and for the second
 * and later line with the same facts its ordinal. So n identical lines have n references, the same on every run and in
 * every overlapping file. Memory: 16 bytes a line at most.
 */
export class LineReferences {
  private readonly seen = new FingerprintCounter();

  /** The `ref` of the next line: 32 hexadecimal digits, with `-2`, `-3`… for repeats. */
  next(facts: LineFacts): string {
    const digest = factsHash(facts);
    const ordinal = this.seen.count(digest);
    return ordinal === 1 ? digest : `${digest}-${ordinal}`;
  }
}

/** The hash of a line's facts, without ordinal. */
export function factsHash(facts: LineFacts): string {
  const { counterparty } = facts;
  const joined = `${facts.account}\u001f${facts.bookingDate}\u001f${facts.amount}\u001f${facts.currency}\u001f${facts.bankReference ?? ''}\u001f${facts.endToEndId ?? ''}\u001f${facts.text ?? ''}\u001f${counterparty?.name ?? ''}\u001f${counterparty?.iban ?? ''}\u001f${facts.index ?? ''}`;
  return hash('sha256', plainBytes(joined) ?? plainText(joined), 'hex').slice(0, HASH_LENGTH);
}

const BLANK = /\s/;
const BLANKS = /\s+/g;
/** NFC leaves Latin-1 text as it is; only other text needs it. */
const BEYOND_LATIN = /[^\u0000-\u00ff]/;
const BYTES = Buffer.alloc(4_096);

/**
 * What {@link plainText} gives, as bytes, for text that is ASCII, as nearly all bank text is: a tenth of the time.
 * Undefined for any other. The bytes are good until the next call.
 */
function plainBytes(text: string): Uint8Array | undefined {
  const { length } = text;
  // Every other character takes two bytes or more.
  if (length * 3 > BYTES.length || BYTES.write(text, 0) !== length) return undefined;
  let used = 0;
  for (let at = 0; at < length; at++) {
    const code = BYTES[at]!;
    if (code > 32) BYTES[used++] = code > 96 && code < 123 ? code - 32 : code;
    // Of the characters below the blank, tab to carriage return are blanks too.
    else if (code !== 32 && (code < 9 || code > 13)) BYTES[used++] = code;
  }
  return BYTES.subarray(0, used);
}

/** Blanks, line breaks, case and the composition of accents differ between two exports of one line: they don't count. */
function plainText(text: string): string {
  const composed = BEYOND_LATIN.test(text) ? text.normalize('NFC') : text;
  const joined = withoutSpaces(composed);
  return (BLANK.test(joined) ? joined.replace(BLANKS, '') : joined).toUpperCase();
}

/** Nearly all blanks are plain spaces, which a search finds three times as fast as a pattern. */
function withoutSpaces(text: string): string {
  let joined = '';
  let from = 0;
  for (let at = text.indexOf(' '); at !== -1; at = text.indexOf(' ', from)) {
    joined += text.slice(from, at);
    from = at + 1;
  }
  return joined + text.slice(from);
}
