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
  const parts = [
    compactText(facts.account),
    facts.bookingDate,
    facts.amount,
    facts.currency,
    compactText(facts.bankReference),
    compactText(facts.endToEndId),
    compactText(facts.text),
    compactText(facts.counterparty?.name),
    compactText(facts.counterparty?.iban),
    facts.index ?? '',
  ];
  return hash('sha256', parts.join('\u001f'), 'hex').slice(0, HASH_LENGTH);
}

const BLANK = /[\s\u001f]+/g;
const ASCII = /^[\u0000-\u007f]*$/;

/**
 * Blanks, line breaks and case differ between two exports of one line, and some exports lose accents' composition:
 * the text is compared without them.
 */
function compactText(text: string | undefined): string {
  if (text === undefined || text === '') return '';
  const composed = ASCII.test(text) ? text : text.normalize('NFKC');
  return composed.replace(BLANK, '').toUpperCase();
}
