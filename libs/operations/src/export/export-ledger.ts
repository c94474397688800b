import { createHash } from 'node:crypto';
import { AdapterError } from '@lettrage/adapter-sdk';
import {
  InputError,
  fiscalYearEnd,
  fiscalYearStart,
  formatMinor,
  parseMinor,
  type Day,
  type JournalEntry,
} from '@lettrage/domain';
import { ExportStore, JournalStore, newId, ReconcileStore, type CompanyTransaction } from '@lettrage/persistence';
import { billingOf } from '../billing-of.js';
import type { OperationsContext, Progress } from '../context.js';
import { ledgerSettingsOf } from '../journal/ledger-settings.js';
import { projectJournal } from '../journal/project-journal.js';
import { readCompany, type Company } from '../setup/companies.js';

/** What is exported, and how. */
export interface ExportOptions {
  /** A format id of an adapter with `ledgerExporter`, such as `fec`. */
  readonly format: string;
  readonly from: Day;
  readonly to: Day;
  readonly journals?: readonly string[];
  /** Options of the format; what the company knows (SIREN, closing day) is filled in. */
  readonly options?: Readonly<Record<string, string>>;
  /** Counts and names the file, books and stores nothing. */
  readonly dryRun?: boolean;
  readonly onProgress?: Progress;
}

/** An export that was made. */
export interface ExportReport {
  readonly id?: string;
  readonly number?: number;
  readonly format: string;
  readonly fileName: string;
  readonly from: Day;
  readonly to: Day;
  readonly entries: number;
  readonly lines: number;
  readonly debit: string;
  readonly credit: string;
  /** Lines nobody had decided yet and that were booked in suspense so that the bank's balance is right. */
  readonly suspended: number;
  readonly sha256?: string;
  readonly bytes?: Uint8Array;
}

/**
 * Writes the entries of a period in an accounting format and keeps the file as a numbered batch: the same bytes can be
 * had again. Bank lines of the period that nobody has decided yet are booked on the suspense account first.
 *
 * @throws InputError if no adapter writes the format or it cannot carry an entry
 */
export async function exportLedger(
  context: OperationsContext,
  companyId: string,
  options: ExportOptions,
): Promise<ExportReport> {
  const adapterId = await context.adapters.registry.idOfFormat(options.format, 'ledgerExporter');
  if (adapterId === undefined) throw await unknownFormat(context, options.format);
  const suspended = options.dryRun ? 0 : await suspendUndecided(context, companyId, options.to);
  if (!options.dryRun) await projectJournal(context, companyId);
  const adapter = await context.adapters.open(adapterId);
  try {
    return await context.database.withCompany(companyId, async (tx) => {
      const company = await readCompany(tx);
      const written = { format: options.format, options: { ...defaultsOf(company, options), ...options.options } };
      const count = { entries: 0, lines: 0, debit: 0n, credit: 0n };
      const entries = counted(
        new JournalStore(tx).entries({ ...rangeOf(company, options) }),
        company.currency,
        count,
        options.onProgress,
      );
      const exporter = adapter.members.ledgerExporter!;
      const parts: Uint8Array[] = [];
      for await (const part of exporter.write(entries, written)) parts.push(part);
      const bytes = Buffer.concat(parts);
      const report = {
        format: options.format,
        fileName: exporter.fileName(written),
        from: options.from,
        to: options.to,
        entries: count.entries,
        lines: count.lines,
        debit: formatMinor(count.debit, company.currency),
        credit: formatMinor(count.credit, company.currency),
        suspended,
      };
      return options.dryRun ? report : keep(tx, report, written.options, bytes);
    });
  } catch (error) {
    if (error instanceof AdapterError || (error instanceof Error && error.name === 'AdapterError')) {
      throw new InputError('export-refused', error.message, []);
    }
    throw error;
  } finally {
    adapter.close();
  }
}

async function keep(
  tx: CompanyTransaction,
  report: Omit<ExportReport, 'id' | 'number' | 'sha256' | 'bytes'>,
  options: Readonly<Record<string, string>>,
  bytes: Uint8Array,
): Promise<ExportReport> {
  const id = newId();
  const sha256 = createHash('sha256').update(bytes).digest();
  const number = await new ExportStore(tx).add({ id, ...report, options, sha256, content: bytes });
  return { ...report, id, number, sha256: sha256.toString('hex'), bytes };
}

/** Books the undecided lines of the period on 471, so that the bank account in the books equals the statement. */
async function suspendUndecided(context: OperationsContext, companyId: string, to: Day): Promise<number> {
  let suspended = 0;
  for (;;) {
    const count = await context.database.withCompany(companyId, async (tx) => {
      const lines = await new ReconcileStore(tx).unsuspendedThrough(to, 500);
      return lines.length === 0 ? 0 : billingOf(context, tx).suspend(lines);
    });
    if (count === 0) return suspended;
    suspended += count;
  }
}

/** What the company itself says of a format's options: who it is, when its year closes, whether its books are whole. */
function defaultsOf(company: Company, options: ExportOptions): Record<string, string> {
  const closing = fiscalYearEnd(options.to, company.fiscalYearEnd);
  const whole = company.booksComplete && options.journals === undefined && options.from <= fiscalYearStart(closing);
  return {
    ...(company.siren ? { siren: company.siren } : {}),
    closing,
    // Only whole books bear the legal name; an extract says what it is.
    ...(whole ? {} : { from: options.from, to: options.to }),
  };
}

function rangeOf(company: Company, options: ExportOptions) {
  return {
    from: options.from,
    to: options.to,
    ...(options.journals === undefined ? {} : { journals: options.journals }),
    letteredThrough: fiscalYearEnd(options.to, company.fiscalYearEnd),
    openingJournal: ledgerSettingsOf(company).scheme.journals.opening.code,
  };
}

async function* counted(
  entries: AsyncIterable<JournalEntry>,
  currency: string,
  count: { entries: number; lines: number; debit: bigint; credit: bigint },
  onProgress: Progress | undefined,
): AsyncIterable<JournalEntry> {
  for await (const entry of entries) {
    count.entries++;
    for (const line of entry.lines) {
      count.lines++;
      count.debit += parseMinor(line.debit, currency);
      count.credit += parseMinor(line.credit, currency);
    }
    if (count.entries % 500 === 0) onProgress?.({ what: 'exporting', done: count.entries, total: 0, unit: 'entries' });
    yield entry;
  }
}

async function unknownFormat(context: OperationsContext, format: string): Promise<InputError> {
  const manifests = (await context.adapters.registry.manifests()).filter((manifest) =>
    manifest.capabilities.includes('ledgerExporter'),
  );
  const known = manifests.flatMap((manifest) => manifest.formats?.map((each) => each.id) ?? [manifest.id]).join(', ');
  return new InputError('unknown-format', `There is no accounting format "${format}". Known: ${known}.`);
}
