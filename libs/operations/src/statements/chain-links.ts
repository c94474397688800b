import type { Day } from '@lettrage/domain';
import type { ChainedStatement } from '@lettrage/persistence';

/**
 * How a statement hangs on those before it. `first` of its account. `follows`: opens with the balance the one before closed
 * with. `gap`: does not. `overlaps`: tells days again that are told already. `unknown`: has no balances to compare.
 */
export type ChainState = 'first' | 'follows' | 'gap' | 'overlaps' | 'unknown';

/** A statement in its place, with how it hangs on those before it. */
export interface ChainLink {
  readonly statement: ChainedStatement;
  readonly state: ChainState;
  /** Of a gap: the movements that are missing, in minor units, and the days it lies between. */
  readonly missing?: { readonly amount: bigint; readonly after: Day; readonly before: Day };
  /** Its number is not the next one: statements after `after` and before its own are missing. */
  readonly jump?: { readonly after: string; readonly at: string };
  /** It came after a statement of later days. */
  readonly late: boolean;
}

interface Placed {
  readonly statement: ChainedStatement;
  readonly start: Day;
  readonly end: Day;
}

/** The last days that are covered, and the balances that statements ending there closed with. */
interface Tail {
  start: Day;
  end: Day;
  closings: bigint[];
}

/**
 * Chains the statements of one account by day, whatever formats and in whatever order they came. Statements may overlap:
 * what counts is the last covered day and the balances known for it. Those without days or balances are no link; they
 * break nothing.
 */
export function chainLinks(statements: readonly ChainedStatement[]): ChainLink[] {
  const placed = statements.flatMap((statement) => placeOf(statement) ?? []).sort(byDay);
  const ordered: Placed[] = [];
  const links: ChainLink[] = [];
  const jumps = new JumpFinder();
  let tail: Tail | undefined;
  for (const rest = [...placed]; rest.length > 0;) {
    const next = takeNext(rest, tail);
    const { state, missing } = stateOf(next, tail, ordered);
    const jump = jumps.next(next.statement);
    links.push({
      statement: next.statement,
      state,
      late: false,
      ...(missing ? { missing } : {}),
      ...(jump ? { jump } : {}),
    });
    ordered.push(next);
    tail = extended(tail, next);
  }
  const undated = statements.filter((statement) => placeOf(statement) === undefined);
  return [
    ...undated.map((statement) => ({ statement, state: 'unknown' as const, late: false })),
    ...withLateness(links, ordered),
  ];
}

/**
 * Of several that begin on one day, the one that opens with the balance reached so far comes first; where none does, the
 * one that no other of them leads to.
 */
function takeNext(rest: Placed[], tail: Tail | undefined): Placed {
  const { start, end } = rest[0]!;
  const others = rest.findIndex((each) => each.start !== start);
  const group = others === -1 ? [...rest] : rest.slice(0, others);
  const reached = group.findIndex(({ statement }) => tail?.closings.includes(statement.opening ?? NO_BALANCE));
  const leads = ({ statement }: Placed, index: number): boolean =>
    group.some((other, at) => at !== index && other.end === end && other.statement.closing === statement.opening);
  const unled = group.findIndex((each, index) => each.end === end && !leads(each, index));
  return rest.splice(Math.max(reached === -1 ? unled : reached, 0), 1)[0]!;
}

/** Smaller than any balance: equal to none. */
const NO_BALANCE = -(1n << 100n);

function stateOf(
  { statement, start, end }: Placed,
  tail: Tail | undefined,
  before: readonly Placed[],
): Pick<ChainLink, 'state' | 'missing'> {
  if (before.length === 0) return { state: 'first' };
  const { opening, closing } = statement;
  if (opening === undefined || closing === undefined) return { state: 'unknown' };
  if (tail === undefined) return { state: 'unknown' };
  if (start >= tail.end && tail.closings.includes(opening)) return { state: 'follows' };
  if (
    start < tail.end ||
    (start === tail.end && (tail.start < tail.end || end > start || isKnown(opening, start, before)))
  )
    return { state: 'overlaps' };
  const amount = opening - tail.closings.at(-1)!;
  return { state: 'gap', missing: { amount, after: tail.end, before: start } };
}

/** Whether a statement of that very day opened or closed with the balance. */
function isKnown(balance: bigint, day: Day, before: readonly Placed[]): boolean {
  return before.some(
    ({ statement, start, end }) =>
      start === day && end === day && (statement.opening === balance || statement.closing === balance),
  );
}

function extended(tail: Tail | undefined, { statement, start, end }: Placed): Tail | undefined {
  const { closing, opening } = statement;
  if (closing === undefined || opening === undefined || (tail !== undefined && end < tail.end)) return tail;
  if (tail === undefined || end > tail.end) return { start, end, closings: [closing] };
  return { start: tail.start < start ? tail.start : start, end, closings: [...tail.closings, closing] };
}

function withLateness(links: readonly ChainLink[], ordered: readonly Placed[]): ChainLink[] {
  let earliest: { readonly at: Date; readonly start: Day } | undefined;
  const late: ChainLink[] = [];
  for (let index = links.length - 1; index >= 0; index--) {
    const { statement, start, end } = ordered[index]!;
    const isLate = earliest !== undefined && earliest.at < statement.importedAt && end < earliest.start;
    late.push(isLate ? { ...links[index]!, late: true } : links[index]!);
    if (earliest === undefined || statement.importedAt <= earliest.at) earliest = { at: statement.importedAt, start };
  }
  return late.reverse();
}

function placeOf(statement: ChainedStatement): Placed | undefined {
  const { from, to, openingDay, closingDay } = statement;
  const start = from ?? openingDay ?? to ?? closingDay;
  if (start === undefined) return undefined;
  const end = to ?? closingDay ?? start;
  return { statement, start, end: end < start ? start : end };
}

function byDay(a: Placed, b: Placed): number {
  if (a.start !== b.start) return a.start < b.start ? -1 : 1;
  if (a.end !== b.end) return a.end < b.end ? -1 : 1;
  const sequences = (numberOf(a.statement) ?? 0) - (numberOf(b.statement) ?? 0);
  if (sequences !== 0) return sequences;
  return Number(a.statement.importedAt) - Number(b.statement.importedAt) || a.statement.ordinal - b.statement.ordinal;
}

/** Numbers further apart than this were not counted one by one: days written as numbers, or another count. */
const LARGEST_JUMP = 400;

/** Finds statement numbers that are left out, within one format and count; a count that starts again is none. */
class JumpFinder {
  private readonly last = new Map<string, { readonly number: number; readonly text: string }>();

  next(statement: ChainedStatement): ChainLink['jump'] {
    const number = numberOf(statement);
    if (number === undefined) return undefined;
    const text = statement.sequence!;
    const before = this.last.get(statement.format);
    if (before === undefined || number > before.number || number <= 2)
      this.last.set(statement.format, { number, text });
    if (before === undefined || number <= before.number + 1 || number > before.number + LARGEST_JUMP) return undefined;
    return isDayNumber(number) ? undefined : { after: before.text, at: text };
  }
}

/** `00012/001` is number 12, page 1. */
function numberOf({ sequence }: ChainedStatement): number | undefined {
  const digits = /^0*(\d{1,9})(?:\/\d+)?$/.exec(sequence ?? '')?.[1];
  return digits === undefined ? undefined : Number.parseInt(digits, 10);
}

/** YYYYMMDD and the like: the next one is not one more. */
function isDayNumber(number: number): boolean {
  return number > 19_000_000 || (number > 190_000 && number < 1_000_000);
}
