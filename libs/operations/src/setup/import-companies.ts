import { readFile } from 'node:fs/promises';
import { InputError, isDay, isIban, isSiren, type Problem } from '@lettrage/domain';
import { parse } from 'csv-parse/sync';
import type { OperationsContext } from '../context.js';
import { addBankAccount } from './accounts.js';
import { addCompany, listCompanies } from './companies.js';

/** What an import of companies did. */
export interface ImportCompaniesReport {
  readonly added: readonly { readonly id: string; readonly name: string }[];
  /** Known by SIREN already; left as they are. */
  readonly known: readonly { readonly id: string; readonly name: string }[];
}

const COLUMNS = ['name', 'siren', 'vat_number', 'currency', 'fiscal_year_end', 'cut_over', 'ibans'];

/**
 * Adds the companies of a firm from a CSV file with the columns `name` (required), `siren`, `vat_number`, `currency`,
 * `fiscal_year_end` (MM-DD), `cut_over` (day) and `ibans` (separated by spaces). The whole file is checked first; one bad
 * line refuses it.
 */
export async function importCompanies(context: OperationsContext, path: string): Promise<ImportCompaniesReport> {
  const rows = readRows(await readFile(path, 'utf8'), path);
  const known = new Map((await listCompanies(context)).flatMap((company) => (company.siren ? [[company.siren, company] as const] : [])));
  const report = { added: [] as { id: string; name: string }[], known: [] as { id: string; name: string }[] };
  for (const row of rows) {
    const there = row['siren'] ? known.get(row['siren']) : undefined;
    if (there) {
      report.known.push({ id: there.id, name: there.name });
      continue;
    }
    const id = await addCompany(context, {
      name: row['name']!,
      ...(row['siren'] ? { siren: row['siren'] } : {}),
      ...(row['vat_number'] ? { vatNumber: row['vat_number'] } : {}),
      ...(row['currency'] ? { currency: row['currency'] } : {}),
      ...(row['fiscal_year_end'] ? { fiscalYearEnd: row['fiscal_year_end'] } : {}),
      ...(row['cut_over'] && isDay(row['cut_over']) ? { cutOverDay: row['cut_over'] } : {}),
    });
    for (const iban of ibansOf(row)) await addBankAccount(context, id, { iban, currency: row['currency'] || 'EUR' });
    report.added.push({ id, name: row['name']! });
  }
  return report;
}

type Row = Readonly<Record<string, string>>;

function readRows(text: string, path: string): Row[] {
  const header = text.split(/\r?\n/, 1)[0] ?? '';
  const rows = parse(text, { bom: true, columns: true, delimiter: header.includes(';') ? ';' : ',', skip_empty_lines: true, trim: true }) as Row[];
  const problems = rows.flatMap((row, index) => check(row, index + 2));
  const unknown = Object.keys(rows[0] ?? {}).filter((column) => !COLUMNS.includes(column));
  if (unknown.length > 0) problems.unshift({ severity: 'error', rule: 'column', message: `unknown column ${unknown.join(', ')}; expected ${COLUMNS.join(', ')}`, location: 'line 1' });
  if (rows.length === 0) problems.push({ severity: 'error', rule: 'empty', message: 'the file holds no company', location: 'line 1' });
  if (problems.length > 0) throw new InputError('bad-companies', `${path} has ${problems.length} errors; no company was added.`, problems);
  return rows;
}

function check(row: Row, line: number): Problem[] {
  const problems: Problem[] = [];
  const refuse = (field: string, message: string): void =>
    void problems.push({ severity: 'error', rule: field, message: `${field}: ${message}`, location: `line ${line}` });
  if (!row['name']) refuse('name', 'is missing');
  if (row['siren'] && !isSiren(row['siren'])) refuse('siren', `"${row['siren']}" is not a SIREN (9 digits with a check digit)`);
  if (row['cut_over'] && !isDay(row['cut_over'])) refuse('cut_over', `"${row['cut_over']}" is not a day (YYYY-MM-DD)`);
  for (const iban of ibansOf(row)) if (!isIban(iban)) refuse('ibans', `"${iban}" is not an IBAN; several are separated by spaces`);
  return problems;
}

function ibansOf(row: Row): string[] {
  return (row['ibans'] ?? '').split(/\s+/).filter((iban) => iban !== '');
}
