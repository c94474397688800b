import { hash } from 'node:crypto';
import { FingerprintCounter } from './fingerprint-counter.js';
import { PlainBytes } from './plain-bytes.js';

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
    const whole = wholeHash(facts);
    // Counted before it is cut: the digits of a text that is part of another take twice as long to read.
    const ordinal = this.seen.count(whole);
    const digest = whole.slice(0, HASH_LENGTH);
    return ordinal === 1 ? digest : `${digest}-${ordinal}`;
  }
}

function wholeHash(facts: LineFacts): string {
  return hash('sha256', plainFacts(facts) ?? plainText(joinedFacts(facts)), 'hex');
}

/** Stands between two facts; no bank text holds it. */
const SEPARATOR = 0x1f;

function joinedFacts(facts: LineFacts): string {
  const { counterparty } = facts;
  const parts = [
    ...[facts.account, facts.bookingDate, facts.amount, facts.currency, facts.bankReference, facts.endToEndId],
    ...[facts.text, counterparty?.name, counterparty?.iban, facts.index],
  ];
  return parts.map((part) => part ?? '').join(String.fromCharCode(SEPARATOR));
}

/** Blanks, line breaks, case and the composition of accents differ between two exports of one line: they don't count. */
function plainText(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, '').toUpperCase();
}

const BYTES = new PlainBytes(4_096);

/**
 * What {@link plainText} gives for {@link joinedFacts}, as bytes, if all of it is Latin-1 as nearly all bank text is: a
 * fifth of the time. Undefined for any other text. The bytes are good until the next call.
 */
function plainFacts(facts: LineFacts): Uint8Array | undefined {
  const { counterparty, index } = facts;
  BYTES.begin(facts.account);
  BYTES.separate(SEPARATOR);
  BYTES.add(facts.bookingDate);
  BYTES.separate(SEPARATOR);
  BYTES.add(facts.amount);
  BYTES.separate(SEPARATOR);
  BYTES.add(facts.currency);
  BYTES.separate(SEPARATOR);
  BYTES.add(facts.bankReference);
  BYTES.separate(SEPARATOR);
  BYTES.add(facts.endToEndId);
  BYTES.separate(SEPARATOR);
  BYTES.add(facts.text);
  BYTES.separate(SEPARATOR);
  BYTES.add(counterparty?.name);
  BYTES.separate(SEPARATOR);
  BYTES.add(counterparty?.iban);
  BYTES.separate(SEPARATOR);
  if (index !== undefined) BYTES.add(String(index));
  return BYTES.taken();
}
