import type { Day } from '@lettrage/domain';
import type { Movement } from './movement.js';

/** A balance on a day. */
export interface ProvenBalance {
  readonly minor: bigint;
  readonly date: Day;
}

/** A balance that does not follow from the one before. */
export interface BalanceBreak {
  readonly line: number;
  readonly expected: bigint;
  readonly found: bigint;
}

const BREAKS_KEPT = 5;

/**
 * Walks the balance column in the order of the file. Balances are those after their line; lines without one are
 * carried over. Constant memory.
 */
export class BalanceProof {
  readonly breaks: BalanceBreak[] = [];
  private start: { readonly balance: bigint; readonly movement: Movement; readonly before: bigint } | undefined;
  private last: Movement | undefined;
  private lastBalance: bigint | undefined;
  /** Booked amounts since the last line with a balance, that line's own apart. */
  private between = 0n;
  private firstMovement: Movement | undefined;

  constructor(readonly newestFirst: boolean) {}

  /** The next line of the file. */
  next(movement: Movement): void {
    const minor = movement.status === 'booked' ? movement.minor : 0n;
    this.firstMovement ??= movement;
    const { balance } = movement;
    if (balance === undefined) this.between += minor;
    else {
      if (this.lastBalance === undefined) this.start = { balance, movement, before: this.between };
      else
        this.check(
          movement,
          balance,
          this.newestFirst ? this.lastBalance - this.between : this.lastBalance + this.between + minor,
        );
      this.lastBalance = balance;
      // Going back in time the line's own amount leads to the balance of the line below it.
      this.between = this.newestFirst ? minor : 0n;
    }
    this.last = movement;
  }

  /** Balance before the line that comes first in the file (oldest first only). */
  first(): ProvenBalance | undefined {
    if (!this.start || !this.firstMovement) return undefined;
    const own = this.start.movement.status === 'booked' ? this.start.movement.minor : 0n;
    return { minor: this.start.balance - own - this.start.before, date: this.firstMovement.bookingDate };
  }

  /** Balance before the oldest line. */
  opening(): ProvenBalance | undefined {
    if (!this.newestFirst) return this.first();
    if (this.lastBalance === undefined || !this.last) return undefined;
    return { minor: this.lastBalance - this.between, date: this.last.bookingDate };
  }

  /** Balance after the newest line. */
  closing(): ProvenBalance | undefined {
    if (this.newestFirst) {
      if (!this.start || !this.firstMovement) return undefined;
      return { minor: this.start.balance + this.start.before, date: this.firstMovement.bookingDate };
    }
    if (this.lastBalance === undefined || !this.last) return undefined;
    return { minor: this.lastBalance + this.between, date: this.last.bookingDate };
  }

  private check(movement: Movement, found: bigint, expected: bigint): void {
    if (found !== expected && this.breaks.length < BREAKS_KEPT)
      this.breaks.push({ line: movement.line, expected, found });
  }
}

/** Finds the order of the lines: what the balances prove, else what the days show, else what the profile says. */
export function proveOrder(movements: readonly Movement[], hint: boolean): BalanceProof {
  const proofs = [walk(movements, false), walk(movements, true)] as const;
  const [oldest, newest] = proofs;
  if (oldest.breaks.length !== newest.breaks.length)
    return oldest.breaks.length < newest.breaks.length ? oldest : newest;
  const [first, last] = [movements[0]?.bookingDate ?? '', movements.at(-1)?.bookingDate ?? ''];
  if (first !== last) return first > last ? newest : oldest;
  return hint ? newest : oldest;
}

function walk(movements: readonly Movement[], newestFirst: boolean): BalanceProof {
  const proof = new BalanceProof(newestFirst);
  for (const movement of movements) proof.next(movement);
  return proof;
}
