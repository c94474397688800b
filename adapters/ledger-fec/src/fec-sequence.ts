import { shown } from './fec-lines.js';
import type { FecReport } from './fec-report.js';
import type { FecRule } from './fec-rules.js';

/** A number out of sequence. */
interface Break {
  readonly rule: FecRule;
  readonly message: string;
  readonly line: number;
}

interface Gap {
  from: number;
  to: number;
  readonly told: Break;
}

/** Breaks kept per way of counting; a file with more is told so by the report's own limit. */
const KEPT = 2_000;
/** Digits that fit a safe integer; a longer number's first digits are its prefix. */
const NUMBER = /^(.*?)(\d{1,15})$/s;

/**
 * Entry numbers follow one sequence for the whole file or one per journal; which one a file means is nowhere said.
 * All ways of counting are followed at once, and the file is held to the one it breaks least.
 */
export class SequenceCheck {
  private readonly ways = [
    new Counting(() => ''),
    new Counting((journal) => journal),
    new Counting((_journal, prefix) => prefix),
  ];

  constructor(private readonly report: FecReport) {}

  /** Takes the number of the next entry. */
  add(journal: string, number: string, line: number): void {
    if (number === '') return;
    const match = NUMBER.exec(number);
    if (match === null) {
      this.report.add('fec-number-format', `EcritureNum "${shown(number)}" does not end in digits.`, this.place(line));
      return;
    }
    const counter = Number(match[2]);
    for (const way of this.ways) way.add(journal, match[1]!, counter, number, line);
  }

  /** Reports the breaks of the way of counting that fits best. */
  end(): void {
    const best = this.ways.reduce((least, way) => (way.count < least.count ? way : least));
    for (const { rule, message, line } of best.breaks()) this.report.add(rule, message, this.place(line));
  }

  private place(line: number): string {
    return this.report.place(line, 'EcritureNum');
  }
}

/** One way of counting: numbers with the same key form one sequence. */
class Counting {
  private readonly sequences = new Map<string, { first: number; last: number; gaps: Gap[] }>();
  private kept: Break[] = [];
  private readonly filled = new Set<Break>();
  private total = 0;

  constructor(private readonly keyOf: (journal: string, prefix: string) => string) {}

  get count(): number {
    return this.total;
  }

  breaks(): readonly Break[] {
    return this.kept.filter((found) => !this.filled.has(found));
  }

  add(journal: string, prefix: string, counter: number, number: string, line: number): void {
    const key = this.keyOf(journal, prefix);
    const sequence = this.sequences.get(key);
    if (sequence === undefined) {
      this.sequences.set(key, { first: counter, last: counter, gaps: [] });
      return;
    }
    const { last, first, gaps } = sequence;
    if (counter === last + 1) sequence.last = counter;
    else if (counter > last) {
      const missing = counter === last + 2 ? `${last + 1} is` : `${last + 1} to ${counter - 1} are`;
      const told = this.tell('fec-number-gap', `Before EcritureNum "${shown(number)}" ${missing} missing.`, line);
      if (gaps.length < KEPT) gaps.push({ from: last + 1, to: counter - 1, told });
      sequence.last = counter;
    } else if (this.fill(gaps, counter) || counter < first) {
      this.tell('fec-number-descending', `EcritureNum "${shown(number)}" follows a higher number.`, line);
    } else this.tell('fec-number-duplicate', `EcritureNum "${shown(number)}" was used before.`, line);
  }

  /** A number that was missing turns up late: then it is out of order, not missing. */
  private fill(gaps: Gap[], counter: number): boolean {
    const gap = gaps.find((other) => counter >= other.from && counter <= other.to);
    if (gap === undefined) return false;
    if (gap.from === gap.to) {
      this.filled.add(gap.told);
      gaps.splice(gaps.indexOf(gap), 1);
    } else if (counter === gap.from) gap.from++;
    else if (counter === gap.to) gap.to--;
    else {
      gaps.push({ from: counter + 1, to: gap.to, told: gap.told });
      gap.to = counter - 1;
    }
    return true;
  }

  private tell(rule: FecRule, message: string, line: number): Break {
    const found = { rule, message, line };
    this.total++;
    if (this.kept.length < KEPT) this.kept.push(found);
    return found;
  }
}
