import type { TransactionLine } from '@lettrage/adapter-sdk';
import { amountOf, written } from './camt.amount.js';
import { all, batchOf, CamtProblem, find, textAt, type CamtElement } from './camt.element.js';
import {
  detailAmount,
  entryFacts,
  entryStatus,
  splitEntry,
  type EntryFacts,
  type Split,
  type UsualEntry,
} from './camt.entry.js';
import { chargesOf, remittanceOf, structuredReferenceOf } from './camt.fields.js';
import { transactionLine, type TransactionContext, type TransactionPart } from './camt.transaction.js';

/** A transaction with its signed minor units, or what is wrong. */
export type EntryResult =
  | { readonly kind: 'transaction'; readonly line: TransactionLine; readonly minor: bigint }
  | { readonly kind: 'problem'; readonly severity: 'error' | 'warning'; readonly problem: CamtProblem };

/** What an entry is read with. */
export interface EntryContext {
  readonly usual: UsualEntry;
  readonly transaction: TransactionContext;
  readonly take: (result: EntryResult) => void;
}

/** Details kept before a batch of declared size is written as it is read. */
const HELD = 500;
/** Details held of a batch that does not declare how many it has, or too few. */
const MOST_HELD = 20_000;
const TEXT_OF_WHOLE = 2_000;

/**
 * Reads one `Ntry`. Its details are held until it closes, because only then their number and sum are known; a batch
 * that declares its number (`Btch/NbOfTxs`) and is large is written while it is read, so memory stays bounded.
 */
export class EntryReading {
  private details: CamtElement[] = [];
  /** The batch of each detail held: an entry may put several batches together. */
  private batches: (CamtElement | undefined)[] = [];
  private seen = 0;
  private streamed = 0;
  private streams: boolean | undefined;
  private streamedSum = 0n;
  private facts: EntryFacts | undefined;
  private refused = false;

  constructor(
    private readonly entry: CamtElement,
    private readonly context: EntryContext,
  ) {}

  /** Takes a `TxDtls` that has just closed, with the batch of its `NtryDtls`. */
  detail(detail: CamtElement, batch: CamtElement | undefined): void {
    this.seen++;
    if (this.refused || entryStatus(this.entry) === 'INFO') return;
    this.details.push(detail);
    this.batches.push(batch);
    if (this.streamed === 0 && this.details.length < HELD) return;
    const declared = this.declaredCount();
    if (this.streamed === 0 && this.details.length > MOST_HELD) this.guard(() => this.tooMany());
    if (this.streamed > 0 || (this.details.length >= HELD && declared !== undefined && declared > HELD)) {
      this.guard(() => {
        if ((this.streams ??= this.mayStream())) this.stream(declared!);
      });
    }
  }

  /** False while only all details together tell how they make up the entry: without amounts, or with its charges. */
  private mayStream(): boolean {
    const facts = (this.facts ??= entryFacts(this.entry, this.context.usual));
    const hasCharges = chargesOf(this.entry).some(({ currency }) => currency === facts.currency);
    return !hasCharges && this.details.every((detail) => detailAmount(detail, facts) !== undefined);
  }

  /** Ends the entry; `unread` if it became a problem in place of its transactions. */
  end(): 'read' | 'unread' {
    if (this.refused) return 'unread';
    if (entryStatus(this.entry) === 'INFO') {
      this.problem('warning', 'information-entry', 'the entry is information only (INFO) and is not counted', 'Sts');
      return 'read';
    }
    this.guard(() => {
      if (this.streamed > 0) this.endStream();
      else this.whole();
    });
    return this.refused ? 'unread' : 'read';
  }

  private whole(): void {
    const { entry, details, batches } = this;
    const facts = entryFacts(entry, this.context.usual);
    const split = splitEntry(facts, details, () => chargesOf(entry));
    this.checkBatch(facts, split);
    if (split.kind === 'details') {
      const count = split.amounts.length + (split.charges === undefined ? 0 : 1);
      const parts: TransactionPart[] = split.amounts.map((minor, index) => {
        return {
          entry,
          facts,
          detail: details[index]!,
          group: batches[index],
          minor,
          batch: { index: index + 1, count },
        };
      });
      if (split.charges !== undefined)
        parts.push({ entry, facts, minor: split.charges, batch: { index: count, count }, remittance: 'Charges' });
      // All are built before the first goes out: a garbled detail spoils its entry, not half of it.
      const lines = parts.map((part) => ({ line: transactionLine(part, this.context.transaction), minor: part.minor }));
      for (const { line, minor } of lines) this.context.take({ kind: 'transaction', line, minor });
      return;
    }
    const several = details.length > 1;
    const remittance = several
      ? details
          .flatMap((detail) => [structuredReferenceOf(detail), remittanceOf(detail)])
          .filter((text) => text !== undefined)
          .join(' ')
          .slice(0, TEXT_OF_WHOLE)
      : undefined;
    const part = {
      entry,
      facts,
      detail: several ? undefined : details[0],
      group: several ? undefined : batches[0],
      ...(several ? { parts: details } : {}),
      minor: facts.minor,
      remittance: remittance || undefined,
    };
    const line = transactionLine(part, this.context.transaction);
    if (split.reason) this.tellWhole(split.reason, facts, split.difference);
    else this.checkSingle(facts);
    this.context.take({ kind: 'transaction', line, minor: facts.minor });
  }

  private tellWhole(reason: 'no-amounts' | 'differs', facts: EntryFacts, difference = 0n): void {
    const kept = 'it is kept as one movement of the entry’s amount';
    if (reason === 'no-amounts') {
      this.problem(
        'warning',
        'details-without-amounts',
        `not all ${this.seen} details have an amount in ${facts.currency}; ${kept}`,
        'NtryDtls',
      );
    } else {
      const text = `its ${this.seen} details and the entry differ by ${written(difference, facts.currency)} ${facts.currency}; ${kept}`;
      this.problem('warning', 'details-do-not-add-up', text, 'NtryDtls');
    }
  }

  /** One detail of another amount than its entry: the entry is what was booked; charges may explain it. */
  private checkSingle(facts: EntryFacts): void {
    const detail = this.details[0];
    const amount = detail && detailAmount(detail, facts);
    if (amount === undefined || amount === facts.minor) return;
    const charges = [...chargesOf(detail), ...chargesOf(this.entry)].filter(
      ({ currency }) => currency === facts.currency,
    );
    const difference = amount - facts.minor;
    const own = charges.reduce((sum, { minor }) => sum + minor, 0n);
    if (own === difference || charges.some(({ minor }) => minor === difference)) return;
    const text = `its detail says ${written(amount, facts.currency)}, the entry ${written(facts.minor, facts.currency)}; the entry’s amount is kept`;
    this.problem('warning', 'details-do-not-add-up', text, 'NtryDtls');
  }

  /** The number of a batch goes out with its first line, so a batch that declares none must fit into the memory. */
  private tooMany(): never {
    const text = `the entry has more than ${MOST_HELD} details and does not rightly declare their number (Btch/NbOfTxs) or their amounts; ask the bank for a file that does`;
    throw new CamtProblem('batch-too-large', text, this.entry.line, 'NtryDtls');
  }

  private stream(count: number): void {
    const facts = (this.facts ??= entryFacts(this.entry, this.context.usual));
    for (const [index, detail] of this.details.entries()) {
      const minor = detailAmount(detail, facts, this.streamed + 1);
      if (minor === undefined) {
        throw new CamtProblem(
          'details-without-amounts',
          `a detail of the batch has no amount in ${facts.currency}`,
          detail.line,
          'NtryDtls/TxDtls',
        );
      }
      this.streamed++;
      this.streamedSum += minor;
      const group = this.batches[index];
      const part = { entry: this.entry, facts, detail, group, minor, batch: { index: this.streamed, count } };
      this.context.take({ kind: 'transaction', line: transactionLine(part, this.context.transaction), minor });
    }
    this.details = [];
    this.batches = [];
  }

  private endStream(): void {
    const facts = this.facts!;
    const declared = this.declaredCount();
    if (this.streamedSum !== facts.minor) {
      const difference = written(facts.minor - this.streamedSum, facts.currency);
      this.problem(
        'error',
        'details-do-not-add-up',
        `its ${this.seen} details and the entry differ by ${difference} ${facts.currency}`,
        'NtryDtls',
      );
    }
    // Several batches in one entry: the first one's number went out with the lines, all of them together are right.
    if (declared !== this.seen) {
      const severity = declaredInAll(this.entry) === this.seen ? 'warning' : 'error';
      const text = `the batch declares ${declared} details and has ${this.seen}`;
      this.problem(severity, 'batch-count', text, 'NtryDtls/Btch/NbOfTxs');
    }
  }

  /** The batch's own number and total against its details; a batch without details has nothing to compare. */
  private checkBatch(facts: EntryFacts, split: Split): void {
    if (this.seen === 0 || facts.batch === undefined) return;
    const declared = declaredInAll(this.entry);
    if (declared !== undefined && declared !== this.seen) {
      const text = `the batch declares ${declared} details and has ${this.seen}`;
      this.problem('warning', 'batch-count', text, 'NtryDtls/Btch/NbOfTxs');
    }
    const blocks = all(this.entry, 'NtryDtls');
    const stated = blocks.length === 1 ? find(blocks[0], 'Btch', 'TtlAmt') : undefined;
    if (stated === undefined || split.kind !== 'details') return;
    const { minor, currency } = amountOf(stated, 'NtryDtls/Btch/TtlAmt', facts.currency);
    const gross = split.amounts.reduce((sum, amount) => sum + amount, 0n);
    const unsigned = gross < 0n ? -gross : gross;
    if (currency !== facts.currency || minor === unsigned) return;
    const text = `the batch says ${written(minor, currency)} in all, its details add up to ${written(unsigned, currency)}`;
    this.problem('warning', 'batch-total', text, 'NtryDtls/Btch/TtlAmt');
  }

  private declaredCount(): number | undefined {
    return countAt(batchOf(this.entry));
  }

  /** A problem in the entry takes the entry's place; the others go on. */
  private guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof CamtProblem)) throw error;
      this.refused = true;
      this.details = [];
      const { code, message, line, path } = error;
      const problem = new CamtProblem(code, message, line, `${this.context.transaction.path}/${path}`);
      this.context.take({ kind: 'problem', severity: 'error', problem });
    }
  }

  private problem(severity: 'error' | 'warning', code: string, message: string, path: string): void {
    const problem = new CamtProblem(code, message, this.entry.line, `${this.context.transaction.path}/${path}`);
    this.context.take({ kind: 'problem', severity, problem });
  }
}

/** Sum of the numbers all batches of an entry declare; undefined if one declares none. */
function declaredInAll(entry: CamtElement): number | undefined {
  const blocks = all(entry, 'NtryDtls');
  const counts = blocks.length === 0 ? [countAt(batchOf(entry))] : blocks.map((block) => countAt(find(block, 'Btch')));
  return counts.reduce<number | undefined>(
    (sum, count) => (sum === undefined || count === undefined ? undefined : sum + count),
    0,
  );
}

function countAt(batch: CamtElement | undefined): number | undefined {
  const text = textAt(batch, 'NbOfTxs');
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
