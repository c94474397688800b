import type { Day } from '@lettrage/domain';

/** How a company numbers its documents: `{YYYY}`, `{YY}`, `{MM}` of the issue day, `{N5}` the running number, padded. */
export interface Numbering {
  readonly id: string;
  readonly invoice: string;
  readonly credit: string;
  /** First running number. */
  readonly start: number;
  /** The running number starts again each month. */
  readonly monthly?: boolean;
}

/** Numberings met in France, from the catalogue's own to those that are hard to tell from other numbers. */
export const NUMBERINGS: readonly Numbering[] = [
  { id: 'FA2026-000123', invoice: 'FA{YYYY}-{N6}', credit: 'AV{YYYY}-{N5}', start: 1 },
  { id: 'F26-00123', invoice: 'F{YY}-{N5}', credit: 'A{YY}-{N5}', start: 1 },
  { id: '2026-01234', invoice: '{YYYY}-{N5}', credit: 'AV-{YYYY}-{N4}', start: 1 },
  { id: 'FAC0012345', invoice: 'FAC{N7}', credit: 'AVO{N7}', start: 11_800 },
  { id: '104512', invoice: '{N6}', credit: '9{N5}', start: 104_000 },
  { id: 'FA-2026-03-0123', invoice: 'FA-{YYYY}-{MM}-{N4}', credit: 'AV-{YYYY}-{MM}-{N4}', start: 1, monthly: true },
  { id: 'INV-004123', invoice: 'INV-{N6}', credit: 'CN-{N6}', start: 3_900 },
  { id: '2026/0123', invoice: '{YYYY}/{N4}', credit: '{YYYY}/A{N4}', start: 1 },
  { id: 'VT-26-01234', invoice: 'VT-{YY}-{N5}', credit: 'VA-{YY}-{N5}', start: 1 },
  { id: '2603-0123', invoice: '{YY}{MM}-{N4}', credit: 'A{YY}{MM}-{N4}', start: 1, monthly: true },
  { id: '20260123', invoice: '{YYYY}{N4}', credit: 'AV{YYYY}{N4}', start: 1 },
  { id: 'FC 12345', invoice: 'FC{N5}', credit: 'AC{N5}', start: 20_100 },
];

/** Writes the numbers of one company; a company with two series issues every third invoice in the second. */
export class NumberWriter {
  private readonly next = new Map<string, number>();

  constructor(private readonly series: readonly Numbering[]) {}

  /** The next number of an invoice or credit note issued on `day`. */
  write(kind: 'invoice' | 'credit', day: Day, which: number): string {
    const numbering = this.series[which % 3 === 2 ? this.series.length - 1 : 0]!;
    const period = numbering.monthly ? day.slice(0, 7) : numbering.invoice.includes('{YY') ? day.slice(0, 4) : '';
    const counter = `${numbering.id} ${kind} ${period}`;
    const count = this.next.get(counter) ?? (kind === 'invoice' ? numbering.start : 1);
    this.next.set(counter, count + 1);
    return numbering[kind]
      .replace('{YYYY}', day.slice(0, 4))
      .replace('{YY}', day.slice(2, 4))
      .replace('{MM}', day.slice(5, 7))
      .replace(/\{N(\d)\}/, (_, width: string) => String(count).padStart(Number.parseInt(width, 10), '0'));
  }
}

/** The running number as printed, with its zeros: the last digits of the number. */
export function sequenceOf(number: string): string {
  const digits = /\d+$/.exec(number)?.[0] ?? '';
  return /^20\d{6}$/.test(digits) ? digits.slice(4) : digits;
}

/** The running number without zeros. */
export function shortOf(number: string): string {
  return sequenceOf(number).replace(/^0+(?=\d)/, '');
}
