import type { Invoice } from '@lettrage/einvoicing';
import { renderHead } from './head.js';
import { renderLines } from './lines-table.js';
import { ACCENT, LEFT, MUTED, WIDTH, type Page } from './page.js';
import { renderPayment } from './payment.js';
import { renderSummary } from './summary.js';

/** Note subjects that steer machines and tell a reader nothing. */
const NOT_PRINTED = new Set(['BAR']);

/** Draws the whole invoice, then the footers, which need the number of pages. `logo` is the seller's, PNG or JPEG. */
export function renderInvoice(page: Page, invoice: Invoice, logo?: Uint8Array): void {
  renderHead(page, invoice, logo);
  page.onNewPage = () => renderContinuation(page, invoice);
  renderLines(page, invoice);
  renderSummary(page, invoice);
  renderPayment(page, invoice);
  renderNotes(page, invoice);
  renderFooters(page, invoice);
}

function renderContinuation(page: Page, invoice: Invoice): void {
  const { words } = page;
  const title = words.titles[invoice.invoiceTypeCode ?? ''] ?? words.invoice;
  page.put(`${title} ${words.number} ${invoice.invoiceNumber ?? ''} (${words.continued})`, LEFT, page.y, WIDTH, {
    size: 8,
    color: MUTED,
  });
  page.y += 18;
}

function renderNotes(page: Page, invoice: Invoice): void {
  const notes = (invoice.notes ?? []).filter(({ note, subjectCode }) => note && !NOT_PRINTED.has(subjectCode ?? ''));
  if (notes.length === 0) return;
  page.ensure(30);
  page.put(page.words.notes.toUpperCase(), LEFT, page.y, WIDTH, { size: 7, font: 'bold', color: ACCENT });
  page.y += 11;
  for (const { note } of notes) {
    page.flow(note!, LEFT, WIDTH, { size: 7.25, color: MUTED });
    page.y += 1.5;
  }
}

/** Who issued it, on every page, with the page number. */
function renderFooters(page: Page, { seller }: Invoice): void {
  const { document, words } = page;
  const legal = seller?.legalRegistrationIdentifier;
  const identity = [
    seller?.name,
    seller?.additionalLegalInformation,
    legal ? `${legal.scheme === '0002' ? words.siren : words.number} ${legal.value}` : undefined,
    seller?.vatIdentifier ? `${words.vatNumber} ${seller.vatIdentifier}` : undefined,
  ];
  const style = { size: 6.5, color: MUTED } as const;
  const lines = page.wrap(identity.filter(Boolean).join(' · '), WIDTH - 80, style).slice(0, 3);
  const { start, count } = document.bufferedPageRange();
  for (let index = 0; index < count; index++) {
    document.switchToPage(start + index);
    page.rule(786);
    lines.forEach((line, at) => page.put(line, LEFT, 791 + at * 8.6, WIDTH - 80, style));
    page.put(`${words.page} ${index + 1} ${words.of} ${count}`, LEFT, 791, WIDTH, { ...style, align: 'right' });
  }
}
