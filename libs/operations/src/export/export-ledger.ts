import type {
  Adapter,
  FormatDescription,
  LedgerChecker,
  LedgerExporter,
  LedgerFact,
  LedgerLoss,
} from '@lettrage/adapter-sdk';
import { addDays, formatMinor, InputError, parseDay, type Day } from '@lettrage/domain';
import { EntryReader, ExportStore, newId, ReconcileStore, type CompanyTransaction } from '@lettrage/persistence';
import { billingOf } from '../billing-of.js';
import type { OperationsContext } from '../context.js';
import { projectJournal } from '../journal/project-journal.js';
import { readCompany } from '../setup/companies.js';
import { BEGINNING, numberedName, planExport, type ExportOptions, type ExportPlan } from './export-plan.js';
import { ExportWriter, type ExportTotals } from './export-writer.js';
import { inTurn } from './in-turn.js';
import { StoredCheck, type StoredFile } from './stored-check.js';

/** An export that was made. */
export interface ExportReport {
  /** Absent: nothing was kept, because it was a dry run or the destination has had everything. */
  readonly id?: string;
  readonly number?: number;
  readonly format: string;
  readonly use: 'report' | 'transfer';
  readonly destination?: string;
  readonly fileName: string;
  readonly from: Day;
  readonly to: Day;
  readonly entries: number;
  readonly lines: number;
  readonly debit: string;
  readonly credit: string;
  /** Lines nobody had decided yet and that were booked in suspense so that the bank's balance is right. */
  readonly suspended: number;
  /** Lines that lost a fact the format has no field for, by fact. */
  readonly omitted: Readonly<Partial<Record<LedgerFact, number>>>;
  /** Texts that were cut or changed for the format, by field. */
  readonly losses?: readonly LedgerLoss[];
  /** Of a transfer: entries dated before `from` that the destination has not had; they are not in this one. */
  readonly earlier?: number;
  readonly sha256?: string;
}

/** A format and what writes it. */
interface Target {
  readonly exporter: LedgerExporter;
  /** Reads back what was written before it is handed over, where the adapter can. */
  readonly checker?: LedgerChecker;
  readonly format: FormatDescription;
}

/** Where the bytes of an export go, and who reads them back from there. */
interface Archiving {
  readonly writer: ExportWriter;
  /** Absent where nothing is stored or nothing can read it. */
  readonly check?: StoredCheck;
}

/**
 * Writes the entries of a period in an accounting format and keeps the file as a numbered batch: the same bytes can be
 * had again. A report shows the whole range; a transfer holds what its destination has not had, so what was booked or
 * corrected after one export goes out with the next. The batch, its bytes and what the destination has now had are one
 * transaction. Bank lines of the period that nobody has decided yet are booked on the suspense account first.
 *
 * @throws InputError if no adapter writes the format, it cannot carry an entry, or what was written does not read back
 */
export async function exportLedger(
  context: OperationsContext,
  companyId: string,
  options: ExportOptions,
): Promise<ExportReport> {
  const adapterId = await context.adapters.registry.idOfFormat(options.format, 'ledgerExporter');
  if (adapterId === undefined) throw await unknownFormat(context, options.format);
  const { manifest } = await context.adapters.registry.load(adapterId);
  const adapter = await context.adapters.open(adapterId);
  try {
    const suspended = options.dryRun ? 0 : await suspendUndecided(context, companyId, options.to);
    if (!options.dryRun) await projectJournal(context, companyId);
    const target = targetOf(manifest, adapter.members, options.format);
    const now = context.now();
    const report = await context.database.withCompany(companyId, (tx) => makeBatch(tx, { ...target, now }, options));
    return { ...report, suspended };
  } catch (error) {
    if (error instanceof Error && error.name === 'AdapterError')
      throw new InputError('export-refused', error.message, []);
    throw error;
  } finally {
    adapter.close();
  }
}

async function makeBatch(
  tx: CompanyTransaction,
  target: Target & { readonly now: Date },
  options: ExportOptions,
): Promise<Omit<ExportReport, 'suspended'>> {
  const dryRun = options.dryRun ?? false;
  const company = await readCompany(tx);
  const store = new ExportStore(tx);
  const destination = target.format.use === 'report' ? undefined : (options.destination ?? target.format.id);
  // Before anything is looked at: what a rival is just giving the destination must not be given again.
  if (destination !== undefined && !dryRun) await store.lockDestination(destination);
  const plan = await planExport(tx, company, target.format, options);
  const id = newId();
  const { currency } = company;
  const omits = target.format.omits ?? [];
  const turns = inTurn();
  const writer = new ExportWriter(tx, {
    id,
    omits,
    dryRun,
    inTurn: turns,
    ...present({ destination, onProgress: options.onProgress }),
  });
  const fileName = target.exporter.fileName({ format: target.format.id, options: plan.options });
  const empty = plan.use === 'transfer' && (await new EntryReader(tx).count(plan.selection)) === 0;
  const isPart = plan.options['from'] !== undefined;
  const check = dryRun ? undefined : checkOf(tx, target, { id, file: fileName, isPart, inTurn: turns });
  const sha256 = empty ? undefined : await write(tx, target, plan, { writer, ...present({ check }) });
  const report = {
    ...describe(plan, target.format, writer.totals, currency),
    fileName,
    ...(await earlierOf(tx, plan)),
  };
  if (sha256 === undefined || dryRun) return report;
  const number = await store.nextNumber();
  const named = plan.use === 'transfer' ? numberedName(fileName, number) : fileName;
  const { journals } = plan.selection;
  const { throughPosition } = plan.selection;
  await store.add({
    ...report,
    ...present({ journals }),
    ...writer.totals,
    id,
    number,
    throughPosition,
    fileName: named,
    options: plan.options,
    sha256,
  });
  return { ...report, id, number, fileName: named, sha256: Buffer.from(sha256).toString('hex') };
}

/** Writes the file into the archive, where it is read back; returns its SHA-256. */
async function write(
  tx: CompanyTransaction,
  { exporter, format }: Target,
  { selection, options }: ExportPlan,
  { writer, check }: Archiving,
): Promise<Uint8Array> {
  const entries = writer.entries(new EntryReader(tx).pages(selection));
  const report = (losses: readonly LedgerLoss[]): void => writer.lose(losses);
  try {
    const bytes = exporter.write(entries, { format: format.id, options, report });
    const sha256 = await writer.keep(bytes, () => check?.pieceStored());
    await check?.end();
    return sha256;
  } finally {
    await check?.stop();
  }
}

function checkOf(
  tx: CompanyTransaction,
  { checker, format, now }: Target & { readonly now: Date },
  file: Pick<StoredFile, 'id' | 'file' | 'isPart' | 'inTurn'>,
): StoredCheck | undefined {
  return checker && new StoredCheck(tx, { ...file, format: format.id, checker, now });
}

function targetOf(
  manifest: Adapter['manifest'],
  members: { ledgerExporter?: LedgerExporter; ledgerChecker?: LedgerChecker },
  id: string,
): Target {
  const format = manifest.formats?.find((each) => each.id === id) ?? { id, title: manifest.title };
  return { exporter: members.ledgerExporter!, format, ...present({ checker: members.ledgerChecker }) };
}

function describe(plan: ExportPlan, format: FormatDescription, totals: ExportTotals, currency: string) {
  return {
    format: format.id,
    use: plan.use,
    ...present({ destination: plan.destination }),
    // A transfer without a first day begins with its first entry.
    from: plan.from === BEGINNING ? (totals.firstDay ?? plan.to) : plan.from,
    to: plan.to,
    entries: totals.entries,
    lines: totals.lines,
    debit: formatMinor(totals.debit, currency),
    credit: formatMinor(totals.credit, currency),
    omitted: totals.omitted,
    ...(totals.losses.length === 0 ? {} : { losses: totals.losses }),
  };
}

/** What a period that begins too late leaves behind, so that nothing is forgotten silently. */
async function earlierOf(tx: CompanyTransaction, { use, selection }: ExportPlan): Promise<{ earlier?: number }> {
  if (use === 'report') return {};
  const before = { ...selection, from: parseDay('0001-01-01'), to: addDays(selection.from, -1) };
  return { earlier: selection.from <= before.from ? 0 : await new EntryReader(tx).count(before) };
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

async function unknownFormat(context: OperationsContext, format: string): Promise<InputError> {
  const manifests = (await context.adapters.registry.manifests()).filter((manifest) =>
    manifest.capabilities.includes('ledgerExporter'),
  );
  const known = manifests.flatMap((manifest) => manifest.formats?.map((each) => each.id) ?? [manifest.id]).join(', ');
  return new InputError('unknown-format', `There is no accounting format "${format}". Known: ${known}.`);
}

/** Leaves out the keys that have no value. */
function present<T extends object>(value: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as never;
}
