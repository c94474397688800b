import { ALLOWANCE_REASONS, CHARGE_REASONS } from '../codes/vat.codes.js';
import type { AllowanceOrCharge } from '../model/index.js';
import type { InvoicProfile } from './invoic-qualifiers.js';
import { wrap } from './invoic-values.js';
import type { SegmentWriter } from './segment-writer.js';

/** A day with its qualifier; nothing if there is none. */
export function writeDay(out: SegmentWriter, qualifier: string, day: string | undefined): void {
  if (day !== undefined) out.add('DTM', [qualifier, day.replaceAll('-', ''), '102']);
}

/** A period; one without an end is written as its first day. */
export function writeDays(out: SegmentWriter, qualifier: string, start: string, end: string | undefined): void {
  if (end === undefined) writeDay(out, qualifier, start);
  else out.add('DTM', [qualifier, `${start}${end}`.replaceAll('-', ''), '718']);
}

/** A free text in as many segments as it takes; told of where wrapping changed it. */
export function writeText(
  out: SegmentWriter,
  subject: string,
  text: string,
  profile: InvoicProfile,
  term: string,
): void {
  const pieces = wrap(text.replace(/\s+/g, ' '), profile.noteLength);
  if (pieces.join(' ') !== text)
    out.lost(term, 'Line ends and runs of blanks in the text are written as single blanks.');
  for (let from = 0; from < pieces.length; from += 5)
    out.add('FTX', subject, undefined, undefined, pieces.slice(from, from + 5));
}

/** An allowance or charge with its percentage, amounts and, at document level, its VAT. */
export function writeCharge(out: SegmentWriter, entry: AllowanceOrCharge, charge: boolean): void {
  const reason = entry.reason === undefined ? [] : wrap(entry.reason.replace(/\s+/g, ' '), 35).slice(0, 2);
  if (entry.reason !== undefined && reason.join(' ') !== entry.reason)
    out.lost(charge ? '/BT-104' : '/BT-97', 'The reason is longer than two lines of 35 characters: it was cut.');
  const code = entry.reasonCode;
  // A code outside its list is read back as a text.
  if (code !== undefined && !(charge ? CHARGE_REASONS : ALLOWANCE_REASONS).has(code))
    out.lost(charge ? '/BT-105' : '/BT-98');
  const service = [charge ? code : undefined, undefined, undefined, ...reason];
  out.add('ALC', charge ? 'C' : 'A', charge ? undefined : [undefined, code], undefined, undefined, service);
  if (entry.percentage !== undefined) out.add('PCD', [charge ? '2' : '1', entry.percentage]);
  if (entry.amount !== undefined) out.add('MOA', [charge ? '23' : '204', entry.amount]);
  if (entry.baseAmount !== undefined) out.add('MOA', ['25', entry.baseAmount]);
  if (entry.vatCategoryCode !== undefined) writeTax(out, entry.vatCategoryCode, entry.vatRate);
}

/** TAX about VAT: rate and category. */
export function writeTax(out: SegmentWriter, category: string | undefined, rate: string | undefined): void {
  out.add('TAX', '7', 'VAT', undefined, undefined, ['', '', '', rate], category);
}
