import { join } from 'node:path';
import type { Command } from 'commander';
import type { ExportOptions, ExportReport } from '@lettrage/operations';
import { dayOption, keyValues, several } from '../input.js';
import { people, pick, print, table } from '../output/print.js';
import { UsageError } from '../output/errors.js';
import { progressBars } from '../output/progress.js';
import { toFile } from '../output/write.js';
import { withRuntime } from '../with-runtime.js';

interface ExportCommandOptions {
  readonly format?: string;
  readonly from?: string;
  readonly to?: string;
  readonly company?: string;
  readonly journals?: string;
  readonly destination?: string;
  readonly option: string[];
  readonly out: string;
  readonly dryRun?: boolean;
  readonly list?: boolean;
  readonly batch?: string;
}

/** `lettrage export`: accounting files, each a numbered batch that can be had again. */
export function registerExport(program: Command): void {
  program
    .command('export')
    .description('writes the entries of a period in an accounting format, as a numbered batch that is kept')
    .option('--format <id>', 'such as fec; lettrage adapters lists them')
    .option('--from <day>', 'first day; a transfer without it takes all that is new up to --to')
    .option('--to <day>', 'last day')
    .option('--company <id>', 'id, SIREN or name')
    .option('--journals <codes>', 'only these journals, separated by commas; without-sales: bank and adjustments only')
    .option('--destination <name>', 'of a transfer: which program or office takes it over (default: the format)')
    .option('--option <k=v>', 'option of the format, such as separator=pipe', several, [])
    .option('--out <path>', 'file or folder', '.')
    .option('--dry-run', 'counts and names the file, books and stores nothing')
    .option('--list', 'lists the batches made, newest first')
    .option('--batch <number>', 'writes a batch made before again: the same bytes')
    .addHelpText(
      'after',
      '\nA report (FEC, SAF-T, hledger) shows the whole period each time; a transfer holds what its destination has not had.' +
        '\n\nExamples:\n  lettrage export --format fec --from 2026-01-01 --to 2026-12-31 --out exports/' +
        '\n  lettrage export --list\n  lettrage export --batch 12 --out exports/',
    )
    .action(async (options: ExportCommandOptions, command: Command) => {
      if (options.list) return listBatches(options, command);
      if (options.batch !== undefined) return writeBatch(options, command, batchNumber(options.batch));
      return makeExport(options, command, requestOf(options));
    });
}

function requestOf(options: ExportCommandOptions): ExportOptions {
  const { format, from, to, journals, destination } = options;
  if (format === undefined || to === undefined)
    throw new UsageError('Say --format and --to (and --from for a report), or --list, or --batch NUMBER.');
  const days = { ...(from === undefined ? {} : { from: dayOption(from, '--from') }), to: dayOption(to, '--to') };
  if (days.from !== undefined && days.to < days.from) throw new UsageError(`--to ${to} is before --from ${from}.`);
  return {
    format,
    ...days,
    options: keyValues(options.option),
    ...(journals ? { journals: journals.split(',').map((code) => code.trim()) } : {}),
    ...(destination ? { destination } : {}),
    ...(options.dryRun ? { dryRun: true } : {}),
  };
}

function batchNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new UsageError(`--batch ${text}: expected the number of a batch, such as 12.`);
  return Number.parseInt(text, 10);
}

async function makeExport(options: ExportCommandOptions, command: Command, request: ExportOptions): Promise<void> {
  const { exportAndHandOver, resolveCompany } = await import('@lettrage/operations');
  const bars = progressBars();
  const folder = await isFolder(options.out);
  const { again, report, currency } = await withRuntime(async (runtime) => {
    const company = await resolveCompany(runtime, options.company);
    const made = await exportAndHandOver(
      runtime,
      company.id,
      { ...request, onProgress: bars.onProgress },
      (fileName, bytes) => toFile(bytes, pathFor(options.out, folder, fileName)),
      folder ? {} : { room: 1 },
    );
    return { ...made, currency: company.currency };
  }).finally(bars.stop);
  const path = (fileName: string): string => pathFor(options.out, folder, fileName);
  const repeated = again.map((batch) => ({ ...batch, path: path(batch.fileName) }));
  const value = { ...report, ...(report?.id === undefined ? {} : { path: path(report.fileName) }) };
  print(command, repeated.length === 0 ? value : { ...value, again: repeated }, (lang) => [
    ...repeated.map((batch) => `${batch.path}: batch ${batch.number}, made before and never handed over`),
    ...(report ? reportLines(report, path(report.fileName), currency, lang) : ['Run again for what is newer.']),
  ]);
  if (request.dryRun) process.stderr.write('Dry run: nothing was written.\n');
}

async function writeBatch(options: ExportCommandOptions, command: Command, number: number): Promise<void> {
  const { handOverExport, readExport, resolveCompany } = await import('@lettrage/operations');
  const written = await withRuntime(async (runtime) => {
    const { id: companyId } = await resolveCompany(runtime, options.company);
    const { batch, bytes } = await readExport(runtime, companyId, { number });
    const path = pathFor(options.out, await isFolder(options.out), batch.fileName);
    await toFile(bytes, path);
    await handOverExport(runtime, companyId, batch.id);
    return { ...batch, path };
  });
  print(command, written, (lang) => [
    pick(
      lang,
      `${written.path}: batch ${number}, ${written.entries} entries, ${written.lines} lines`,
      `${written.path} : lot ${number}, ${written.entries} écritures, ${written.lines} lignes`,
    ),
  ]);
}

async function listBatches(options: ExportCommandOptions, command: Command): Promise<void> {
  const { listExports, resolveCompany } = await import('@lettrage/operations');
  const batches = await withRuntime(async (runtime) =>
    listExports(runtime, (await resolveCompany(runtime, options.company)).id),
  );
  print(command, batches, (lang) =>
    batches.length === 0
      ? [pick(lang, 'No export was made yet.', 'Aucun export n’a encore été fait.')]
      : table([
          lang === 'fr'
            ? ['lot', 'fait', 'format', 'pour', 'du', 'au', 'écritures', 'remis', 'fichier']
            : ['batch', 'made', 'format', 'for', 'from', 'to', 'entries', 'handed over', 'file'],
          ...batches.map((batch) => [
            String(batch.number),
            batch.createdAt.toISOString().slice(0, 16),
            batch.format,
            batch.destination ?? '-',
            batch.from,
            batch.to,
            String(batch.entries),
            batch.handedOverAt ? pick(lang, 'yes', 'oui') : pick(lang, 'no', 'non'),
            batch.fileName,
          ]),
        ]),
  );
}

function reportLines(report: ExportReport, path: string, currency: string, lang: 'en' | 'fr'): string[] {
  const fr = lang === 'fr';
  const { destination = '', earlier = 0, suspended } = report;
  const amounts = `${report.entries} ${fr ? 'écritures' : 'entries'}, ${report.lines} ${fr ? 'lignes' : 'lines'}, ${fr ? 'débit' : 'debit'} ${people(report.debit, currency, lang)}, ${fr ? 'crédit' : 'credit'} ${people(report.credit, currency, lang)}`;
  const lines =
    report.use === 'transfer' && report.entries === 0
      ? [fr ? `Rien de nouveau pour ${destination} : aucun fichier.` : `Nothing new for ${destination}: no file.`]
      : [`${report.id === undefined ? report.fileName : path}: ${amounts}`];
  for (const [fact, count] of Object.entries(report.omitted))
    lines.push(
      fr
        ? `${count} lignes perdent « ${fact} » : ce format n'a pas de champ pour cela.`
        : `${count} lines lose their ${fact}: the format has no field for it.`,
    );
  for (const { what, field, count, entry } of report.losses ?? [])
    lines.push(
      fr
        ? `${count} fois « ${field} » ${what === 'cut' ? 'a été coupé' : 'a été translittéré'} (d'abord ${entry}).`
        : `${field} was ${what} ${count} times (first in ${entry}).`,
    );
  if (earlier > 0)
    lines.push(
      fr
        ? `${earlier} écritures antérieures au ${report.from} n'ont jamais été transmises à ${destination} : relancez sans --from.`
        : `${earlier} entries before ${report.from} have never gone to ${destination}: run again without --from.`,
    );
  if (suspended > 0)
    lines.push(
      fr
        ? `${suspended} lignes bancaires non traitées ont été passées en compte d'attente.`
        : `${suspended} undecided bank lines were booked on the suspense account.`,
    );
  return lines;
}

/** Whether a folder is meant; one that is named as such and is not there yet is made. */
async function isFolder(out: string): Promise<boolean> {
  const { mkdir, stat } = await import('node:fs/promises');
  if (out.endsWith('/')) {
    await mkdir(out, { recursive: true });
    return true;
  }
  return stat(out).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** In a folder the format's rules name the file; elsewhere the person did. */
function pathFor(out: string, folder: boolean, fileName: string): string {
  return folder ? join(out, fileName) : out;
}
