import { validateAgainst } from '@lettrage/adapter-host';
import type { FormatDescription } from '@lettrage/adapter-sdk';
import { fiscalYearEnd, fiscalYearStart, InputError, parseDay, type Day } from '@lettrage/domain';
import {
  BankAccountStore,
  EntryReader,
  JournalStore,
  type CompanyTransaction,
  type EntrySelection,
} from '@lettrage/persistence';
import type { Progress } from '../context.js';
import { ledgerSettingsOf } from '../journal/ledger-settings.js';
import { JOURNAL_PROJECTOR } from '../journal/project-journal.js';
import type { Company } from '../setup/companies.js';

/** Instead of journal codes: the other program has the sales, so it gets bank and adjustments alone. */
export const WITHOUT_SALES = 'without-sales';

/** What is exported, and how. */
export interface ExportOptions {
  /** A format id of an adapter with `ledgerExporter`, such as `fec`. */
  readonly format: string;
  /** A transfer may leave it out: everything up to `to` that the destination has not had. */
  readonly from?: Day;
  readonly to: Day;
  /** Codes of journals, or {@link WITHOUT_SALES} alone. */
  readonly journals?: readonly string[];
  /** Of a transfer: which program or office takes the entries over. Default: the format's id. */
  readonly destination?: string;
  /** Options of the format; what the company knows (SIREN, closing day) is filled in. */
  readonly options?: Readonly<Record<string, string>>;
  /** Counts and names the file, books and stores nothing. */
  readonly dryRun?: boolean;
  readonly onProgress?: Progress;
}

/** What an export will hold and how its file is written. */
export interface ExportPlan {
  readonly use: 'report' | 'transfer';
  readonly destination?: string;
  readonly from: Day;
  readonly to: Day;
  readonly selection: EntrySelection & { readonly throughPosition: number };
  /** Checked options of the format, the company's own filled in. */
  readonly options: Readonly<Record<string, string>>;
}

/** Before any entry. */
export const BEGINNING = parseDay('0001-01-01');

/**
 * Fixes what an export holds: the entries and letters of everything the journal has booked by now.
 *
 * @throws InputError where a journal or an option is not known, or a report has no first day
 */
export async function planExport(
  tx: CompanyTransaction,
  company: Company,
  format: FormatDescription,
  request: ExportOptions,
): Promise<ExportPlan> {
  const use = format.use ?? 'transfer';
  if (use === 'report' && request.from === undefined)
    throw new InputError('export-from', `${format.id} shows a whole period: say its first day.`);
  if (use === 'report' && request.destination !== undefined)
    throw new InputError(
      'export-destination',
      `${format.id} is a report, shown whole each time: leave the destination out.`,
    );
  const from = request.from ?? BEGINNING;
  const destination = use === 'transfer' ? (request.destination ?? format.id) : undefined;
  const { scheme } = ledgerSettingsOf(company);
  const selection = {
    from,
    to: request.to,
    ...(await journalsOf(tx, company, request.journals)),
    throughPosition: await new JournalStore(tx).position(JOURNAL_PROJECTOR),
    ...(destination === undefined ? {} : { notHadBy: destination }),
    withInvoices: use === 'transfer',
    letteredThrough: fiscalYearEnd(request.to, company.fiscalYearEnd),
    openingJournal: scheme.journals.opening.code,
  };
  const options = await formatOptions(company, format, request);
  return { use, ...(destination === undefined ? {} : { destination }), from, to: request.to, selection, options };
}

/** The journals asked for, each one that exists here. */
async function journalsOf(
  tx: CompanyTransaction,
  company: Company,
  asked: readonly string[] | undefined,
): Promise<Pick<EntrySelection, 'journals' | 'withoutJournals'>> {
  if (asked === undefined) return {};
  const { sales, miscellaneous, opening } = ledgerSettingsOf(company).scheme.journals;
  if (asked.length === 1 && asked[0] === WITHOUT_SALES) return { withoutJournals: [sales.code, opening.code] };
  const known = new Set([
    ...[sales, miscellaneous, opening].map((journal) => journal.code),
    ...(await new BankAccountStore(tx).list()).map((account) => account.journal),
    ...(await new EntryReader(tx).journals()),
  ]);
  const unknown = asked.filter((code) => !known.has(code));
  if (unknown.length === 0) return { journals: [...asked] };
  throw new InputError(
    'unknown-journal',
    `There is no journal ${unknown.join(', ')}. Known: ${[...known].sort().join(', ')}; or ${WITHOUT_SALES} for all but sales and balances brought forward.`,
  );
}

/** The options given, and of what the company knows itself that which the format asks for. */
async function formatOptions(
  company: Company,
  format: FormatDescription,
  request: ExportOptions,
): Promise<Record<string, string>> {
  const asked = Object.keys(format.options?.['properties'] ?? {});
  const own = Object.entries(companyOptions(company, request)).filter(([name]) => asked.includes(name));
  const options = { ...Object.fromEntries(own), ...request.options };
  if (format.options !== undefined) await validateAgainst(format.options, options, `Option of ${format.id}`);
  return options;
}

/** Who the company is, when its year closes, and whether the file may pass for its whole books. */
function companyOptions(company: Company, request: ExportOptions): Record<string, string> {
  const closing = fiscalYearEnd(request.to, company.fiscalYearEnd);
  const wholeYear = request.from === fiscalYearStart(closing) && request.to === closing;
  const whole = company.booksComplete && request.journals === undefined && wholeYear;
  return {
    ...(company.siren ? { siren: company.siren } : {}),
    closing,
    // Only whole books bear the legal name; an extract says what it is.
    ...(whole || request.from === undefined ? {} : { from: request.from, to: request.to }),
  };
}

/**
 * The name of a transfer's file carries the number of its batch, so that the next one does not take its place:
 * `ecritures.txt` → `ecritures-000012.txt`.
 */
export function numberedName(fileName: string, number: number): string {
  const at = fileName.lastIndexOf('.');
  const suffix = `-${String(number).padStart(6, '0')}`;
  return at <= 0 ? fileName + suffix : fileName.slice(0, at) + suffix + fileName.slice(at);
}
