import { isDay } from '@lettrage/domain';
import type { Invoice } from '@lettrage/einvoicing';

/** Where the address of a download link is put when the mail leaves: the stored text holds no secret. */
export const LINK_PLACE = '{{link}}';

/** A mail to a customer in the company's words or, without them, in ours. */
export function mailText(
  invoice: Invoice,
  company: string,
  wish: { readonly lang: 'en' | 'fr'; readonly subject?: string; readonly message?: string; readonly link: boolean },
): { subject: string; text: string } {
  const french = wish.lang === 'fr';
  const number = invoice.invoiceNumber ?? '';
  const { paymentDueDate: due, invoiceCurrencyCode: currency = 'EUR', documentTotals } = invoice;
  const amount = documentTotals?.amountDueForPayment ?? documentTotals?.invoiceTotalAmountWithVat;
  const kind = french ? 'facture' : 'invoice';
  const asked =
    amount === undefined
      ? ''
      : french
        ? ` d'un montant de ${amount.replace('.', ',')} ${currency}`
        : ` of ${currency} ${amount}`;
  const until = isDay(due ?? '') ? (french ? `, à régler avant le ${frenchDay(due!)}` : `, due by ${due}`) : '';
  const opening = french
    ? `Bonjour,\n\nVeuillez trouver ci-joint notre ${kind} ${number}${asked}${until}.`
    : `Hello,\n\nPlease find attached our ${kind} ${number}${asked}${until}.`;
  const link = french
    ? `Elle peut aussi être téléchargée ici : ${LINK_PLACE}`
    : `It can be downloaded here as well: ${LINK_PLACE}`;
  const closing = french ? `Cordialement,\n${company}` : `Kind regards,\n${company}`;
  const parts = [
    wish.message ?? opening,
    ...(wish.link ? [link] : []),
    ...(wish.message === undefined ? [closing] : []),
  ];
  return {
    subject: wish.subject ?? (french ? `Facture ${number} - ${company}` : `Invoice ${number} - ${company}`),
    text: `${parts.join('\n\n')}\n`,
  };
}

function frenchDay(day: string): string {
  return day.split('-').reverse().join('/');
}
