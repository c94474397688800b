import type { Command } from 'commander';
import type { NewExportSchedule } from '@lettrage/operations';
import { keyValues, several } from '../input.js';
import { UsageError } from '../output/errors.js';
import { pick, print, table } from '../output/print.js';
import { withRuntime } from '../with-runtime.js';

const EVERY = ['day', 'week', 'month'] as const;
const PERIODS = [
  'new',
  'previous-day',
  'previous-week',
  'previous-month',
  'month-to-date',
  'year-to-date',
  'previous-year',
] as const;

interface AddOptions {
  readonly format: string;
  readonly every: string;
  readonly onDay: string;
  readonly period: string;
  readonly folder?: string;
  readonly connection?: string;
  readonly recipient?: string;
  readonly destination?: string;
  readonly journals?: string;
  readonly option: string[];
  readonly company?: string;
}

/** `lettrage schedule`: exports the server makes by itself. */
export function registerSchedules(program: Command): void {
  const schedule = program.command('schedule').description('exports the server makes by itself');
  schedule
    .command('add')
    .description('adds a scheduled export; it runs from 05:00 UTC of its day')
    .argument('<name>')
    .requiredOption('--format <id>', 'such as fec')
    .option('--every <what>', EVERY.join(', '), 'month')
    .option('--on-day <number>', '1 (Monday) to 7 of a week, 1 to 28 of a month', '1')
    .option('--period <rule>', PERIODS.join(', '), 'previous-month')
    .option('--folder <name>', 'writes it below the folder of exports; without it, it waits to be fetched')
    .option('--connection <name>', 'sends it by this connection, such as one of mail or SFTP')
    .option('--recipient <address>', 'whom the mail is for')
    .option('--destination <name>', 'of a transfer: which program or office takes it over')
    .option('--journals <codes>', 'separated by commas; without-sales: bank and adjustments only')
    .option('--option <k=v>', 'option of the format', several, [])
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText(
      'after',
      '\nThe folder of exports is exports in the home folder, or LETTRAGE_EXPORTS; each company has one of its own in it.' +
        '\n\nExample:\n  lettrage schedule add cabinet --format ebp --every month --on-day 5 --period new --folder cabinet',
    )
    .action(async (name: string, options: AddOptions, command: Command) => {
      const wanted = wantedOf(name, options);
      const { addExportSchedule, resolveCompany } = await import('@lettrage/operations');
      const added = await withRuntime(async (runtime) =>
        addExportSchedule(runtime, (await resolveCompany(runtime, options.company)).id, wanted),
      );
      print(command, added, (lang) => [
        pick(lang, `${added.name}: runs next on ${added.nextDay}`, `${added.name} : prochain le ${added.nextDay}`),
      ]);
    });
  registerList(schedule);
  registerRunAndRemove(schedule);
}

function registerList(schedule: Command): void {
  schedule
    .command('list')
    .description('lists the scheduled exports and how they went')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage schedule list')
    .action(async (options: { company?: string }, command: Command) => {
      const { listExportSchedules, resolveCompany } = await import('@lettrage/operations');
      const views = await withRuntime(async (runtime) =>
        listExportSchedules(runtime, (await resolveCompany(runtime, options.company)).id),
      );
      print(command, views, (lang) =>
        views.length === 0
          ? [pick(lang, 'No export is scheduled.', 'Aucun export n’est programmé.')]
          : table([
              lang === 'fr'
                ? ['nom', 'format', 'chaque', 'période', 'vers', 'prochain', 'dernier']
                : ['name', 'format', 'every', 'period', 'target', 'next', 'last'],
              ...views.map((view) => {
                const last = view.runs[0];
                const how =
                  last === undefined ? '-' : `${last.day} ${last.state}${last.message ? `: ${last.message}` : ''}`;
                const target = view.folder ?? view.recipient ?? view.target;
                return [view.name, view.format, `${view.every} ${view.onDay}`, view.period, target, view.nextDay, how];
              }),
            ]),
      );
    });
}

function registerRunAndRemove(schedule: Command): void {
  schedule
    .command('run')
    .description('runs a scheduled export now')
    .argument('<name>')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage schedule run cabinet')
    .action(async (name: string, options: { company?: string }, command: Command) => {
      const { resolveCompany, runExportSchedule } = await import('@lettrage/operations');
      const run = await withRuntime(async (runtime) =>
        runExportSchedule(runtime, (await resolveCompany(runtime, options.company)).id, name),
      );
      print(command, run, () => [
        `${run.day}: ${run.state}${run.batchNumber === undefined ? '' : `, batch ${run.batchNumber}`}${run.message ? `: ${run.message}` : ''}`,
      ]);
    });
  schedule
    .command('remove')
    .description('removes a scheduled export; what it exported stays')
    .argument('<name>')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage schedule remove cabinet')
    .action(async (name: string, options: { company?: string }, command: Command) => {
      const { removeExportSchedule, resolveCompany } = await import('@lettrage/operations');
      await withRuntime(async (runtime) =>
        removeExportSchedule(runtime, (await resolveCompany(runtime, options.company)).id, name),
      );
      print(command, { removed: name }, (lang) => [pick(lang, `Removed: ${name}`, `Retiré : ${name}`)]);
    });
}

function wantedOf(name: string, options: AddOptions): NewExportSchedule {
  const { format, onDay, folder, destination, journals, connection, recipient } = options;
  if (folder !== undefined && connection !== undefined) throw new UsageError('Say --folder or --connection, not both.');
  const place = folder !== undefined ? { target: 'folder' as const, folder } : { target: 'download' as const };
  const by =
    connection === undefined
      ? place
      : { target: 'connection' as const, connection, ...(recipient === undefined ? {} : { recipient }) };
  if (!/^\d{1,2}$/.test(onDay)) throw new UsageError(`--on-day ${onDay}: expected a number.`);
  return {
    name,
    format,
    every: oneOf(EVERY, options.every, '--every'),
    onDay: Number.parseInt(onDay, 10),
    period: oneOf(PERIODS, options.period, '--period'),
    ...by,
    options: keyValues(options.option),
    ...(destination === undefined ? {} : { transferTo: destination }),
    ...(journals === undefined ? {} : { journals: journals.split(',').map((code) => code.trim()) }),
  };
}

function oneOf<Value extends string>(values: readonly Value[], text: string, option: string): Value {
  const found = values.find((value) => value === text);
  if (found === undefined) throw new UsageError(`${option} ${text}: expected ${values.join(', ')}.`);
  return found;
}
