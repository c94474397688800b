import { compact, isIban } from '@lettrage/adapter-sdk';
import type { Invoice } from '@lettrage/einvoicing';
import { drawQr, epcText } from './epc-qr.js';
import { formatIban } from './format-value.js';
import { ACCENT, LEFT, lineHeight, MUTED, RIGHT, TINT, WIDTH, type Page } from './page.js';

const QR_SIZE = 78;

/** How to pay: means, account, reference, terms, and the code a banking app reads. */
export function renderPayment(page: Page, invoice: Invoice): void {
  const rows = rowsOf(page, invoice);
  const qr = epcText(invoice);
  if (rows.length === 0) return;
  const textWidth = WIDTH - 110 - (qr === undefined ? 0 : QR_SIZE + 40);
  const wrapped = rows.map(([label, value]) => [label, page.wrap(value, textWidth, { font: 'bold' })] as const);
  const textHeight = wrapped.reduce((sum, [, lines]) => sum + lines.length * lineHeight({}) + 3, 0);
  const height = Math.max(textHeight + 32, qr === undefined ? 0 : QR_SIZE + 30);
  page.ensure(height);
  const top = page.y;
  page.box(LEFT, top, WIDTH, height, TINT);
  page.put(page.words.payment.toUpperCase(), LEFT + 10, top + 9, WIDTH, { size: 7, font: 'bold', color: ACCENT });
  let y = top + 23;
  for (const [label, lines] of wrapped) {
    page.put(label, LEFT + 10, y, 96, { color: MUTED });
    lines.forEach((line, index) => page.put(line, LEFT + 100, y + index * lineHeight({}), textWidth, { font: 'bold' }));
    y += lines.length * lineHeight({}) + 3;
  }
  if (qr !== undefined) {
    const x = RIGHT - QR_SIZE - 22;
    page.document.rect(x - 5, top + 6, QR_SIZE + 10, QR_SIZE + 10).fill('#ffffff');
    drawQr(page.document, qr, x, top + 11, QR_SIZE);
    page.put(page.words.scan, x - 30, top + QR_SIZE + 19, QR_SIZE + 60, { size: 6, color: MUTED, align: 'center' });
  }
  page.y = top + height + 14;
}

function rowsOf({ words }: Page, invoice: Invoice): [string, string][] {
  const payment = invoice.paymentInstructions;
  const names: Readonly<Record<string, string>> = {
    '10': words.cash,
    '20': words.cheque,
    '30': words.credit,
    '48': words.card,
    '49': words.directDebit,
    '58': words.credit,
    '59': words.directDebit,
  };
  const transfers = (payment?.creditTransfers ?? []).flatMap((transfer): [string, string][] => {
    const account = transfer.paymentAccountIdentifier ?? '';
    const isAnIban = isIban(compact(account));
    return [
      [isAnIban ? words.iban : words.account, isAnIban ? formatIban(compact(account)) : account],
      [words.bic, transfer.paymentServiceProviderIdentifier ?? ''],
      [words.holder, transfer.paymentAccountName ?? ''],
    ];
  });
  const all: [string, string][] = [
    [words.means, payment?.paymentMeansText ?? names[payment?.paymentMeansTypeCode ?? ''] ?? ''],
    ...transfers,
    [words.card, payment?.paymentCardInformation?.primaryAccountNumber ?? ''],
    [words.mandate, payment?.directDebit?.mandateReferenceIdentifier ?? ''],
    [words.account, payment?.directDebit?.debitedAccountIdentifier ?? ''],
    [words.paymentReference, payment?.remittanceInformation ?? ''],
    [words.terms, invoice.paymentTerms ?? ''],
  ];
  return all.filter(([, value]) => value !== '');
}
