import type {
  Advice,
  AdjustmentKind,
  Category,
  CustomerIdentity,
  Day,
  Evidence,
  HistoryRecord,
  OpenItem,
  TransactionLine,
} from '@lettrage/domain';
import type { MatchConfig } from './config.js';

/** Changes whenever the same input may decide otherwise; stored with every decision so that it can be replayed. */
export const ENGINE_VERSION = '1.7.0';

/** A key with more open items (or customers) behind it than this says nothing: a book returns only its count. */
export const KEY_CAP = 40;

/** An open item in a book, under the id the book knows it by. `open` is what is open now, in minor units. */
export interface BookItem {
  readonly id: string;
  readonly item: OpenItem;
  readonly open: bigint;
}

/** What stands behind one key: the exact count, and the ids unless there are more than {@link KEY_CAP}. */
export interface KeyHits {
  readonly count: number;
  readonly ids: readonly string[];
}

/** A payment of the past with what it settled: tells returned payments, second payments and who pays from where. */
export interface PastPayment {
  readonly transaction: TransactionLine;
  readonly customer?: string;
  readonly allocations: readonly PastAllocation[];
}

/** Cash that settled an item, and what was written off with it. */
export type PastAllocation = NonNullable<HistoryRecord['allocations']>[number];

/** What confirmed payments taught: this payer key (`iban:` or `full:`) has paid for this customer `count` times. */
export interface LearnedPayer {
  readonly key: string;
  readonly customer: string;
  readonly count: number;
}

/** The keys one line wants looked up. */
export interface LineKeys {
  readonly transaction: string;
  /** Item keys. */
  readonly items: readonly string[];
  /** The item keys whose owners' other open items are wanted too. */
  readonly expand: readonly string[];
  /** Customer keys: `iban:`, `full:`, `name:`, `abbr:`. */
  readonly customers: readonly string[];
  /** End-to-end ids, mandates and bank references of returned payments. */
  readonly past: readonly string[];
}

/** All keys of a run, plain data: the union is what a SQL book joins against its key table. */
export interface MatchKeys {
  readonly lines: readonly LineKeys[];
}

/**
 * The part of the book a run needs, as plain data: the items behind the keys, all open items of the customers and
 * groups they and the payers point to, and the exact count of open items behind each key.
 */
export interface Slice {
  readonly items: readonly BookItem[];
  readonly customers: readonly CustomerIdentity[];
  /** Item and customer keys → what stands behind them. Keys without a hit are absent. */
  readonly hits: ReadonlyMap<string, KeyHits>;
  /** Number of customers in the whole book: the yardstick of a name's rarity. */
  readonly customerCount: number;
  readonly learned: readonly LearnedPayer[];
  /** Payments of the past that a line may return or repeat, oldest first. */
  readonly past: readonly PastPayment[];
}

/** A book of open items that can be asked for a slice. A SQL book produces the same data asynchronously. */
export interface Book {
  slice(keys: MatchKeys): Slice;
}

/** What a run is told besides the lines and the book. */
export interface MatchContext {
  readonly config?: MatchConfig;
  readonly advice?: readonly Advice[];
}

/** Cash on one item row. Open after = openBefore − amount − adjustment. Minor units of the account's currency. */
export interface Allocation {
  readonly item: string;
  readonly invoice: string;
  readonly dueDate: Day;
  readonly customer: string;
  readonly amount: bigint;
  readonly adjustment?: { readonly kind: AdjustmentKind; readonly amount: bigint };
  /** What was open when it was decided: applied only while it still is. */
  readonly openBefore: bigint;
}

/** One way to explain a line, with what speaks for it. */
export interface Explanation {
  readonly customer?: string;
  readonly allocations: readonly Allocation[];
  readonly onAccount: bigint;
  readonly rule: string;
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
}

/** A rejected or lower-ranked explanation and the sentence that says why. */
export interface Rival extends Explanation {
  readonly why: string;
}

/**
 * The decision of one line with everything needed to apply, explain and replay it. The public shape leaves out item
 * ids, opens and the engine version; see `publicDecision`.
 */
export interface LineDecision {
  readonly transaction: string;
  readonly currency: string;
  /** The line's amount in minor units, signed. */
  readonly amount: bigint;
  readonly decision: 'auto' | 'review' | 'none';
  readonly best?: Explanation;
  readonly rivals: readonly Rival[];
  readonly reason?: string;
  readonly category?: Category;
  readonly needs?: 'payout' | 'cheque-slip' | 'direct-debits';
  readonly reverses?: readonly { readonly transaction: string; readonly invoice: string; readonly amount: string }[];
  readonly evidence: readonly Evidence[];
  readonly confidence: number;
  readonly rule?: string;
  readonly engineVersion: string;
}

export type { HistoryRecord };
