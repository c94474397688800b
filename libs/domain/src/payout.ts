import { AmountError, formatMinor, parseMinor } from './money.js';
import type { Problem } from './problem.js';

/**
 * A payout of a payment provider and what it is made of: charges, refunds, disputes and fees. Amounts are decimal
 * strings in the payout's currency; days are `YYYY-MM-DD`.
 */
export interface ProviderPayout {
  /** Short name of the provider, such as `stripe`. */
  readonly provider: string;
  /** The provider's own id of the payout, such as `po_1N…`. */
  readonly id: string;
  /** The day the money is to reach the bank. */
  readonly arrival: string;
  readonly currency: string;
  /** Σ of the items' amounts. */
  readonly gross: string;
  /** Σ of the items' fees, without VAT; what the provider keeps is positive. */
  readonly fees: string;
  /** Σ of the VAT on them. */
  readonly feeVat: string;
  /** What the bank receives: gross − fees − feeVat. */
  readonly net: string;
  readonly items: readonly PayoutItem[];
}

/**
 * What an item is. `fee`: the provider's own, amount zero. `reserve`: kept back by the provider, or released.
 * `adjustment`: anything else the provider added or took.
 */
export type PayoutItemKind = 'charge' | 'refund' | 'dispute' | 'fee' | 'adjustment' | 'reserve';

/** The kinds there are. */
export const PAYOUT_ITEM_KINDS: readonly PayoutItemKind[] = [
  'charge',
  'refund',
  'dispute',
  'fee',
  'adjustment',
  'reserve',
];

/** One movement inside a payout. */
export interface PayoutItem {
  readonly kind: PayoutItemKind;
  /** The provider's id of the movement; unique in its payout. */
  readonly id: string;
  /** Before the fee; negative where money was taken back. */
  readonly amount: string;
  /** Without VAT; positive where it was kept, negative where it was given back. */
  readonly fee: string;
  readonly feeVat?: string;
  readonly day?: string;
  /** The charge that a refund or dispute takes back: its id here and at other systems. */
  readonly charge?: string;
  readonly payer?: string;
  readonly description?: string;
  /** What may name the invoice, the best first. */
  readonly references: readonly PayoutReference[];
}

/**
 * Something that may name the invoice of a charge. Keys: `metadata.<name>`, `invoice`, `order`, `payment` (an id a
 * billing tool keeps), `description`.
 */
export interface PayoutReference {
  readonly key: string;
  readonly value: string;
}

/** What reading a report gives: a payout whose sums agree, or what is wrong with the report. */
export type PayoutLine =
  | { readonly type: 'payout'; readonly payout: ProviderPayout }
  | { readonly type: 'problem'; readonly problem: Problem };

/** A payout whose sums are not known yet. */
export type PayoutDraft = Omit<ProviderPayout, 'gross' | 'fees' | 'feeVat' | 'net'>;

/**
 * The payout with its sums. Throws {@link AmountError} where an amount cannot be held exactly in the currency.
 */
export function payoutOf(draft: PayoutDraft): ProviderPayout {
  const { currency } = draft;
  const sums = { gross: 0n, fees: 0n, feeVat: 0n };
  for (const item of draft.items) {
    sums.gross += parseMinor(item.amount, currency);
    sums.fees += parseMinor(item.fee, currency);
    sums.feeVat += parseMinor(item.feeVat ?? '0', currency);
  }
  const write = (minor: bigint): string => formatMinor(minor, currency);
  const net = sums.gross - sums.fees - sums.feeVat;
  return { ...draft, gross: write(sums.gross), fees: write(sums.fees), feeVat: write(sums.feeVat), net: write(net) };
}

/** Why a payout contradicts itself, in one sentence; undefined where its sums, items and ids agree. */
export function payoutFault(payout: ProviderPayout): string | undefined {
  try {
    const { gross, fees, feeVat, net } = payoutOf(payout);
    for (const [name, sum, said] of [
      ['gross', gross, payout.gross],
      ['fees', fees, payout.fees],
      ['VAT on fees', feeVat, payout.feeVat],
      ['net', net, payout.net],
    ] as const)
      if (sum !== said) return `its items give ${sum} as ${name}, it says ${said}`;
  } catch (error) {
    if (error instanceof AmountError) return error.message;
    throw error;
  }
  const ids = new Set(payout.items.map(({ id }) => id));
  return ids.size === payout.items.length ? undefined : 'two of its items have the same id';
}
