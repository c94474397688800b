import { parseMinor } from '@lettrage/domain';
import {
  isLettered,
  letter,
  type LetterCodes,
  type Lettered,
  type Lettering,
  type LetterLine,
  type LetterLink,
} from '../lettering.js';
import { TestBooks } from './test-books.js';

/** The lines of the books on lettered accounts, and the allocations as they stand. */
export function letterInput(books: TestBooks): { lines: LetterLine[]; links: LetterLink[] } {
  const lines = books.entries.flatMap((entry) =>
    entry.lines
      .filter((line) => isLettered(line.account, books.settings.scheme.lettered))
      .map((line) => ({
        ...line,
        id: `${entry.event.position}.${entry.ordinal}.${line.ordinal}`,
        date: entry.date,
        amount: parseMinor(line.debit, 'EUR') - parseMinor(line.credit, 'EUR'),
      })),
  );
  const links = new Map<string, LetterLink>();
  for (const { allocation, item, payment: of, amount } of books.ledger.links) {
    const before = links.get(allocation);
    links.set(allocation, {
      allocation,
      item,
      payment: of,
      net: (before?.net ?? 0n) + parseMinor(amount, 'EUR'),
      reduced: before !== undefined,
    });
  }
  return { lines, links: [...links.values()] };
}

/** The ledger with its letters, as an accountant sees it after each event. */
export class LetteredBooks extends TestBooks {
  readonly carried = new Map<string, Lettering>();
  /** What lettering changed, step by step. */
  readonly steps: Lettered[] = [];
  codes: LetterCodes = {};

  letters(): Record<string, string[]> {
    const { lines, links } = letterInput(this);
    const withCodes = lines.map((line) => ({ ...line, lettering: this.carried.get(line.id) }));
    const result = letter(withCodes, links, this.codes, '12-31', this.ledger.merges);
    for (const group of result.lifted) group.lines.forEach((id) => this.carried.delete(id));
    for (const { lines: ids, code, date } of result.given) ids.forEach((id) => this.carried.set(id, { code, date }));
    this.codes = result.codes;
    this.steps.push(result);
    const shown: Record<string, string[]> = {};
    for (const line of lines) {
      const code = this.carried.get(line.id)?.code;
      if (code !== undefined) (shown[`${line.account}/${line.auxiliary ?? ''} ${code}`] ??= []).push(line.id);
    }
    return shown;
  }
}
