import { GENERIC_FORMATS, type GenericFormat } from '../generic.formats.js';
import { normalise, type Recognition, type TableProfile } from '../profile.js';
import { PROFILES } from '../profiles/index.js';
import { profileByContent, signIsMissing } from './content-profile.js';
import { genericHeader, type GenericHeader } from './generic-header.js';
import { bookingColumn, genericProfile } from './generic-profile.js';
import { applyProfile, trimmedHeader, type LayoutRefusal, type Placement, type TableLayout } from './table-layout.js';
import type { CandidateTable, TableRow } from './table-row.js';
import { isUserProfile, readUserProfile } from './user-profile.js';

const HEADER_WITHIN = 40;
/** Columns of a header that are looked at. */
const WIDEST = 100;

interface Match extends Placement {
  readonly profile: TableProfile;
  /** Columns the signature names; an exact one is worth more than one that only holds them. */
  readonly score: number;
}

/**
 * Finds the layout of a table: the header signature of a known bank anywhere in the first 40 lines, else a header of
 * known words, else what the columns hold where a balance column proves it. `tables` is the start of the file, cut in
 * each way it could be. `wanted` is a profile the user chose: an id with or without prefix, or a profile of his own as
 * JSON. Refuses with a reason.
 */
export function recogniseTable(
  tables: readonly CandidateTable[],
  prefix: string,
  wanted?: string,
): TableLayout | LayoutRefusal {
  if (wanted !== undefined && isUserProfile(wanted)) return withUserProfile(tables, wanted);
  const id = wanted?.replace(/^(?:csv|xlsx)\.?|^statement-(?:csv|xlsx)$/, '') || undefined;
  const generic = GENERIC_FORMATS.find((format) => format.id === (id ?? 'generic'));
  const profiles = id === undefined ? PROFILES : PROFILES.filter((profile) => profile.id === id);
  if (id !== undefined && generic === undefined && profiles.length === 0) {
    const known = [...PROFILES, ...GENERIC_FORMATS].map((profile) => `${prefix}.${profile.id}`).join(', ');
    return { code: 'unknown-profile', message: `there is no profile "${wanted}"; known are ${known}`, line: 1 };
  }
  const matches = tables.flatMap((table) => profiles.flatMap((profile) => matchesOf(profile, table)));
  const best = matches.sort((a, b) => b.score - a.score)[0];
  if (best) {
    const other = matches.find((match) => match.score === best.score && match.profile.id !== best.profile.id);
    if (!other) return applyProfile(best.profile, { ...best, prefix });
    const message = `the header fits ${prefix}.${best.profile.id} and ${prefix}.${other.profile.id}; choose one with --profile`;
    return { code: 'ambiguous-layout', message, line: best.table.rows[best.at]!.line };
  }
  if (generic) return recogniseGeneric(tables, generic, prefix);
  return {
    code: 'unknown-layout',
    message: `the header of profile ${prefix}.${id} is not in the first ${HEADER_WITHIN} lines`,
    line: 1,
  };
}

function withUserProfile(tables: readonly CandidateTable[], wanted: string): TableLayout | LayoutRefusal {
  const own = readUserProfile(wanted);
  if (!('profile' in own)) return { code: 'bad-profile', message: own.reason, line: 1 };
  const fitting = tables.filter(
    (table) => own.delimiter === undefined || own.delimiter === table.delimiter || tables.length === 1,
  );
  const best = fitting.flatMap((table) => matchesOf(own.profile, table)).sort((a, b) => b.score - a.score)[0];
  if (best) return applyProfile(own.profile, best);
  const message = `the file does not have the layout of profile "${own.profile.id}" (its header is not in the first ${HEADER_WITHIN} lines)`;
  return { code: 'unknown-layout', message, line: 1 };
}

function matchesOf(profile: TableProfile, table: CandidateTable): readonly Match[] {
  const signatures = profile.recognise.filter((signature) => isPossible(signature, table));
  if (signatures.length === 0) return [];
  for (const [at, row] of table.rows.slice(0, HEADER_WITHIN).entries()) {
    for (const signature of signatures) {
      const score = scoreOf(signature, row, table.rows[at + 1], table.delimiter);
      const kind = signature.kind !== 'first-line' ? 'header' : signature.data ? 'data' : 'headless';
      if (score > 0) return [{ profile, table, at, kind, score }];
    }
  }
  return [];
}

function scoreOf(signature: Recognition, row: TableRow, next: TableRow | undefined, delimiter: string): number {
  if (signature.kind === 'first-line') {
    const fits =
      row.line === 1 && signature.pattern.test(row.cells.join(';')) && (delimiter === ';' || signature.data === true);
    if (!fits) return 0;
    if (signature.data) return signature.cells === undefined || signature.cells === row.cells.length ? 1 : 0;
    return (signature.cells === undefined || next?.cells.length === signature.cells) && /^\d/.test(next?.cells[0] ?? '')
      ? 1
      : 0;
  }
  if (row.cells.length < signature.columns.length) return 0;
  const header = headerOf(row);
  const wanted = wantedBy(signature);
  const fits =
    signature.kind === 'exact'
      ? header.length === wanted.length && wanted.every((column, index) => header[index] === column)
      : wanted.every((column) => header.includes(column));
  return fits ? wanted.length + (signature.kind === 'exact' ? 0.5 : 0) : 0;
}

const WORDS = new WeakMap<CandidateTable, ReadonlySet<string>>();

/** False if a column of the signature is nowhere in the lines a header may stand in: nearly always, and soon known. */
function isPossible(signature: Recognition, table: CandidateTable): boolean {
  if (signature.kind === 'first-line') return true;
  let words = WORDS.get(table);
  if (!words) WORDS.set(table, (words = new Set(table.rows.slice(0, HEADER_WITHIN).flatMap(headerOf))));
  return wantedBy(signature).every((column) => words.has(column));
}

const WANTED = new WeakMap<Recognition, readonly string[]>();

/** The columns of a signature as headers are compared; they are held against every row of the start of every file. */
function wantedBy(signature: Extract<Recognition, { columns: readonly string[] }>): readonly string[] {
  let wanted = WANTED.get(signature);
  if (!wanted) WANTED.set(signature, (wanted = signature.columns.map(normalise)));
  return wanted;
}

const HEADERS = new WeakMap<TableRow, readonly string[]>();

/** Fifty profiles look at the same few rows. */
function headerOf(row: TableRow): readonly string[] {
  let header = HEADERS.get(row);
  if (!header) HEADERS.set(row, (header = trimmedHeader(row)));
  return header;
}

interface Candidate {
  readonly table: CandidateTable;
  readonly row: TableRow;
  readonly at: number;
  readonly found: GenericHeader;
}

/** The best understood header of each table, best first. */
export function genericCandidates(tables: readonly CandidateTable[]): Candidate[] {
  const candidates = tables.flatMap((table) =>
    table.rows.slice(0, HEADER_WITHIN).map((row, at) => ({ table, at, row, found: genericHeader(row) })),
  );
  return candidates.filter(({ found }) => found.score > 0).sort((a, b) => rank(b.found) - rank(a.found));
}

/** The best header that stands in two rows, as over merged cells: `Montants` above `Débit` and `Crédit`. */
function twoRowHeader(tables: readonly CandidateTable[]): Candidate | undefined {
  const found = tables.flatMap(({ rows, delimiter }) =>
    rows.slice(1, HEADER_WITHIN).flatMap((row, index): Candidate[] => {
      const above = rows[index]!.cells;
      const width = Math.min(WIDEST, Math.max(above.length, row.cells.length));
      const cells = Array.from({ length: width }, (_, column) => row.cells[column]?.trim() || (above[column] ?? ''));
      const header = genericHeader({ cells, line: row.line });
      if (header.missing.length > 0) return [];
      return [{ table: { rows, delimiter }, row: { cells, line: row.line }, at: index + 1, found: header }];
    }),
  );
  return found.sort((a, b) => rank(b.found) - rank(a.found))[0];
}

function recogniseGeneric(
  tables: readonly CandidateTable[],
  format: GenericFormat,
  prefix: string,
): TableLayout | LayoutRefusal {
  const single = genericCandidates(tables)[0];
  const best = single?.found.missing.length === 0 ? single : (twoRowHeader(tables) ?? single);
  const below = best?.table.rows.slice(best.at + 1) ?? [];
  // A day is known where one stands, even under a word nobody knows.
  const missing = best?.found.missing.filter(
    (what) => what !== 'date' || bookingColumn(best.found, below) === undefined,
  );
  if (best && missing?.length === 0) {
    const placement: Placement = { table: best.table, at: best.at, kind: 'header', dayFirst: format.dayFirst, prefix };
    const layout = applyProfile(genericProfile(best.found, below, format), placement);
    if (!('profile' in layout) || !signIsMissing(layout, best.table.rows)) return layout;
    const message =
      'its amounts have no sign, but by the balances some left the account, and no column says which; ask the bank for an export with signs or with columns for debit and credit';
    return { code: 'unsigned-amounts', message, line: best.row.line };
  }
  const proven = profileByContent(tables, format);
  if (proven?.proven) return applyProfile(proven.profile, { ...proven.placement, dayFirst: format.dayFirst, prefix });
  if (proven) {
    const { table, at } = proven.placement;
    const message =
      'the layout is not known: its columns hold days and amounts, but nothing proves which amount is which. A profile to check and keep: lettrage statement profile propose FILE';
    return { code: 'unproven-layout', message, line: table.rows[at]!.line };
  }
  return unknownLayout(best?.row ?? widest(tables), missing ?? ['date', 'amount (or debit and credit)']);
}

/** A header that lacks nothing comes before one that has more words. */
function rank(found: GenericHeader): number {
  return found.score + (found.missing.length === 0 ? 100 : 0);
}

function widest(tables: readonly CandidateTable[]): TableRow | undefined {
  const firsts = tables.map(({ rows }) => rows[0]).filter((row) => row !== undefined);
  return firsts.reduce<TableRow | undefined>((a, b) => (a && a.cells.length >= b.cells.length ? a : b), undefined);
}

function unknownLayout(row: TableRow | undefined, missing: readonly string[]): LayoutRefusal {
  const found =
    row?.cells
      .map((cell) => cell.trim().slice(0, 40))
      .filter((cell) => cell !== '')
      .slice(0, 20) ?? [];
  const message = `the layout is not known: no column for ${missing.join(' and ')}. Columns found: ${found.join(' | ') || 'none'}. Wanted: a date, an amount or debit and credit, and a label, under names such as Date, Montant, Libellé. For a profile to confirm and keep: lettrage statement profile propose FILE`;
  return { code: 'unknown-layout', message, line: row?.line ?? 1 };
}
