import { compact, isCreditorReference, isIban } from '@lettrage/adapter-sdk';
import type { Invoice } from '@lettrage/einvoicing';
import qrcode from 'qrcode-generator';

/** Means by which the payer sends the money: 30 credit transfer, 58 SEPA credit transfer. */
const TRANSFERS = new Set(['30', '58']);

/**
 * Text of the EPC QR code (EPC069-12 version 002) that fills in a SEPA credit transfer; undefined where one does not
 * apply: not in euro, nothing due, no valid IBAN, another means, or more than 999 999 999.99.
 */
export function epcText(invoice: Invoice): string | undefined {
  const payment = invoice.paymentInstructions;
  const transfer = payment?.creditTransfers?.[0];
  const iban = compact(transfer?.paymentAccountIdentifier ?? '');
  const due = invoice.documentTotals?.amountDueForPayment ?? '';
  const isPayable = /^\d{1,9}\.\d{2}$/.test(due) && !/^0+\.00$/.test(due) && invoice.invoiceTypeCode !== '381';
  if (
    invoice.invoiceCurrencyCode !== 'EUR' ||
    !isPayable ||
    !isIban(iban) ||
    !TRANSFERS.has(payment?.paymentMeansTypeCode ?? '')
  )
    return undefined;
  const name = oneLine(transfer?.paymentAccountName ?? invoice.payee?.name ?? invoice.seller?.name ?? '').slice(0, 70);
  const reference = oneLine(payment?.remittanceInformation ?? invoice.invoiceNumber ?? '').slice(0, 140);
  const structured = isCreditorReference(compact(reference)) ? compact(reference) : '';
  const bic = compact(transfer?.paymentServiceProviderIdentifier ?? '');
  return [
    'BCD',
    '002',
    '1',
    'SCT',
    bic,
    name,
    iban,
    `EUR${due.replace(/^0+(?=\d)/, '')}`,
    '',
    structured,
    structured ? '' : reference,
  ].join('\n');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Draws a text as a QR code (level M, as the EPC wants it) in a square, dark modules only. */
export function drawQr(document: PDFKit.PDFDocument, text: string, x: number, y: number, size: number): void {
  const code = qrcode(0, 'M');
  code.addData(String.fromCharCode(...Buffer.from(text, 'utf8')), 'Byte');
  code.make();
  const count = code.getModuleCount();
  const module = size / count;
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      const start = column;
      while (column < count && code.isDark(row, column)) column++;
      // One rectangle per run: seams between modules would show on some screens.
      if (column > start) document.rect(x + start * module, y + row * module, (column - start) * module, module + 0.05);
    }
  }
  document.fill('#000000');
}
