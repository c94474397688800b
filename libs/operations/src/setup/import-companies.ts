import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { InputError, isDay, isIban, isSiren, parseDay, type Problem } from '@lettrage/domain';
import { parse } from 'csv-parse/sync';
import { BankAccountStore } from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import { addBankAccount } from './accounts.js';
import { addCompany, listCompanies } from './companies.js';

/** What an import of companies did. */
export interface ImportCompaniesReport {
  readonly added: readonly { readonly id: string; readonly name: string }[];
  /** Known by SIREN, or by name where there is none; accounts it lacked were added, all else is left as it is. */
  readonly known: readonly { readonly id: string; readonly name: string }[];
}

/** Among which companies an import looks, and where it adds. */
export interface ImportCompaniesOptions {
  /** Name to show in messages; the path's last part otherwise. */
  readonly name?: string;
  /** The firm of the new companies; the only one there is otherwise. */
  readonly firmId?: string;
  /** The companies the caller may see; all otherwise. */
  readonly among?: ReadonlySet<string>;
}

const COLUMNS = ['name', 'siren', 'vat_number', 'currency', 'fiscal_year_end', 'cut_over', 'ibans'];

/**
 * Adds the companies of a firm from a CSV file with the columns `name` (required), `siren`, `vat_number`, `currency`,
 * `fiscal_year_end` (MM-DD), `cut_over` (day) and `ibans` (separated by spaces). The whole file is checked first; one bad
 * line refuses it. An import that was interrupted is completed by running it again.
 *
 * @throws InputError `bad-companies`, naming the line and field of each problem
 */
export async function importCompanies(
  context: OperationsContext,
  path: string,
  options: ImportCompaniesOptions = {},
): Promise<ImportCompaniesReport> {
  const name = options.name ?? basename(path);
  const rows = readRows(decoded(await readFile(path), name), name);
  const companies = await listCompanies(context, options.among);
  const known = new Map(companies.map((company) => [keyOf(company), company] as const));
  const report = { added: [] as { id: string; name: string }[], known: [] as { id: string; name: string }[] };
  for (const row of rows) {
    const there = known.get(keyOf({ name: row['name']!, ...(row['siren'] ? { siren: row['siren'] } : {}) }));
    const id = there?.id ?? (await addCompany(context, companyOf(row, options.firmId)));
    await addMissingAccounts(context, id, row);
    (there ? report.known : report.added).push({ id, name: there?.name ?? row['name']! });
  }
  return report;
}

type Row = Readonly<Record<string, string>>;

function keyOf(company: { readonly name: string; readonly siren?: string }): string {
  return company.siren ?? `name ${company.name.toLowerCase()}`;
}

function companyOf(row: Row, firmId: string | undefined) {
  return {
    name: row['name']!,
    ...(row['siren'] ? { siren: row['siren'] } : {}),
    ...(row['vat_number'] ? { vatNumber: row['vat_number'] } : {}),
    ...(row['currency'] ? { currency: row['currency'] } : {}),
    ...(row['fiscal_year_end'] ? { fiscalYearEnd: row['fiscal_year_end'] } : {}),
    ...(row['cut_over'] ? { cutOverDay: parseDay(row['cut_over']) } : {}),
    ...(firmId === undefined ? {} : { firmId }),
  };
}

async function addMissingAccounts(context: OperationsContext, companyId: string, row: Row): Promise<void> {
  const ibans = ibansOf(row);
  if (ibans.length === 0) return;
  const accounts = await context.database.withCompany(companyId, (tx) => new BankAccountStore(tx).list());
  const there = new Set(accounts.map((account) => account.iban));
  for (const iban of ibans.filter((each) => !there.has(each.replace(/\s/g, '')))) {
    await addBankAccount(context, companyId, { iban, currency: row['currency'] || 'EUR' });
  }
}

function readRows(text: string, name: string): Row[] {
  const rows = parsed(text, name);
  const problems = rows.flatMap((row, index) => check(row, index + 2));
  problems.push(...repeated(rows));
  const unknown = Object.keys(rows[0] ?? {}).filter((column) => !COLUMNS.includes(column));
  if (unknown.length > 0) {
    const message = `unknown column ${unknown.join(', ')}; expected ${COLUMNS.join(', ')}`;
    problems.unshift({ severity: 'error', rule: 'column', message, location: 'line 1' });
  }
  if (rows.length === 0) {
    problems.push({ severity: 'error', rule: 'empty', message: 'the file holds no company', location: 'line 1' });
  }
  if (problems.length > 0) {
    throw new InputError('bad-companies', `${name} has ${problems.length} errors; no company was added.`, problems);
  }
  return rows;
}

/** Names must come as they are: a file in another encoding is refused, not guessed at. */
function decoded(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InputError('bad-companies', `${name} is not UTF-8; save it as CSV UTF-8. No company was added.`, [
      { severity: 'error', rule: 'encoding', message: 'the file is not UTF-8', location: 'line 1' },
    ]);
  }
}

function parsed(text: string, name: string): Row[] {
  const header = text.split(/\r?\n/, 1)[0] ?? '';
  const delimiter = header.includes(';') ? ';' : ',';
  try {
    return parse<Row>(text, { bom: true, columns: true, delimiter, skip_empty_lines: true, trim: true });
  } catch (error) {
    const { lines } = error as { lines?: number };
    const location = `line ${lines ?? 1}`;
    throw new InputError('bad-companies', `${name} is not a readable CSV table at ${location}; no company was added.`, [
      { severity: 'error', rule: 'csv', message: `not a readable row: ${(error as Error).message}`, location },
    ]);
  }
}

function check(row: Row, line: number): Problem[] {
  const problems: Problem[] = [];
  const refuse = (field: string, message: string): void =>
    void problems.push({ severity: 'error', rule: field, message: `${field}: ${message}`, location: `line ${line}` });
  if (!row['name']) refuse('name', 'is missing');
  if (row['siren'] && !isSiren(row['siren'])) {
    refuse('siren', `"${row['siren']}" is not a SIREN (9 digits with a check digit)`);
  }
  if (row['currency'] && !/^[A-Z]{3}$/.test(row['currency'])) {
    refuse('currency', `"${row['currency']}" is not a currency (three capital letters, such as EUR)`);
  }
  if (row['fiscal_year_end'] && !isDay(`2024-${row['fiscal_year_end']}`)) {
    refuse('fiscal_year_end', `"${row['fiscal_year_end']}" is not a month and day (MM-DD, such as 12-31)`);
  }
  if (row['cut_over'] && !isDay(row['cut_over'])) refuse('cut_over', `"${row['cut_over']}" is not a day (YYYY-MM-DD)`);
  for (const iban of ibansOf(row)) {
    if (!isIban(iban)) refuse('ibans', `"${iban}" is not an IBAN; several are separated by spaces`);
  }
  return problems;
}

/** Two rows of one company would add it and then find it: which of them is right only a person knows. */
function repeated(rows: readonly Row[]): Problem[] {
  const lines = new Map<string, number>();
  return rows.flatMap((row, index): Problem[] => {
    const key = keyOf({ name: row['name'] ?? '', ...(row['siren'] ? { siren: row['siren'] } : {}) });
    const first = lines.get(key);
    if (first === undefined) lines.set(key, index + 2);
    if (first === undefined) return [];
    return [
      {
        severity: 'error',
        rule: 'repeated',
        message: `the same company as line ${first}`,
        location: `line ${index + 2}`,
      },
    ];
  });
}

function ibansOf(row: Row): string[] {
  return (row['ibans'] ?? '').split(/\s+/).filter((iban) => iban !== '');
}
