import type { FecReport } from './fec-report.js';

/** Lines told one by one where the year turns out not to be long. */
const HELD = 1_000;
/** Entries and months before the usual year that show that it began earlier, and not that a date is wrong. */
const [FEWEST_ENTRIES, FEWEST_MONTHS] = [3, 2];

interface Held {
  readonly message: string;
  readonly location: string;
}

/**
 * Entries dated up to twelve months before the usual year. The name of a file tells when its year closes, not when it
 * began, and a first year may run until the end of the next calendar year. So what is early is an error unless the whole file begins there: it is held until the end.
 */
export class LongYear {
  private readonly held: Held[] = [];
  private readonly entries = new Set<string>();
  private readonly months = new Set<string>();
  private lines = 0;
  private earliest = '';
  private beginsEarly: boolean | undefined;
  private hasUsual = false;

  constructor(private readonly report: FecReport) {}

  /** Takes the date of a line of a file whose usual year begins on `from`; true where it is held. */
  isHeld(entry: { readonly date: string; readonly number: string }, from: string): boolean {
    const isEarly = entry.date < from && Number(entry.date) >= Number(from) - 10_000;
    this.beginsEarly ??= isEarly;
    this.hasUsual ||= entry.date >= from;
    if (!isEarly) return false;
    this.lines++;
    if (this.earliest === '' || entry.date < this.earliest) this.earliest = entry.date;
    if (this.entries.size < FEWEST_ENTRIES) this.entries.add(Buffer.from(entry.number, 'latin1').toString('latin1'));
    this.months.add(String(Number(entry.date.slice(0, 6))));
    return true;
  }

  /** Holds what is to be said of an early line. */
  hold(message: string, location: string): void {
    if (this.held.length < HELD) this.held.push({ message, location });
  }

  /** Says that the year is long, or of each early line that it lies outside. */
  end(): void {
    const { report, lines, held } = this;
    const isLong = this.beginsEarly === true && this.hasUsual;
    if (isLong && this.entries.size >= FEWEST_ENTRIES && this.months.size >= FEWEST_MONTHS) {
      report.add(
        'fec-long-year',
        `The file begins on ${this.earliest}, so its year is longer than twelve months.`,
        'whole file',
      );
      return;
    }
    for (const { message, location } of held) report.add('fec-date-outside-year', message, location);
    for (let more = held.length; more < lines; more++) report.add('fec-date-outside-year', '', 'whole file');
  }
}
