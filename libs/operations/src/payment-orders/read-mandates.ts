import { compact, InputError, isDay, isIban, parseDay, type Problem } from '@lettrage/domain';
import type { NewMandate } from '@lettrage/persistence';
import { parse } from 'csv-parse/sync';

/** Columns of a file of mandates; the first four are required. */
export const MANDATE_COLUMNS = [
  'customer_id',
  'reference',
  'iban',
  'signed_on',
  'debtor',
  'bic',
  'scheme',
  'kind',
  'last_collected_on',
  'original_reference',
  'revoked_on',
] as const;

type Column = (typeof MANDATE_COLUMNS)[number];
type Cells = Readonly<Record<Column, string>>;
const REQUIRED: readonly Column[] = ['customer_id', 'reference', 'iban', 'signed_on'];
const SHAPE = MANDATE_COLUMNS.join(',');
/** The characters of SEPA identifiers (EPC 217-08). */
const REFERENCE = /^[a-zA-Z0-9/\-?:().,'+ ]{1,35}$/;
const BIC = /^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/;

/**
 * Reads mandates from CSV (comma or semicolon, header line, UTF-8). Bad rows become problems that name line, field and
 * remedy.
 *
 * @throws InputError where nothing can be read at all
 */
export function readMandates(
  bytes: Uint8Array,
  file: string,
): { readonly mandates: readonly NewMandate[]; readonly problems: readonly Problem[] } {
  const [header, ...records] = rowsOf(bytes, file);
  const names = (header?.record ?? []).map((cell) => cell.trim().toLowerCase());
  const missing = REQUIRED.filter((column) => !names.includes(column));
  if (missing.length > 0)
    throw unreadable(`${file} lacks the column ${missing.join(', ')}: name the columns ${SHAPE}.`);
  const problems: Problem[] = [];
  const seen = new Map<string, number>();
  const mandates = records.flatMap(({ record, info }) => {
    const cells = Object.fromEntries(
      MANDATE_COLUMNS.map((column) => [column, record[names.indexOf(column)]?.trim() ?? '']),
    ) as Cells;
    const wrong = wrongIn(cells);
    const before = seen.get(cells.reference);
    if (before !== undefined)
      wrong.push(['reference', `"${cells.reference}" already stands on line ${before}; keep one of the two`]);
    seen.set(cells.reference, before ?? info.lines);
    for (const [column, message] of wrong)
      problems.push({
        severity: 'error',
        rule: 'mandate',
        message,
        location: `${file}, line ${info.lines}, ${column}`,
      });
    return wrong.length > 0 ? [] : [mandateOf(cells)];
  });
  return { mandates, problems };
}

function wrongIn(cells: Cells): [Column, string][] {
  const wrong: [Column, string][] = [];
  for (const column of REQUIRED) if (cells[column] === '') wrong.push([column, `${column} is empty; fill it in`]);
  if (cells.iban !== '' && !isIban(compact(cells.iban)))
    wrong.push(['iban', `"${cells.iban}" is not an IBAN: its check digits or its length are wrong`]);
  for (const column of ['reference', 'original_reference'] as const)
    if (cells[column] !== '' && !REFERENCE.test(cells[column]))
      wrong.push([column, `"${cells[column]}" is no mandate reference banks take (35 characters of the SEPA set)`]);
  if (cells.bic !== '' && !BIC.test(cells.bic)) wrong.push(['bic', `"${cells.bic}" is no BIC (8 or 11 characters)`]);
  for (const column of ['signed_on', 'last_collected_on', 'revoked_on'] as const)
    if (cells[column] !== '' && !isDay(cells[column]))
      wrong.push([column, `"${cells[column]}" is no day (expected YYYY-MM-DD)`]);
  if (!['', 'CORE', 'B2B'].includes(cells.scheme)) wrong.push(['scheme', `"${cells.scheme}" is neither CORE nor B2B`]);
  if (!['', 'recurrent', 'one-off'].includes(cells.kind))
    wrong.push(['kind', `"${cells.kind}" is neither recurrent nor one-off`]);
  return wrong;
}

function mandateOf(cells: Cells): NewMandate {
  const day = (column: Column) => (cells[column] === '' ? undefined : parseDay(cells[column]));
  const [lastCollectedOn, revokedOn] = [day('last_collected_on'), day('revoked_on')];
  return {
    customer: cells.customer_id,
    reference: cells.reference,
    debtor: cells.debtor,
    iban: compact(cells.iban),
    signedOn: parseDay(cells.signed_on),
    scheme: cells.scheme === 'B2B' ? 'B2B' : 'CORE',
    kind: cells.kind === 'one-off' ? 'one-off' : 'recurrent',
    ...(cells.bic === '' ? {} : { bic: cells.bic }),
    ...(lastCollectedOn === undefined ? {} : { lastCollectedOn }),
    ...(cells.original_reference === '' ? {} : { originalReference: cells.original_reference }),
    ...(revokedOn === undefined ? {} : { revokedOn }),
  };
}

interface CsvRow {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

function rowsOf(bytes: Uint8Array, file: string): CsvRow[] {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw unreadable(`${file} is not UTF-8: save it as "CSV UTF-8".`);
  }
  const delimiter = (text.split(/\r?\n/, 1)[0] ?? '').includes(';') ? ';' : ',';
  try {
    return parse(text, { bom: true, delimiter, info: true, skip_empty_lines: true }) as unknown as CsvRow[];
  } catch (error) {
    throw unreadable(`${file} cannot be read as CSV: ${(error as Error).message} Check quotes and delimiters.`);
  }
}

function unreadable(message: string): InputError {
  return new InputError('bad-mandates', message);
}
