import { isCurrency, isDay, parseMinor, formatMinor, type Advice, type Problem } from '@lettrage/domain';
import type { LifecycleMessage, ReferencedInvoice } from './lifecycle-message.js';

/**
 * What a buyer says he paid (status 211) as a remittance advice for matching: one advice per acknowledgement, with the
 * amounts MPA of its invoices. It is a promise, not cash: it may explain a receipt, and never closes an invoice. What
 * cannot be used is a problem: another status, no amount, several currencies.
 */
export function adviceOfMessage(message: LifecycleMessage): { advice: Advice[]; problems: Problem[] } {
  const advice: Advice[] = [];
  const problems: Problem[] = [];
  for (const [index, { invoices = [], setAt }] of (message.acknowledgements ?? []).entries()) {
    const location = `/rsm:AcknowledgementDocument[${index + 1}]`;
    const refuse = (text: string): void =>
      void problems.push({ severity: 'error', rule: 'advice', message: text, location });
    const paid = invoices.filter(({ status }) => status === '211');
    if (paid.length === 0) {
      refuse('The message holds no status 211 (payment sent): it is no advice.');
      continue;
    }
    const found = paid.map((invoice) => ({ invoice, paid: paidOf(invoice) }));
    const currencies = [...new Set(found.flatMap((one) => one.paid?.currency ?? []))];
    if (currencies.length > 1) refuse(`The payment is in several currencies: ${currencies.join(', ')}.`);
    else if (found.some((one) => one.paid === undefined))
      refuse('A status 211 without the amount paid (MPA): it explains no receipt.');
    else advice.push(adviceOf(message, setAt, found));
  }
  return { advice, problems };
}

interface Paid {
  readonly minor: bigint;
  readonly currency: string;
  readonly date?: string;
}

function paidOf(invoice: ReferencedInvoice): Paid | undefined {
  const figures = (invoice.details ?? [])
    .flatMap(({ characteristics = [] }) => characteristics)
    .filter(({ type, amount }) => type === 'MPA' && amount !== undefined);
  const currency = figures[0]?.amount?.currency ?? 'EUR';
  if (figures.length === 0 || !isCurrency(currency)) return undefined;
  try {
    const minor = figures.reduce((sum, { amount }) => sum + parseMinor(amount!.amount, currency), 0n);
    const date = figures.find((figure) => isDay(figure.date?.slice(0, 10) ?? ''))?.date?.slice(0, 10);
    return { minor, currency, ...(date === undefined ? {} : { date }) };
  } catch {
    return undefined;
  }
}

function adviceOf(
  message: LifecycleMessage,
  setAt: string | undefined,
  found: readonly { readonly invoice: ReferencedInvoice; readonly paid: Paid | undefined }[],
): Advice {
  const { currency } = found[0]!.paid!;
  const date = found.find(({ paid }) => paid!.date !== undefined)?.paid!.date ?? setAt?.slice(0, 10) ?? '';
  const payer = message.issuer?.name ?? message.issuer?.globalIds?.[0]?.value;
  return {
    kind: 'remittance',
    ...(payer === undefined ? {} : { payer }),
    ...(isDay(date) ? { date } : {}),
    total: formatMinor(
      found.reduce((sum, { paid }) => sum + paid!.minor, 0n),
      currency,
    ),
    items: found.map(({ invoice, paid }) => ({
      ...(invoice.invoiceNumber === undefined ? {} : { invoice: invoice.invoiceNumber }),
      amount: formatMinor(paid!.minor, currency),
    })),
  };
}
