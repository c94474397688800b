import { DELIMITERS, firstRows, type DelimitedRow } from '@lettrage/formats';
import { genericHeader, genericProfile } from './csv.generic.js';
import { applyProfile, trimmedHeader, type CsvLayout, type LayoutRefusal } from './csv.layout.js';
import { formatId, normalise, type CsvProfile, type Recognition } from './csv.profile.js';
import { GENERIC_FORMATS, type GenericFormat } from './profiles/generic.formats.js';
import { PROFILES } from './profiles/index.js';

const HEADER_WITHIN = 40;
const SAMPLE = 5_000;

interface Match {
  readonly profile: CsvProfile;
  readonly delimiter: string;
  readonly rows: readonly DelimitedRow[];
  readonly at: number;
  readonly headless: boolean;
  /** Columns the signature names; an exact one is worth more than one that only holds them. */
  readonly score: number;
}

/**
 * Finds the layout of a CSV statement from the start of its text: the header signature of a known bank anywhere in the
 * first 40 lines, else a header of known words. `wanted` is a profile the user chose. Refuses with a reason.
 */
export function recogniseCsv(text: string, wanted?: string): CsvLayout | LayoutRefusal {
  const id = wanted?.replace(/^csv\.?/, '') || undefined;
  const generic = GENERIC_FORMATS.find((format) => format.id === (id ?? 'generic'));
  const profiles = id === undefined ? PROFILES : PROFILES.filter((profile) => profile.id === id);
  if (id !== undefined && generic === undefined && profiles.length === 0) {
    const known = [...PROFILES, ...GENERIC_FORMATS].map(formatId).join(', ');
    return { code: 'unknown-profile', message: `there is no CSV profile "${wanted}"; known are ${known}`, line: 1 };
  }
  const tables = DELIMITERS.map((delimiter) => ({ delimiter, rows: firstRows(text, delimiter, SAMPLE) }));
  const matches = tables.flatMap(({ delimiter, rows }) =>
    profiles.flatMap((profile) => matchesOf(profile, delimiter, rows)),
  );
  const best = matches.sort((a, b) => b.score - a.score)[0];
  if (best) {
    const other = matches.find((match) => match.score === best.score && match.profile.id !== best.profile.id);
    if (other) {
      const message = `the header fits ${formatId(best.profile)} and ${formatId(other.profile)}; choose one with --profile`;
      return { code: 'ambiguous-layout', message, line: best.rows[best.at]!.line };
    }
    return applyProfile(best.profile, best.delimiter, best.rows, best.at, best.headless);
  }
  if (generic) return recogniseGeneric(tables, generic);
  return {
    code: 'unknown-layout',
    message: `the header of profile csv.${id} is not in the first ${HEADER_WITHIN} lines`,
    line: 1,
  };
}

function matchesOf(profile: CsvProfile, delimiter: string, rows: readonly DelimitedRow[]): readonly Match[] {
  for (const [at, row] of rows.slice(0, HEADER_WITHIN).entries()) {
    for (const signature of profile.recognise) {
      const score = scoreOf(signature, row, rows[at + 1], delimiter);
      if (score > 0) return [{ profile, delimiter, rows, at, headless: signature.kind === 'first-line', score }];
    }
  }
  return [];
}

function scoreOf(signature: Recognition, row: DelimitedRow, next: DelimitedRow | undefined, delimiter: string): number {
  if (signature.kind === 'first-line') {
    const fits = row.line === 1 && signature.pattern.test(row.cells.join(';')) && delimiter === ';';
    return fits && next?.cells.length === signature.cells && /^\d/.test(next.cells[0] ?? '') ? 1 : 0;
  }
  if (row.cells.length < signature.columns.length) return 0;
  const header = trimmedHeader(row);
  const wanted = signature.columns.map(normalise);
  const fits =
    signature.kind === 'exact'
      ? header.length === wanted.length && wanted.every((column, index) => header[index] === column)
      : wanted.every((column) => header.includes(column));
  return fits ? wanted.length + (signature.kind === 'exact' ? 0.5 : 0) : 0;
}

function recogniseGeneric(
  tables: readonly { delimiter: string; rows: readonly DelimitedRow[] }[],
  format: GenericFormat,
): CsvLayout | LayoutRefusal {
  const candidates = tables.flatMap(({ delimiter, rows }) =>
    rows.slice(0, HEADER_WITHIN).map((row, at) => ({ delimiter, rows, at, row, found: genericHeader(row) })),
  );
  const best = candidates.reduce<(typeof candidates)[number] | undefined>(
    (a, b) => (a === undefined || rank(b.found) > rank(a.found) ? b : a),
    undefined,
  );
  if (best && best.found.missing.length === 0) {
    const profile = genericProfile(best.found, best.rows.slice(best.at + 1), format);
    return applyProfile(profile, best.delimiter, best.rows, best.at, false);
  }
  return unknownLayout(
    best?.found.score ? best.row : widest(tables),
    best?.found.missing ?? ['date', 'amount (or debit and credit)'],
  );
}

/** A header that lacks nothing comes before one that has more words. */
function rank(found: { readonly score: number; readonly missing: readonly string[] }): number {
  return found.score + (found.missing.length === 0 ? 100 : 0);
}

function widest(tables: readonly { rows: readonly DelimitedRow[] }[]): DelimitedRow | undefined {
  const firsts = tables.map(({ rows }) => rows[0]).filter((row) => row !== undefined);
  return firsts.reduce<DelimitedRow | undefined>((a, b) => (a && a.cells.length >= b.cells.length ? a : b), undefined);
}

function unknownLayout(row: DelimitedRow | undefined, missing: readonly string[]): LayoutRefusal {
  const found =
    row?.cells
      .map((cell) => cell.trim().slice(0, 40))
      .filter((cell) => cell !== '')
      .slice(0, 20) ?? [];
  const message = `the layout is not known: no column for ${missing.join(' and ')}. Columns found: ${found.join(' | ') || 'none'}. Wanted: a date, an amount or debit and credit, and a label, under names such as Date, Montant, Libellé`;
  return { code: 'unknown-layout', message, line: row?.line ?? 1 };
}
