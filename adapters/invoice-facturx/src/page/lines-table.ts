import type { AllowanceOrCharge, Invoice, InvoiceLine } from '@lettrage/einvoicing';
import { formatDay, formatNumber, formatPrice, formatShort } from './format-value.js';
import { ACCENT, LEFT, lineHeight, MUTED, RIGHT, WIDTH, type Page, type TextStyle } from './page.js';

/** Columns from left to right: the description takes what the figures leave. */
const FIGURES = { quantity: 66, price: 78, rate: 44, amount: 82 };
const ITEM_WIDTH = WIDTH - FIGURES.quantity - FIGURES.price - FIGURES.rate - FIGURES.amount - 8;
const QUANTITY = LEFT + ITEM_WIDTH;
const PRICE = QUANTITY + FIGURES.quantity;
const RATE = PRICE + FIGURES.price;
const AMOUNT = RATE + FIGURES.rate;
const SMALL: TextStyle = { size: 7.25, color: MUTED };

/** The lines with quantity, price, VAT and net amount; its header is repeated on each page. */
export function renderLines(page: Page, invoice: Invoice): void {
  const outside = page.onNewPage;
  renderHeader(page);
  page.onNewPage = () => {
    outside();
    renderHeader(page);
  };
  for (const line of invoice.lines ?? []) renderLine(page, line);
  for (const entry of invoice.documentLevelAllowances ?? [])
    renderDocumentEntry(page, entry, page.words.allowance, '−');
  for (const entry of invoice.documentLevelCharges ?? []) renderDocumentEntry(page, entry, page.words.charge, '');
  page.onNewPage = outside;
  page.y += 10;
}

function renderHeader(page: Page): void {
  const { words } = page;
  const style: TextStyle = { size: 7.5, font: 'bold', color: '#ffffff' };
  page.document.rect(LEFT, page.y, WIDTH, 18).fill(ACCENT);
  const y = page.y + 4.5;
  page.put(words.item, LEFT + 6, y, ITEM_WIDTH, style);
  page.put(words.quantity, QUANTITY, y, FIGURES.quantity, { ...style, align: 'right' });
  page.put(words.price, PRICE, y, FIGURES.price, { ...style, align: 'right' });
  page.put(words.rate, RATE, y, FIGURES.rate, { ...style, align: 'right' });
  page.put(words.amount, AMOUNT, y, FIGURES.amount, { ...style, align: 'right' });
  page.y += 24;
}

function renderLine(page: Page, line: InvoiceLine): void {
  const { words } = page;
  const { lang } = words;
  const price = line.priceDetails;
  const unit = line.invoicedQuantityUnitOfMeasureCode ?? '';
  const unitName = words.units[unit] ?? unit;
  const name = page.wrap(line.itemInformation?.name ?? '', ITEM_WIDTH - 12, { font: 'bold' });
  page.ensure(lineHeight({}) * 2 + 6);
  const y = page.y;
  const right = { align: 'right' } as const;
  page.put(`${formatShort(line.invoicedQuantity, lang)} ${unitName}`.trim(), QUANTITY, y, FIGURES.quantity, right);
  page.put(formatPrice(price?.itemNetPrice, lang), PRICE, y, FIGURES.price, right);
  page.put(
    rateText(line.vatInformation?.invoicedItemVatCategoryCode, line.vatInformation?.invoicedItemVatRate, page),
    RATE,
    y,
    FIGURES.rate,
    right,
  );
  page.put(formatNumber(line.netAmount, lang), AMOUNT, y, FIGURES.amount, { ...right, font: 'bold' });
  page.flow(name.join('\n'), LEFT + 6, ITEM_WIDTH - 12, { font: 'bold' });
  for (const text of detailsOf(page, line)) page.flow(text, LEFT + 6, ITEM_WIDTH - 12, SMALL);
  endRow(page);
}

function detailsOf({ words }: Page, line: InvoiceLine): string[] {
  const { lang } = words;
  const item = line.itemInformation;
  const price = line.priceDetails;
  const period = line.period;
  const reference = [item?.sellersIdentifier, item?.standardIdentifier?.value].filter(Boolean).join(' · ');
  const base = price?.itemPriceBaseQuantity;
  const entry = (label: string, sign: string) => (given: AllowanceOrCharge) =>
    `${given.reason ?? label}${given.percentage ? ` ${formatShort(given.percentage, lang)} %` : ''} : ${sign}${formatNumber(given.amount, lang)}`;
  return [
    item?.description ?? '',
    line.note ?? '',
    reference ? `${words.reference} ${reference}` : '',
    line.referencedPurchaseOrderLineReference ? `${words.orderLine} ${line.referencedPurchaseOrderLineReference}` : '',
    period
      ? `${words.period} ${[formatDay(period.startDate, lang), formatDay(period.endDate, lang)].filter(Boolean).join(' – ')}`
      : '',
    ...(item?.attributes ?? []).map((attribute) => `${attribute.name ?? ''} : ${attribute.value ?? ''}`),
    base && base !== '1' ? `${words.price} ${words.per} ${formatShort(base, lang)}` : '',
    ...(line.allowances ?? []).map(entry(words.allowance, '−')),
    ...(line.charges ?? []).map(entry(words.charge, '+')),
  ].filter((text) => text !== '');
}

function renderDocumentEntry(page: Page, entry: AllowanceOrCharge, label: string, sign: string): void {
  const { lang } = page.words;
  page.ensure(lineHeight({}) + 6);
  const percentage = entry.percentage ? ` (${formatShort(entry.percentage, lang)} %)` : '';
  page.put(rateText(entry.vatCategoryCode, entry.vatRate, page), RATE, page.y, FIGURES.rate, { align: 'right' });
  page.put(`${sign}${formatNumber(entry.amount, lang)}`, AMOUNT, page.y, FIGURES.amount, {
    align: 'right',
    font: 'bold',
  });
  page.flow(`${entry.reason ?? label}${percentage}`, LEFT + 6, ITEM_WIDTH - 12);
  endRow(page);
}

function endRow(page: Page): void {
  page.document
    .moveTo(LEFT, page.y + 2.5)
    .lineTo(RIGHT, page.y + 2.5)
    .lineWidth(0.35)
    .strokeColor('#d9e3e5')
    .stroke();
  page.y += 7;
}

/** The rate, or the category where there is none to show. */
export function rateText(category: string | undefined, rate: string | undefined, { words }: Page): string {
  if (category === 'S' || category === undefined) return rate === undefined ? '' : `${formatShort(rate, words.lang)} %`;
  return category === 'E' || category === 'O' ? '—' : category === 'Z' ? '0 %' : category;
}
