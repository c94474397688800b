import { formatMinor, type Day } from '@lettrage/domain';
import { letteredLines, type LetteredLine } from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import { readCompany } from '../setup/companies.js';
import { csvCell } from './csv-cell.js';

/** A line of the list of letters; amounts are decimal strings in the currency of the books. */
export interface LetteringListLine extends Omit<LetteredLine, 'debit' | 'credit'> {
  readonly debit: string;
  readonly credit: string;
}

/**
 * The letters of a period for books kept in another program: which lines go together, each third-party line with the
 * number of its invoice, and which letters were lifted. What was given and lifted within the period is left out.
 */
export async function letteringList(
  context: OperationsContext,
  companyId: string,
  period: { readonly from: Day; readonly to: Day },
): Promise<LetteringListLine[]> {
  return context.database.withCompany(companyId, async (tx) => {
    const { currency } = await readCompany(tx);
    const list: LetteringListLine[] = [];
    for await (const page of letteredLines(tx, period))
      for (const line of page)
        list.push({ ...line, debit: formatMinor(line.debit, currency), credit: formatMinor(line.credit, currency) });
    return list;
  });
}

const COLUMNS = [
  ['account', 'compte'],
  ['auxiliary', 'auxiliaire'],
  ['auxiliaryLabel', 'libellé auxiliaire'],
  ['code', 'lettre'],
  ['state', 'état'],
  ['day', 'date de lettrage'],
  ['journal', 'journal'],
  ['number', 'écriture'],
  ['date', 'date'],
  ['piece', 'pièce'],
  ['label', 'libellé'],
  ['debit', 'débit'],
  ['credit', 'crédit'],
] as const;
const STATES = { given: 'posée', lifted: 'levée' } as const;

/** The list as CSV. French: semicolons and decimal commas, as its spreadsheets read. */
export function letteringCsv(list: readonly LetteringListLine[], lang: 'en' | 'fr'): string {
  const [separator, header] =
    lang === 'fr' ? [';', COLUMNS.map(([, name]) => name)] : [',', COLUMNS.map(([name]) => name)];
  const cell = (line: LetteringListLine, name: (typeof COLUMNS)[number][0]): string => {
    if (lang === 'en') return line[name];
    if (name === 'state') return STATES[line.state];
    return name === 'debit' || name === 'credit' ? line[name].replace('.', ',') : line[name];
  };
  const rows = list.map((line) => COLUMNS.map(([name]) => cell(line, name)));
  return `${[header, ...rows].map((row) => row.map((each) => csvCell(each, separator)).join(separator)).join('\r\n')}\r\n`;
}
