import type { AdjustmentKind, Advice, Category, Day, TransactionLine } from '@lettrage/domain';
import type { CompanyName } from './names.js';
import type { Random } from './random.js';
import type { BenchCustomer, BenchItem, World } from './world.js';

/** What the truth says about a line before its visibility is known. */
export type TruthLabel = 'decidable' | 'ambiguous' | 'none' | 'side-data' | 'weak';

/** Where a line was printed, which decides how much of the payer's text survives. */
export type Channel = 'structured' | 'label-62' | 'label-31';

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
  /** Minor units; negative for money paid out. */
  readonly amount: bigint;
  readonly allocations: readonly TrueAllocation[];
  readonly onAccount?: bigint;
  /** Stretches of the text or structured field that tell which items are meant; empty if none does. */
  readonly telling: readonly string[];
  readonly structured?: string;
  /** Who the bank says paid; the customer if absent, nobody if null. */
  readonly payer?: { readonly name: CompanyName; readonly iban: string } | null;
  /** The label, where it does not follow from what the channel leaves. */
  readonly label?: TruthLabel;
  readonly day?: Day;
  /** Further facts of the line that only structured fields carry; the line is then printed so. */
  readonly fields?: Partial<TransactionLine>;
  /** Printed as the bank's own label, without "VIR" and name before it. */
  readonly bankLabel?: boolean;
  /** Document that explains the line. */
  readonly advice?: Advice;
  readonly category?: Category;
  readonly needs?: 'payout' | 'cheque-slip' | 'direct-debits';
  /** What follows from this payment days later. */
  readonly then?: { readonly after: number; readonly kind: 'again' | 'returned' } & {
    readonly payment?: BenchPayment;
  };
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
  /** Unpaid invoices of other customers issued by that day, at most so many. */
  readonly strangers: (count: number) => BenchItem[];
}

/** One scenario of the catalogue. `build` answers undefined where it does not apply. */
export interface Scenario {
  readonly id: string;
  readonly weight: number;
  /** Times the weight where the invoice or customer is of the kind the scenario needs; elsewhere it does not apply. */
  readonly boost?: { readonly factor: number; readonly applies: (invoice: BenchItem) => boolean };
  readonly build: (input: ScenarioInput) => BenchPayment | undefined;
}
