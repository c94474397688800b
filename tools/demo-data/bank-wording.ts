import { monthName } from './calendar.js';
import type { DemoInvoice } from './invoices.js';
import type { Random } from './random.js';

const LEGAL_FORMS = /\s+(SARL|SAS|SA|EURL|SELARL|SELAS|SCP|SCM|SCA|EARL|OGEC|GMBH|NV|S A R L)$/;

/** Capitals without accents and punctuation, as banks print. */
export function bankCase(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, ' ')
    .trim();
}

/** A name as banks print it: the legal form after, before or left out, sometimes cut or with a shortened first word. */
export function printedName(name: string, random: Random): string {
  const full = bankCase(name);
  const form = LEGAL_FORMS.exec(full)?.[1];
  const bare = form ? full.slice(0, -form.length - 1) : full;
  const kind = random.between(1, 100);
  if (kind <= 40) return full;
  if (kind <= 55) return form ? `${form} ${bare}` : full;
  if (kind <= 80) return bare;
  if (kind <= 90) return full.slice(0, 18).trim();
  const [first, ...rest] = bare.split(' ');
  return rest.length > 0 ? `${(first as string).slice(0, 4)} ${rest.join(' ')}` : bare;
}

/** What payers write before a number. */
export function prefix(random: Random): string {
  return random.pick([
    '',
    '',
    'REGLEMENT ',
    'VIREMENT ',
    'PAIEMENT FACTURE ',
    'FACT ',
    'REGLT FACT ',
    'VIR ',
    'FACTURE ',
  ]);
}

/** What payers write after it and nobody needs. */
export function noise(random: Random): string {
  const kind = random.between(1, 100);
  if (kind <= 25) return ` VOTRE REF ${random.between(100_000, 999_999)}`;
  if (kind <= 35) return ` DU ${String(random.between(1, 28)).padStart(2, '0')}/0${random.between(6, 9)}/2026`;
  if (kind <= 42) return ` CLIENT ${random.between(1_000, 9_999)}`;
  return kind <= 46 ? ` TEL 05${random.digits(8)}` : '';
}

/** The digits after the year, without leading zeros. */
export function suffix(invoice: DemoInvoice): string {
  return invoice.number.slice(-6).replace(/^0+/, '');
}

/** The number as the text of somebody who does not copy it exactly. */
export function reformatted(invoice: DemoInvoice, random: Random): string {
  const digits = invoice.number.slice(-6);
  return random.pick([`FA2026${digits}`, `FA2026 ${digits}`, `FA 2026 ${digits}`, `FACTURE FA2026/${digits}`]);
}

/** Year and sequence in another order. */
export function reordered(invoice: DemoInvoice, random: Random): string {
  const digits = invoice.number.slice(-6);
  return random.pick([`${digits}/2026`, `2026/${suffix(invoice)}`, `FA26-${digits}`, `FA-${suffix(invoice)}-2026`]);
}

/** The number with one slip of the pen in its last digits: two exchanged, or a letter for a digit. */
export function withTypo(invoice: DemoInvoice, random: Random): string {
  const digits = [...invoice.number.slice(-6)];
  const last = digits.length - 1;
  if (digits[last] !== digits[last - 1] && random.chance(60)) {
    [digits[last], digits[last - 1]] = [digits[last - 1] as string, digits[last] as string];
  } else {
    digits[0] = 'O';
  }
  return `FA2026-${digits.join('')}`;
}

/** Several numbers in full, joined as payers join them. */
export function listed(invoices: readonly DemoInvoice[], random: Random): string {
  return invoices.map((invoice) => invoice.number).join(random.pick([' ', ', ', ' + ', ' / ']));
}

/** The first number in full, of the others the last digits: `FA2026-000412/0415/0420`. */
export function abbreviated(invoices: readonly DemoInvoice[]): string {
  const [first, ...others] = invoices.map((invoice) => invoice.number);
  return [first, ...others.map((number) => number.slice(-4))].join('/');
}

/** A text that names no invoice. */
export function nothingUseful(invoice: DemoInvoice, random: Random): string {
  return random.pick([
    '',
    'VIREMENT',
    'SELON FACTURE',
    'REGLEMENT FACTURE',
    'MERCI',
    `FACTURE ${monthName(invoice.issued)}`,
  ]);
}
