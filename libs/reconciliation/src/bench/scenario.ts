import type { AdjustmentKind, Day } from '@lettrage/domain';
import type { Random } from './random.js';
import type { BenchCustomer, BenchItem, World } from './world.js';

/** What the truth says about a line before its visibility is known. */
export type TruthLabel = 'decidable' | 'ambiguous' | 'none' | 'side-data' | 'weak';

/** Cash on one item in the truth. Minor units. */
export interface TrueAllocation {
  readonly item: BenchItem;
  readonly amount: bigint;
  readonly adjustment?: { readonly kind: AdjustmentKind; readonly amount: bigint };
}

/** A payment a scenario makes, before a channel prints it. */
export interface BenchPayment {
  /** What the payer wrote. */
  readonly text: string;
  readonly amount: bigint;
  readonly allocations: readonly TrueAllocation[];
  readonly onAccount?: bigint;
  /** Stretches of the text or structured field that tell which items are meant; empty if none does. */
  readonly telling: readonly string[];
  readonly structured?: string;
  /** Who the bank says paid; the customer if absent, nobody if null. */
  readonly payer?: { readonly name: string; readonly iban: string } | null;
  readonly label?: TruthLabel;
  readonly day?: Day;
  /** The same line comes again some days later. */
  readonly again?: number;
  readonly endToEndId?: string;
}

/** What a scenario works with: an unpaid invoice, its customer, the customer's other unpaid items on that day. */
export interface ScenarioInput {
  readonly random: Random;
  readonly world: World;
  readonly invoice: BenchItem;
  readonly customer: BenchCustomer;
  readonly day: Day;
  /** Unpaid invoices of the customer issued by that day, without `invoice`. */
  readonly others: readonly BenchItem[];
  /** Unpaid credit notes of the customer issued by that day. */
  readonly credits: readonly BenchItem[];
}

/** One scenario of the catalogue. `build` answers undefined where it does not apply. */
export interface Scenario {
  readonly id: string;
  readonly weight: number;
  /** Times the weight where the invoice or customer is of the kind the scenario needs; elsewhere it does not apply. */
  readonly boost?: { readonly factor: number; readonly applies: (invoice: BenchItem) => boolean };
  readonly build: (input: ScenarioInput) => BenchPayment | undefined;
}
