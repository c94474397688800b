import {
  formatMinor,
  parseMinor,
  type Advice,
  type PayoutItem,
  type PayoutReference,
  type ProviderPayout,
} from '@lettrage/domain';
import type { InvoiceFinder } from './invoice-finder.js';
import { rankedReferences, wordsWithDigits, type InvoiceFacts } from './invoice-finder.js';

/** A payout as an advice (interfaces: History and advice), with the rest of what its report says as further keys. */
export interface PayoutAdvice extends Advice {
  readonly kind: 'payout';
  readonly provider: string;
  readonly id: string;
  readonly currency: string;
  readonly gross: string;
  readonly fees: string;
  readonly feeVat: string;
  readonly items: readonly PayoutAdviceItem[];
}

type AdviceItem = Advice['items'][number];

/** An item of the advice; `fee` holds its VAT too, so that Σ amount − fee is the total. */
export interface PayoutAdviceItem extends AdviceItem {
  readonly kind: PayoutItem['kind'];
  readonly feeVat?: string;
  readonly day?: string;
  /** The charge a refund or dispute takes back. */
  readonly charge?: string;
  readonly description?: string;
  readonly references?: readonly PayoutReference[];
  /** Why no invoice is named, where open items were given and a person must say. */
  readonly reason?: string;
}

/** Names of the providers as banks print them. */
const PROVIDERS: Readonly<Record<string, string>> = {
  stripe: 'Stripe',
  paypal: 'PayPal',
  sumup: 'SumUp',
  gocardless: 'GoCardless',
};

/** The name of a provider as a bank line has it. */
export function providerName(provider: string): string {
  return PROVIDERS[provider] ?? provider;
}

/** What charges are tied to invoices by. */
export interface AdviceOptions {
  /** Keys in their order, such as `metadata.order_id`; what tells by itself where there are none. */
  readonly keys?: readonly string[];
  /** Open items: an invoice is named only where it is one of them. */
  readonly finder?: InvoiceFinder<InvoiceFacts>;
}

/** The advice of a payout. Without open items a charge names what its best key says; the matching looks it up. */
export function payoutAdvice(payout: ProviderPayout, options: AdviceOptions = {}): PayoutAdvice {
  const { provider, id, currency, gross, fees, feeVat } = payout;
  return {
    kind: 'payout',
    payer: providerName(provider),
    date: payout.arrival as NonNullable<Advice['date']>,
    total: payout.net,
    provider,
    id,
    currency,
    gross,
    fees,
    feeVat,
    items: payout.items.map((item) => adviceItem(item, currency, options)),
  };
}

function adviceItem(item: PayoutItem, currency: string, options: AdviceOptions): PayoutAdviceItem {
  const { kind, amount, feeVat, day, charge, payer, description, references } = item;
  const fee = parseMinor(item.fee, currency) + parseMinor(feeVat ?? '0', currency);
  return {
    ...invoiceNamed(item, currency, options),
    ...(payer === undefined || kind !== 'charge' ? {} : { payer }),
    amount,
    ...(fee === 0n ? {} : { fee: formatMinor(fee, currency) }),
    ref: item.id,
    kind,
    ...(feeVat === undefined ? {} : { feeVat }),
    ...(day === undefined ? {} : { day }),
    ...(charge === undefined ? {} : { charge }),
    ...(description === undefined ? {} : { description }),
    ...(references.length === 0 ? {} : { references }),
  };
}

function invoiceNamed(
  item: PayoutItem,
  currency: string,
  { keys = [], finder }: AdviceOptions,
): Pick<PayoutAdviceItem, 'invoice' | 'reason'> {
  if (item.kind !== 'charge' && item.kind !== 'refund') return {};
  if (finder) {
    const found = finder.find(item, currency);
    return 'invoice' in found ? { invoice: found.invoice.number } : { reason: found.reason };
  }
  // A refund pays a credit note, and what it names is most often the invoice: only open items can tell.
  if (item.kind === 'refund') return {};
  const invoice = nameIn(item, keys);
  return invoice === undefined ? {} : { invoice };
}

/** What the first key that says something calls the invoice; a provider's own id of the payment names none. */
function nameIn(item: PayoutItem, keys: readonly string[]): string | undefined {
  for (const { reference, strength } of rankedReferences(item, keys)) {
    if (keys.length === 0 && (strength !== 'named' || reference.key === 'payment')) continue;
    if (reference.key !== 'description') return reference.value;
    const [word, other] = wordsWithDigits(reference.value);
    if (word !== undefined && other === undefined) return word;
  }
  return undefined;
}
