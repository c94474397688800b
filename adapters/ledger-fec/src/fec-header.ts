import { CASH_COLUMNS, fecColumns, type FecColumn } from './fec-columns.js';
import { shown } from './fec-lines.js';
import type { FecReport } from './fec-report.js';

/** Where the columns of a file are. */
export interface FecLayout {
  readonly separator: string;
  /** Names in the header; every record has as many fields. */
  readonly width: number;
  /** Position of a column from 0; -1 where the file lacks it. */
  readonly at: Readonly<Record<FecColumn, number>>;
  readonly hasDirection: boolean;
  /** One of the cash-basis variants (VIII-5, VIII-7), in which journal and account may be blank. */
  readonly isCash: boolean;
  /** False where the first line holds an entry already. */
  readonly hasHeader: boolean;
}

const FEWEST_NAMES = 6;

/** Reads the first line; undefined if nothing can be read with it, which the report then says. */
export function readFecHeader(line: string, report: FecReport): FecLayout | undefined {
  const separator = separatorOf(line, report);
  if (separator === undefined) return undefined;
  // With both in the header, both part its names; the records show which one is meant.
  const names = line.split(line.includes('\t') && line.includes('|') ? /[\t|]/ : separator);
  const plain = names.map(plainName);
  const hasBoth = plain.includes('debit') && plain.includes('credit');
  const hasDirection = !hasBoth && (plain.includes('montant') || plain.includes('sens'));
  const columns = fecColumns(hasDirection ? 'montant-sens' : 'debit-credit');
  const known = new Set([...columns, ...CASH_COLUMNS].map(plainName));
  if (plain.filter((name) => known.has(name)).length < FEWEST_NAMES) {
    report.add('fec-no-header', 'The first line does not hold the names of the columns.', 'line 1');
    const isData = names.length === columns.length && /^\d{8}$/.test(names[3]!);
    return isData
      ? layoutOf(
          separator,
          names.length,
          columns,
          columns.map((_, i) => i),
          false,
        )
      : undefined;
  }
  return readNames(names, columns, separator, report);
}

function separatorOf(line: string, report: FecReport): string | undefined {
  const count = (sign: string): number => line.split(sign).length - 1;
  const [tabs, pipes] = [count('\t'), count('|')];
  if (tabs > 0 && pipes > 0) {
    report.add('fec-two-separators', `The header has ${tabs} TAB and ${pipes} |.`, 'line 1');
  }
  if (tabs + pipes > 0) return tabs >= pipes ? '\t' : '|';
  const other = [';', ','].find((sign) => count(sign) >= FEWEST_NAMES);
  if (other === undefined) report.add('fec-no-header', 'The first line has no fields.', 'line 1');
  else report.add('fec-separator', `The fields are separated by "${other}".`, 'line 1');
  return other;
}

function readNames(
  written: readonly string[],
  columns: readonly FecColumn[],
  separator: string,
  report: FecReport,
): FecLayout {
  const names = inOwnCase(written, report);
  const taken = new Set<number>();
  const isCash = names.some((name) => CASH_COLUMNS.includes(name as FecColumn));
  // NatOp and IdClient may be left out; the date and means of payment belong to every cash-basis file.
  const wanted = isCash
    ? [...columns, ...CASH_COLUMNS.filter((name) => name.endsWith('Rglt') || names.includes(name))]
    : columns;
  const exact = wanted.map((column) => claim(names.indexOf(column), taken));
  const found = exact.map((at, i) => (at === -1 ? misspelt(wanted[i]!, names, taken, report) : at));
  found.forEach((at, i) => {
    if (at === -1) report.add('fec-column-missing', `Column ${wanted[i]} is missing.`, `line 1, column ${i + 1}`);
  });
  sayMisplaced(names, wanted, found, taken, report);
  return layoutOf(separator, names.length, wanted, found, true);
}

/** The names as the text spells them where only their case differs, which the tax office's program does not mind. */
function inOwnCase(names: readonly string[], report: FecReport): string[] {
  const changed: string[] = [];
  const spelt = names.map((name) => {
    const own = BY_CASELESS.get(name.toLowerCase()) ?? name;
    if (own !== name) changed.push(`${shown(name)} for ${own}`);
    return own;
  });
  const more = changed.length > 3 ? ` and ${changed.length - 3} more` : '';
  if (changed.length > 0)
    report.add('fec-column-case', `Other case: ${changed.slice(0, 3).join(', ')}${more}.`, 'line 1');
  return spelt;
}

function claim(at: number, taken: Set<number>): number {
  if (at !== -1) taken.add(at);
  return at;
}

/** A name that is meant but not written so: accents, blanks, or a letter or two wrong. */
function misspelt(column: FecColumn, names: readonly string[], taken: Set<number>, report: FecReport): number {
  const wanted = plainName(column);
  const at = names.findIndex((name, i) => !taken.has(i) && !isColumnName(name) && isNear(plainName(name), wanted));
  if (at !== -1) {
    taken.add(at);
    report.add('fec-column-misspelt', `Column ${column} is named "${shown(names[at]!)}".`, `line 1, column ${at + 1}`);
  }
  return at;
}

const ALL_NAMES = new Set<string>([...fecColumns('debit-credit'), ...fecColumns('montant-sens'), ...CASH_COLUMNS]);

const BY_CASELESS = new Map([...ALL_NAMES].map((name) => [name.toLowerCase(), name]));

function isColumnName(name: string): boolean {
  return ALL_NAMES.has(name);
}

function sayMisplaced(
  names: readonly string[],
  wanted: readonly FecColumn[],
  found: readonly number[],
  taken: ReadonlySet<number>,
  report: FecReport,
): void {
  const present = wanted.map((column, i) => ({ column, at: found[i]! })).filter(({ at }) => at !== -1);
  const inOrder = longestRising(present.map(({ at }) => at));
  for (const { column, at } of present) {
    if (inOrder.has(at)) continue;
    report.add('fec-column-misplaced', `Column ${column} stands in the wrong place.`, `line 1, column ${at + 1}`);
  }
  const last = Math.max(...present.map(({ at }) => at));
  const extra = names.map((name, at) => ({ name, at })).filter(({ at }) => !taken.has(at));
  for (const { name, at } of extra.filter((other) => other.at < last)) {
    report.add(
      'fec-column-misplaced',
      `Column "${shown(name)}" stands among the columns of the text.`,
      `line 1, column ${at + 1}`,
    );
  }
  for (const { name, at } of extra) {
    if (at < last || !isColumnName(name) || names.indexOf(name) === at) continue;
    report.add('fec-column-misplaced', `Column ${name} stands twice.`, `line 1, column ${at + 1}`);
  }
  const after = extra.filter(({ at }) => at > last).map(({ name }) => (name === '' ? '""' : shown(name)));
  if (after.length > 0)
    report.add('fec-extra-columns', `Further columns: ${after.join(', ')}.`, `line 1, column ${last + 2}`);
}

/** The members of the longest rising subsequence: what is not in it was moved. */
function longestRising(values: readonly number[]): Set<number> {
  const chains: number[][] = [];
  values.forEach((value, i) => {
    const best = chains
      .slice(0, i)
      .reduce<number[]>(
        (longest, chain, j) => (values[j]! < value && chain.length > longest.length ? chain : longest),
        [],
      );
    chains.push([...best, value]);
  });
  return new Set(chains.reduce((longest, chain) => (chain.length > longest.length ? chain : longest), []));
}

function layoutOf(
  separator: string,
  width: number,
  columns: readonly FecColumn[],
  found: readonly number[],
  hasHeader: boolean,
): FecLayout {
  const at = Object.fromEntries([...ALL_NAMES].map((name) => [name, -1])) as Record<FecColumn, number>;
  columns.forEach((column, i) => (at[column] = found[i]!));
  return {
    separator,
    width,
    at,
    hasDirection: columns.includes('Montant'),
    isCash: columns.length > fecColumns('debit-credit').length,
    hasHeader,
  };
}

function plainName(name: string): string {
  return shown(name)
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]/g, '')
    .toLowerCase();
}

/** Equal, or one or two letters away (one for short names). */
function isNear(a: string, b: string): boolean {
  if (a === b) return true;
  return distance(a, b) <= (b.length > 6 ? 2 : 1);
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
