import type { Problem } from '@lettrage/domain';
import type { Invoice } from './invoice.js';

/**
 * What of an invoice is not, or not the same, in what came back from a document: one warning per term, located by its
 * path in the model (`/lines/0/note`). Empty if nothing was lost. Terms that were added are no loss.
 */
export function lostTerms(given: Invoice, kept: Invoice, where: string): Problem[] {
  const problems: Problem[] = [];
  compare(given, kept, '', (path, value) =>
    problems.push({
      severity: 'warning',
      rule: 'term-lost',
      message: `${where} cannot carry "${shortened(value)}": it was left out.`,
      location: path,
    }),
  );
  return problems;
}

function compare(given: unknown, kept: unknown, path: string, lose: (path: string, value: string) => void): void {
  if (typeof given === 'string') {
    if (kept !== given && !(typeof kept === 'string' && isSame(given, kept))) lose(path, given);
    return;
  }
  if (given === null || typeof given !== 'object') return;
  for (const [key, value] of Object.entries(given)) {
    const other = kept === null || typeof kept !== 'object' ? undefined : (kept as Record<string, unknown>)[key];
    compare(value, other, `${path}/${key}`, lose);
  }
}

/** Blanks around a text and decimals filled up are no loss. */
function isSame(given: string, kept: string): boolean {
  const trimmed = given.trim();
  if (trimmed === kept.trim()) return true;
  return /^-?\d+(\.\d+)?$/.test(trimmed) && plain(trimmed) === plain(kept);
}

function plain(text: string): string {
  return text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text;
}

function shortened(value: string): string {
  return value.length > 60 ? `${value.slice(0, 57)}…` : value;
}
