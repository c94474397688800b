import type { Address, Invoice, Party } from '@lettrage/einvoicing';
import { formatDay } from './format-value.js';
import { renderLogo } from './logo.js';
import { ACCENT, LEFT, lineHeight, MUTED, RIGHT, RULE, TINT, WIDTH, type Page, type TextStyle } from './page.js';

const HALF = WIDTH / 2 - 10;
const SMALL: TextStyle = { size: 7.5, color: MUTED };

/** Title, seller and buyer, and the facts one looks for first. */
export function renderHead(page: Page, invoice: Invoice, logo?: Uint8Array): void {
  renderTitle(page, invoice);
  renderParties(page, invoice, logo);
  renderFacts(page, invoice);
}

function renderTitle(page: Page, invoice: Invoice): void {
  const { words } = page;
  const title = words.titles[invoice.invoiceTypeCode ?? ''] ?? words.invoice;
  page.document.rect(0, 0, 596, 8).fill(ACCENT);
  page.put(title, LEFT + HALF + 20, page.y, HALF, { size: 20, font: 'bold', color: ACCENT, align: 'right' });
  page.put(`${words.number} ${invoice.invoiceNumber ?? ''}`, LEFT + HALF + 20, page.y + 27, HALF, {
    size: 10.5,
    align: 'right',
  });
}

function renderParties(page: Page, invoice: Invoice, logo: Uint8Array | undefined): void {
  const { words } = page;
  const { seller, buyer } = invoice;
  const top = page.y;
  if (logo) renderLogo(page, logo);
  page.flow(seller?.tradingName ?? seller?.name ?? '', LEFT, HALF, { size: 13, font: 'bold' });
  if (seller?.tradingName && seller.tradingName !== seller.name) page.flow(seller.name ?? '', LEFT, HALF);
  for (const line of addressLines(seller?.postalAddress)) page.flow(line, LEFT, HALF);
  page.y += 3;
  for (const line of identityLines(page, seller)) page.flow(line, LEFT, HALF, SMALL);
  const sellerEnd = page.y;

  const x = LEFT + HALF + 20;
  const inner = HALF - 20;
  const lines: [string, TextStyle][] = [
    [words.buyer.toUpperCase(), { size: 6.5, font: 'bold', color: ACCENT }],
    [buyer?.name ?? '', { size: 10, font: 'bold' }],
    ...[...(buyer?.tradingName ? [buyer.tradingName] : []), ...addressLines(buyer?.postalAddress)].map(
      (line): [string, TextStyle] => [line, {}],
    ),
    ...identityLines(page, buyer).map((line): [string, TextStyle] => [line, SMALL]),
  ];
  const wrapped = lines.flatMap(([text, style]) => page.wrap(text, inner, style).map((line) => [line, style] as const));
  const height = wrapped.reduce((sum, [, style]) => sum + lineHeight(style), 0) + 18;
  let y = top + 48;
  page.box(x, y, HALF, height);
  y += 9;
  for (const [text, style] of wrapped) {
    page.put(text, x + 10, y, inner, style);
    y += lineHeight(style);
  }
  page.y = Math.max(sellerEnd, y + 9) + 14;
}

/** Name and address without the country's name when it is a domestic one. */
export function addressLines(address: Address | undefined): string[] {
  if (!address) return [];
  const city = [address.postCode, address.city].filter(Boolean).join(' ');
  const country = address.countryCode === 'FR' ? undefined : address.countryCode;
  return [
    address.addressLine1,
    address.addressLine2,
    address.addressLine3,
    city,
    address.countrySubdivision,
    country,
  ].filter((line): line is string => Boolean(line));
}

function identityLines({ words }: Page, party: Party | undefined): string[] {
  const legal = party?.legalRegistrationIdentifier;
  const siret = party?.identifiers?.find((entry) => entry.scheme === '0009');
  const contact = [party?.contact?.contactPoint, party?.contact?.telephoneNumber, party?.contact?.emailAddress]
    .filter(Boolean)
    .join(' · ');
  return [
    siret
      ? `${words.siret} ${siret.value}`
      : legal
        ? `${legal.scheme === '0002' ? words.siren : words.number} ${legal.value}`
        : '',
    party?.vatIdentifier ? `${words.vatNumber} ${party.vatIdentifier}` : '',
    party?.electronicAddress
      ? `${words.address} ${party.electronicAddress.scheme ?? ''}:${party.electronicAddress.value}`
      : '',
    contact,
  ].filter(Boolean);
}

/** A tinted strip of label and value, four to a row. */
function renderFacts(page: Page, invoice: Invoice): void {
  const facts = factsOf(page, invoice);
  const columns = 4;
  const width = WIDTH / columns;
  for (let start = 0; start < facts.length; start += columns) {
    const row = facts
      .slice(start, start + columns)
      .map(([label, value]) => [label, page.wrap(value, width - 14, { font: 'bold' })] as const);
    const height = 22 + Math.max(...row.map(([, lines]) => lines.length)) * lineHeight({});
    page.ensure(height);
    page.document.rect(LEFT, page.y, WIDTH, height - 3).fill(TINT);
    row.forEach(([label, lines], index) => {
      const x = LEFT + index * width + 8;
      page.put(label, x, page.y + 5, width - 14, { size: 6.5, color: MUTED });
      lines.forEach((line, at) => page.put(line, x, page.y + 14 + at * lineHeight({}), width - 14, { font: 'bold' }));
    });
    page.y += height;
  }
  page.document
    .moveTo(LEFT, page.y - 3)
    .lineTo(RIGHT, page.y - 3)
    .lineWidth(0.5)
    .strokeColor(RULE)
    .stroke();
  page.y += 12;
  renderDelivery(page, invoice);
}

function factsOf({ words }: Page, invoice: Invoice): [string, string][] {
  const day = (value: string | undefined): string => formatDay(value, words.lang);
  const delivery = invoice.deliveryInformation;
  const period = delivery?.invoicingPeriod;
  const preceding = (invoice.precedingInvoiceReferences ?? [])
    .map((entry) => [entry.reference, day(entry.issueDate)].filter(Boolean).join(', '))
    .join(' ; ');
  const all: [string, string][] = [
    [words.issued, day(invoice.invoiceIssueDate)],
    [words.due, day(invoice.paymentDueDate)],
    [words.delivered, day(delivery?.actualDeliveryDate)],
    [words.period, period ? [day(period.startDate), day(period.endDate)].filter(Boolean).join(' – ') : ''],
    [words.order, invoice.purchaseOrderReference ?? ''],
    [words.contract, invoice.contractReference ?? ''],
    [words.buyerReference, invoice.buyerReference ?? ''],
    [words.project, invoice.projectReference ?? ''],
    [words.despatch, invoice.despatchAdviceReference ?? ''],
    [words.salesOrder, invoice.salesOrderReference ?? ''],
    [words.preceding, preceding],
  ];
  return all.filter(([, value]) => value !== '');
}

function renderDelivery(page: Page, { deliveryInformation: delivery, payee, sellerTaxRepresentative }: Invoice): void {
  const { words } = page;
  const place = [delivery?.deliverToPartyName, ...addressLines(delivery?.deliverToAddress)].filter(Boolean).join(', ');
  const representative = [
    sellerTaxRepresentative?.name,
    sellerTaxRepresentative?.vatIdentifier,
    ...addressLines(sellerTaxRepresentative?.postalAddress),
  ]
    .filter(Boolean)
    .join(', ');
  const all = [
    [words.deliverTo, place],
    [words.payee, payee?.name ?? ''],
    [words.taxRepresentative, representative],
  ] as const;
  for (const [label, text] of all.filter(([, value]) => value !== ''))
    page.flow(`${label} : ${text}`, LEFT, WIDTH, SMALL);
  if (all.some(([, text]) => text !== '')) page.y += 8;
}
