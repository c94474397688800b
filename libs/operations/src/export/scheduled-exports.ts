import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { InputError, parseDay, type Day } from '@lettrage/domain';
import { ExportScheduleStore, newId, TaskStore, type ExportRun, type ExportSchedule } from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import { readCompany } from '../setup/companies.js';
import { exportLedger } from './export-ledger.js';
import { exportAndHandOver, type WriteExport } from './hand-over.js';
import { exportConnection, sendBy } from './send-export.js';
import { nextRunDay, periodOf } from './schedule-days.js';

/** What is said of a schedule when it is added. */
export type NewExportSchedule = Omit<
  ExportSchedule,
  'id' | 'active' | 'nextDay' | 'nextAttemptAt' | 'options' | 'connectionId'
> & {
  readonly options?: Readonly<Record<string, string>>;
  /** Id or name of the connection that sends it. */
  readonly connection?: string;
};

/** Hour of the day, UTC, from which scheduled exports run: the bank's lines of the day before have come by then. */
const HOUR = 5;
/** Minutes until a failed export is tried again; doubled each time, six hours at most. */
const RETRY_MINUTES = 5;
/** After so many failures in a row a person is asked. */
const ASK_AFTER = 3;

/** A schedule with how it went last. */
export interface ScheduleView extends ExportSchedule {
  readonly runs: readonly ExportRun[];
}

/**
 * Adds a schedule; it runs from the next day that is its turn.
 *
 * @throws InputError where the format, the day or the folder cannot be
 */
export async function addExportSchedule(
  context: OperationsContext,
  companyId: string,
  wanted: NewExportSchedule,
): Promise<ExportSchedule> {
  const id = await context.adapters.registry.idOfFormat(wanted.format, 'ledgerExporter');
  if (id === undefined) throw new InputError('unknown-format', `There is no accounting format "${wanted.format}".`);
  const last = { day: 1, week: 7, month: 28 }[wanted.every];
  if (wanted.every !== 'day' && (wanted.onDay < 1 || wanted.onDay > last))
    throw new InputError('schedule-day', `A ${wanted.every} has no day ${wanted.onDay} for a schedule: 1 to ${last}.`);
  if (wanted.target === 'folder') checkFolder(wanted.folder);
  const { connection, ...facts } = wanted;
  const connectionId =
    wanted.target === 'connection' ? (await exportConnection(context, companyId, connection ?? '')).id : undefined;
  const nextDay = nextRunDay(wanted, todayOf(context));
  const schedule: ExportSchedule = {
    ...facts,
    ...(connectionId === undefined ? {} : { connectionId }),
    id: newId(),
    options: wanted.options ?? {},
    active: true,
    nextDay,
    nextAttemptAt: startOf(nextDay),
  };
  await context.database.withCompany(companyId, async (tx) => {
    const store = new ExportScheduleStore(tx);
    if (await store.find(schedule.name))
      throw new InputError('schedule-exists', `There is a scheduled export "${schedule.name}" already.`);
    await store.add(schedule);
  });
  return schedule;
}

/** The company's schedules with their last runs. */
export function listExportSchedules(context: OperationsContext, companyId: string): Promise<ScheduleView[]> {
  return context.database.withCompany(companyId, async (tx) => {
    const store = new ExportScheduleStore(tx);
    const views: ScheduleView[] = [];
    for (const schedule of await store.list()) views.push({ ...schedule, runs: await store.runs(schedule.id) });
    return views;
  });
}

/** Removes a schedule, named by id or name; what it exported stays. */
export async function removeExportSchedule(context: OperationsContext, companyId: string, name: string): Promise<void> {
  const schedule = await scheduleNamed(context, companyId, name);
  await context.database.withCompany(companyId, (tx) => new ExportScheduleStore(tx).remove(schedule.id));
}

/** Runs a schedule now, for the day it is due next or today if that is earlier. */
export async function runExportSchedule(
  context: OperationsContext,
  companyId: string,
  name: string,
): Promise<Pick<ExportRun, 'day' | 'state' | 'message' | 'batchNumber'>> {
  const schedule = await scheduleNamed(context, companyId, name);
  const today = todayOf(context);
  return runFor(context, companyId, schedule, schedule.nextDay < today ? schedule.nextDay : today);
}

/** Runs what is due; a failure of one keeps none of the others. Returns how many were run. */
export async function runDueExports(context: OperationsContext, companyId: string): Promise<number> {
  const due = await context.database.withCompany(companyId, (tx) => new ExportScheduleStore(tx).due(context.now()));
  for (const schedule of due) await runFor(context, companyId, schedule, schedule.nextDay);
  return due.length;
}

async function runFor(context: OperationsContext, companyId: string, schedule: ExportSchedule, day: Day) {
  const run = await attempt(context, companyId, schedule, day);
  await context.database.withCompany(companyId, async (tx) => {
    const store = new ExportScheduleStore(tx);
    const next = nextRunDay(schedule, day);
    const isDone = run.state !== 'failed';
    const before = (await store.runs(schedule.id)).find((each) => each.day === day)?.attempts ?? 0;
    const wait = Math.min(RETRY_MINUTES * 2 ** before, 360) * 60_000;
    const at = isDone ? startOf(next) : new Date(context.now().getTime() + wait);
    const attempts = await store.ran(schedule.id, run, { day: isDone ? next : day, at });
    if (!isDone && attempts === ASK_AFTER)
      await new TaskStore(tx).add({
        kind: 'export-failed',
        onceKey: `${schedule.id} ${day}`,
        message: `The scheduled export "${schedule.name}" of ${day} failed ${attempts} times: ${run.message ?? ''} It is tried again.`,
        data: { schedule: schedule.id, day },
      });
  });
  return run;
}

async function attempt(
  context: OperationsContext,
  companyId: string,
  schedule: ExportSchedule,
  day: Day,
): Promise<Omit<ExportRun, 'attempts' | 'at'>> {
  try {
    const { fiscalYearEnd } = await context.database.withCompany(companyId, readCompany);
    const { format, journals, transferTo, options } = schedule;
    const request = {
      format,
      ...periodOf(schedule.period, day, fiscalYearEnd),
      options,
      ...(journals === undefined ? {} : { journals }),
      ...(transferTo === undefined ? {} : { destination: transferTo }),
    };
    const carrier = carrierOf(context, companyId, schedule);
    const report =
      carrier === undefined
        ? await exportLedger(context, companyId, request)
        : (await exportAndHandOver(context, companyId, request, carrier)).report;
    const batch = report?.number;
    return batch === undefined ? { day, state: 'nothing-new' } : { day, state: 'done', batchNumber: batch };
  } catch (error) {
    context.log.warn({ err: error, companyId, schedule: schedule.name }, 'a scheduled export failed');
    return { day, state: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * What brings a file to its target; nothing for those that wait to be fetched. A new target is one more case here, with a
 * `WriteExport` that has the file there whole when it returns, also when it is called twice.
 */
function carrierOf(context: OperationsContext, companyId: string, schedule: ExportSchedule): WriteExport | undefined {
  switch (schedule.target) {
    case 'download':
      return undefined;
    case 'connection': {
      const { connectionId, recipient } = schedule;
      return sendBy(context, companyId, { connection: connectionId!, ...(recipient ? { recipient } : {}) });
    }
    case 'folder': {
      checkFolder(schedule.folder);
      const base = context.exportFolder ?? join(context.folder, 'exports');
      return (fileName, bytes) => writeWhole(join(base, companyId, schedule.folder!, fileName), bytes);
    }
  }
}

/** A file that appears whole or not at all. */
async function writeWhole(path: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = join(dirname(path), `.${randomUUID()}.part`);
  const handle = await open(draft, 'wx');
  try {
    for await (const part of bytes) await handle.appendFile(part);
    await handle.sync();
    await handle.close();
    await rename(draft, path);
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(draft, { force: true });
    throw error;
  }
}

/** Whoever may set up an export must not be able to write elsewhere on the machine. */
function checkFolder(folder: string | undefined): void {
  if (folder !== undefined && /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(folder)) return;
  throw new InputError(
    'export-folder',
    `"${folder ?? ''}" is no folder below the folder of exports: letters, digits, - _ and . only, such as cabinet/2026.`,
  );
}

async function scheduleNamed(context: OperationsContext, companyId: string, name: string): Promise<ExportSchedule> {
  const views = await listExportSchedules(context, companyId);
  const found = views.find((schedule) => schedule.id === name || schedule.name === name);
  if (found !== undefined) return found;
  const names = views.map((schedule) => schedule.name).join(', ') || 'none yet';
  throw new InputError('unknown-schedule', `There is no scheduled export "${name}". There are: ${names}.`);
}

function todayOf(context: OperationsContext): Day {
  return parseDay(context.now().toISOString().slice(0, 10));
}

function startOf(day: Day): Date {
  return new Date(`${day}T${String(HOUR).padStart(2, '0')}:00:00Z`);
}
