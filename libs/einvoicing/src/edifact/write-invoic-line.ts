import { decimalOrZero } from '../arithmetic/decimal.js';
import type { InvoiceLine } from '../model/index.js';
import type { InvoicProfile } from './invoic-qualifiers.js';
import { OBJECT_SCHEMES } from './invoic-qualifiers.js';
import { wrap } from './invoic-values.js';
import type { SegmentWriter } from './segment-writer.js';
import { writeCharge, writeDays, writeTax, writeText } from './shared-segments.js';

/** Units as EANCOM writes them: pieces without a code. */
function unitOf(code: string | undefined): string | undefined {
  return code === 'C62' ? undefined : code === 'H87' ? 'PCE' : code;
}

/** Writes a line: LIN, item, quantity, amounts, price, references, VAT, allowances and charges. */
export function writeInvoicLine(out: SegmentWriter, line: InvoiceLine, index: number, profile: InvoicProfile): void {
  const term = `/BG-25[${index + 1}]`;
  writeItem(out, line, index, profile);
  out.add('QTY', ['47', line.invoicedQuantity, unitOf(line.invoicedQuantityUnitOfMeasureCode)]);
  const origin = line.itemInformation?.countryOfOrigin;
  if (origin !== undefined) out.add('ALI', origin);
  const { startDate, endDate } = line.period ?? {};
  if (startDate !== undefined) writeDays(out, '263', startDate, endDate);
  else if (endDate !== undefined) out.lost(`${term}/BT-135`, 'A period without its first day cannot be written.');
  if (line.note !== undefined) writeText(out, 'AAI', line.note, { ...profile, noteLength: 70 }, `${term}/BT-127`);
  if (line.netAmount !== undefined) out.add('MOA', ['203', line.netAmount]);
  writePrices(out, line, term);
  const order = line.referencedPurchaseOrderLineReference;
  if (order !== undefined) out.add('RFF', ['ON', '', order]);
  if (line.buyerAccountingReference !== undefined) out.add('RFF', ['ADE', line.buyerAccountingReference]);
  const object = line.objectIdentifier;
  if (object && (OBJECT_SCHEMES as readonly string[]).includes(object.scheme ?? ''))
    out.add('RFF', [object.scheme, object.value]);
  else if (object) out.lost(`${term}/BT-128`);
  const vat = line.vatInformation;
  if (vat) writeTax(out, vat.invoicedItemVatCategoryCode, vat.invoicedItemVatRate);
  for (const entry of line.allowances ?? []) writeCharge(out, entry, false);
  for (const entry of line.charges ?? []) writeCharge(out, entry, true);
}

function writeItem(out: SegmentWriter, line: InvoiceLine, index: number, profile: InvoicProfile): void {
  const item = line.itemInformation ?? {};
  const term = `/BG-25[${index + 1}]/BG-31`;
  const standard = item.standardIdentifier;
  const gtin = standard?.scheme === '0160' ? standard.value : undefined;
  if (standard && gtin === undefined) out.lost(`${term}/BT-157`);
  if (line.identifier !== undefined && !/^\d{1,6}$/.test(line.identifier))
    out.lost(`/BG-25[${index + 1}]/BT-126`, 'EDIFACT numbers lines with up to 6 digits: partners may refuse this one.');
  out.add('LIN', line.identifier, undefined, gtin === undefined ? undefined : [gtin, profile.itemNumber]);
  const { sellersIdentifier, buyersIdentifier } = item;
  const numbers = [
    ...(sellersIdentifier === undefined ? [] : [[sellersIdentifier, 'SA']]),
    ...(buyersIdentifier === undefined ? [] : [[buyersIdentifier, 'IN']]),
  ];
  if (numbers.length) out.add('PIA', '5', ...numbers);
  for (const { value, scheme, schemeVersion } of item.classificationIdentifiers ?? []) {
    out.add('PIA', '1', [value, scheme]);
    if (scheme === undefined) out.lost(`${term}/BT-158`);
    if (schemeVersion !== undefined) out.lost(`${term}/BT-158-2`);
  }
  if (item.name !== undefined) writeDescription(out, 'F', item.name, profile, `${term}/BT-153`);
  if (item.description !== undefined) writeDescription(out, 'A', item.description, profile, `${term}/BT-154`);
  if (item.attributes?.length) out.lost(`${term}/BG-32`);
}

/** IMD holds two parts of 35 (D.96A) or 256 (D.01B) characters; a longer text takes several. */
function writeDescription(out: SegmentWriter, type: string, text: string, profile: InvoicProfile, term: string): void {
  const pieces = wrap(text.replace(/\s+/g, ' '), profile.itemLength);
  if (pieces.join(' ') !== text)
    out.lost(term, 'Line ends, runs of blanks and very long words of the text are written with single blanks.');
  for (let from = 0; from < pieces.length; from += 2)
    out.add('IMD', type, undefined, ['', '', '', ...pieces.slice(from, from + 2)]);
}

/** The discount is not written: it is what lies between the two prices. */
function writePrices(out: SegmentWriter, line: InvoiceLine, term: string): void {
  const price = line.priceDetails;
  if (!price) return;
  const { itemNetPrice: net, itemGrossPrice: gross, itemPriceDiscount: discount } = price;
  const between = net !== undefined && gross !== undefined && decimalOrZero(gross).minus(decimalOrZero(net));
  if (discount !== undefined && !(between && between.eq(decimalOrZero(discount)))) out.lost(`${term}/BT-147`);
  const base = [price.itemPriceBaseQuantity, unitOf(price.itemPriceBaseQuantityUnitOfMeasureCode)];
  if (net !== undefined) out.add('PRI', ['AAA', net, '', '', ...base]);
  if (gross !== undefined) out.add('PRI', ['AAB', gross, '', '', ...base]);
}
