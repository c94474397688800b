import type { Decimal } from '../arithmetic/decimal.js';
import { decimal, decimalOrZero, decimalsWritten, round, sum } from '../arithmetic/decimal.js';
import { ITEM_CLASSIFICATIONS } from '../codes/reference.codes.js';
import type { AllowanceOrCharge, Identifier, InvoiceLine, ItemInformation, PriceDetails } from '../model/index.js';
import { component, type Segment } from './edifact-syntax.js';
import { AMOUNTS, OBJECT_SCHEMES } from './invoic-qualifiers.js';
import { assign, take, takeDays, takeNumber, takeText, type Draft, type SegmentReport } from './invoic-values.js';
import { isChargeGroup, readAllowanceOrCharge, readTax } from './read-invoic-charge.js';
import { firstQualified, groupsOf, type SegmentGroup } from './segment-group.js';

/** EANCOM leaves the unit out for pieces, and knows PCE where Recommendation 20 says H87. */
const UNIT: Readonly<Record<string, string>> = { PCE: 'H87' };

/** Reads a line: LIN and what follows it up to the next one. The default is the VAT of the header. */
export function readInvoicLine(
  line: SegmentGroup,
  defaultVat: { category?: string; rate?: string } | undefined,
  report: SegmentReport,
): InvoiceLine {
  const groups = groupsOf(
    [line.head, ...line.rest],
    (tag, current) =>
      ['ALC', 'NAD', 'PAT', 'PYT', 'LOC'].includes(tag) || (['TAX', 'PRI', 'RFF'].includes(tag) && current !== 'ALC'),
  );
  const own = groups.flatMap(({ head, rest }) => (['ALC', 'NAD'].includes(head.tag) ? [] : [head, ...rest]));
  const result: Draft<InvoiceLine> = {};
  assign(result, 'identifier', take(line.head, 0));
  for (const note of own.filter(({ tag }) => tag === 'FTX')) assign(result, 'note', takeText(note, 3));
  readQuantity(own, result, report);
  assign(result, 'netAmount', takeNumber(firstQualified(own, 'MOA', ...AMOUNTS.lineNet), 0, 1, report));
  readLineReferences(own, result);
  const [startDate, endDate] = takeDays(firstQualified(own, 'DTM', '263'), report);
  if (startDate !== undefined) result.period = { startDate, ...(endDate === undefined ? {} : { endDate }) };
  const vat =
    readTax(
      own.find((one) => one.tag === 'TAX' && component(one, 1) === 'VAT'),
      report,
    ) ?? defaultVat;
  if (vat)
    result.vatInformation = {
      ...(vat.category === undefined ? {} : { invoicedItemVatCategoryCode: vat.category }),
      ...(vat.rate === undefined ? {} : { invoicedItemVatRate: vat.rate }),
    };
  const item = readItem(line.head, own);
  if (Object.keys(item).length) result.itemInformation = item;
  readPrice(
    own,
    groups.filter(({ head }) => head.tag === 'ALC'),
    result,
    report,
  );
  return result;
}

function readQuantity(own: readonly Segment[], line: Draft<InvoiceLine>, report: SegmentReport): void {
  const quantity = firstQualified(own, 'QTY', '47', '46', '12', '21');
  const unit = component(quantity, 0, 2);
  assign(line, 'invoicedQuantity', takeNumber(quantity, 0, 1, report));
  if (quantity) assign(line, 'invoicedQuantityUnitOfMeasureCode', unit === undefined ? 'C62' : (UNIT[unit] ?? unit));
}

function readLineReferences(own: readonly Segment[], line: Draft<InvoiceLine>): void {
  const order = firstQualified(own, 'RFF', 'ON');
  const orderLine = component(order, 0, 2);
  if (orderLine !== undefined) {
    // The number of the order stands in the header; only its line is a term of the line.
    take(order, 0, 2);
    assign(line, 'referencedPurchaseOrderLineReference', orderLine);
  }
  const accounting = firstQualified(own, 'RFF', 'ADE');
  assign(line, 'buyerAccountingReference', component(accounting, 0, 1));
  if (accounting) accounting.taken = true;
  const object = firstQualified(own, 'RFF', ...OBJECT_SCHEMES);
  const value = component(object, 0, 1);
  if (value !== undefined) assign(line, 'objectIdentifier', { value, scheme: take(object, 0)! });
}

function readItem(lin: Segment, own: readonly Segment[]): ItemInformation {
  const item: Draft<ItemInformation> = {};
  const number = component(lin, 2);
  if (number !== undefined) item.standardIdentifier = { value: number, scheme: '0160' };
  const classifications: Identifier[] = [];
  const types: { name?: string; description?: string } = {};
  for (const segment of own) {
    if (segment.tag === 'PIA') readItemNumbers(segment, item, classifications);
    if (segment.tag === 'ALI') assign(item, 'countryOfOrigin', take(segment, 0));
    if (segment.tag === 'IMD')
      types[component(segment, 0) === 'A' ? 'description' : 'name'] ??= component(segment, 0) ?? '';
  }
  for (const key of ['name', 'description'] as const) {
    // A long text takes several segments of one type.
    const parts = own.filter(({ tag, elements }) => tag === 'IMD' && (elements[0]?.[0]?.trim() ?? '') === types[key]);
    const text = parts.map(itemText).filter((part) => part !== undefined);
    if (text.length) item[key] = text.join(' ');
  }
  if (classifications.length) item.classificationIdentifiers = classifications;
  return item;
}

/** C273: the description in two parts, or its code where there is no text. */
function itemText(imd: Segment): string | undefined {
  return takeText(imd, 2, 3) ?? component(imd, 2);
}

/** PIA: up to five numbers with their kind: SA the seller's, IN and BP the buyer's, others classifications. */
function readItemNumbers(pia: Segment, item: Draft<ItemInformation>, classifications: Identifier[]): void {
  for (const [value, kind] of pia.elements
    .slice(1)
    .map(([first, second]) => [first?.trim(), second?.trim()] as const)) {
    if (!value || kind === undefined) continue;
    pia.taken = true;
    if (kind === 'SA') assign(item, 'sellersIdentifier', value);
    else if (kind === 'IN' || kind === 'BP') assign(item, 'buyersIdentifier', value);
    else if ((kind === 'EN' || kind === 'SRV') && !item.standardIdentifier)
      item.standardIdentifier = { value, scheme: '0160' };
    else if (ITEM_CLASSIFICATIONS.has(kind)) classifications.push({ value, scheme: kind });
    else pia.taken = false;
  }
}

/**
 * Prices and line allowances. PRI+AAA is the net price, AAB the gross one. Partners write ALC either to explain the net
 * price or on top of it: whichever gives the line's net amount is meant.
 */
function readPrice(
  own: readonly Segment[],
  groups: readonly SegmentGroup[],
  line: Draft<InvoiceLine>,
  report: SegmentReport,
): void {
  const net = firstQualified(own, 'PRI', 'AAA');
  const gross = firstQualified(own, 'PRI', 'AAB');
  const price: Draft<PriceDetails> = {};
  const base = net ?? gross;
  assign(price, 'itemNetPrice', takeNumber(base, 0, 1, report));
  assign(price, 'itemPriceBaseQuantity', takeNumber(base, 0, 4, report));
  const unit = component(base, 0, 5);
  assign(price, 'itemPriceBaseQuantityUnitOfMeasureCode', unit === undefined ? undefined : (UNIT[unit] ?? unit));
  if (net && gross) {
    assign(price, 'itemGrossPrice', takeNumber(gross, 0, 1, report));
    const [full, reduced] = [decimal(price.itemGrossPrice), decimal(price.itemNetPrice)];
    if (full && reduced && full.greaterThan(reduced))
      price.itemPriceDiscount = full.minus(reduced).toFixed(decimalsWritten(price.itemGrossPrice!));
  }
  if (Object.keys(price).length) line.priceDetails = price;
  const entries = groups.map((group) => ({
    charge: isChargeGroup(group),
    entry: withoutVat(readAllowanceOrCharge(group, report)),
  }));
  if (entries.length === 0) return;
  if (explainsPrice(line, price, entries)) {
    for (const { head } of groups)
      report.tell(
        'edifact-price-allowance',
        'The allowance or charge is already in the net price: it was left out.',
        head,
        'warning',
      );
    return;
  }
  const allowances = entries.filter(({ charge }) => !charge).map(({ entry }) => entry);
  const charges = entries.filter(({ charge }) => charge).map(({ entry }) => entry);
  if (allowances.length) line.allowances = allowances;
  if (charges.length) line.charges = charges;
}

/** A line's allowance has the VAT of its line. */
function withoutVat({ vatCategoryCode: _category, vatRate: _rate, ...entry }: AllowanceOrCharge): AllowanceOrCharge {
  return entry;
}

function explainsPrice(
  line: InvoiceLine,
  price: PriceDetails,
  entries: readonly { readonly charge: boolean; readonly entry: AllowanceOrCharge }[],
): boolean {
  const [net, unitPrice, quantity] = [
    decimal(line.netAmount),
    decimal(price.itemNetPrice),
    decimal(line.invoicedQuantity),
  ];
  if (!net || !unitPrice || !quantity) return false;
  const base = decimal(price.itemPriceBaseQuantity);
  const atPrice = unitPrice.times(quantity).dividedBy(base && !base.isZero() ? base : 1);
  const changes = sum(entries.map(({ charge, entry }) => decimalOrZero(entry.amount).times(charge ? 1 : -1)));
  const off = (amount: Decimal): Decimal => round(amount, 2).minus(net).abs();
  return off(atPrice).lessThan(off(atPrice.plus(changes)));
}
