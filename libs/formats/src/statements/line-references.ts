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
  return hash('sha256', plainText(joined), 'hex').slice(0, HASH_LENGTH);
}

const BLANKS = /\s+/g;
/** NFC leaves Latin-1 text as it is; only other text needs it. */
const BEYOND_LATIN = /[^\u0000-\u00ff]/;

/** Blanks, line breaks, case and the composition of accents differ between two exports of one line: they don't count. */
function plainText(text: string): string {
  const composed = BEYOND_LATIN.test(text) ? text.normalize('NFC') : text;
  return composed.replace(BLANKS, '').toUpperCase();
}
