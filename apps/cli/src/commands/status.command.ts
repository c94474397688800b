import type { Command } from 'commander';
import type { CommandContext } from '../main.js';
import { UsageError } from '../output/errors.js';
import { globals } from '../output/print.js';
import { ndjson, toFile, writeOut } from '../output/write.js';
import { registerStatusBooks, refused, tell } from './status-books.command.js';
import { registerStatusTransactions } from './status-transactions.command.js';

/** `lettrage status read|write` (pure), and what of statuses concerns the books. */
export function registerStatus(program: Command, context: CommandContext): void {
  const status = program.command('status').description('life-cycle messages of electronic invoices');
  registerRead(status, context);
  registerWrite(status, context);
  registerAdvice(status, context);
  registerStatusTransactions(status);
  registerStatusBooks(status, context);
}

const ZONE = ['--zone <zone>', 'zone of the times in messages: utc or paris', 'utc'] as const;

function registerRead(status: Command, context: CommandContext): void {
  status
    .command('read')
    .description('reads a life-cycle message (CDAR) and prints it as JSON')
    .argument('<file>', '- is standard input')
    .option('--out <path>', 'file to write; standard output otherwise')
    .option(...ZONE)
    .addHelpText('after', '\nExample:\n  lettrage status read cdar.xml')
    .action(async (file: string, options: { out?: string; zone: string }, command: Command) => {
      const { hasErrors, InputError } = await import('@lettrage/domain');
      const { readStatus } = await import('@lettrage/operations/pure');
      const lang = globals(command).lang;
      const { message, problems } = await readStatus(file, { lang, zone: zoneOf(options.zone) });
      if (!message)
        throw new InputError('unreadable-status', problems[0]?.message ?? `${file} holds no message.`, problems);
      tell(problems);
      if (hasErrors(problems)) context.exitCode = 1;
      await writeOut([`${JSON.stringify(message, null, 2)}\n`], options.out);
    });
}

function registerAdvice(status: Command, context: CommandContext): void {
  status
    .command('advice')
    .description('prints what buyers say they paid (status 211, EDIFACT REMADV) as advice for match, NDJSON')
    .argument('<file...>', 'messages')
    .option('--out <path>', 'file to write; standard output otherwise')
    .addHelpText('after', '\nExample:\n  lettrage status advice remadv.edi --out advice.ndjson')
    .action(async (files: string[], options: { out?: string }) => {
      const { hasErrors } = await import('@lettrage/domain');
      const { readAdviceFile } = await import('@lettrage/operations/pure');
      const all: unknown[] = [];
      for (const file of files) {
        const { advice, problems } = await readAdviceFile(file);
        tell(problems.map((problem) => ({ ...problem, location: `${file} ${problem.location ?? ''}`.trim() })));
        if (hasErrors(problems)) context.exitCode = 1;
        all.push(...advice);
      }
      await writeOut(ndjson(all), options.out);
    });
}

interface WriteOptions {
  readonly status: string;
  readonly out: string;
  readonly zone: string;
  readonly from?: string;
  readonly invoice?: string;
  readonly cash?: string;
  readonly deposited?: string;
  readonly at?: string;
  readonly force?: boolean;
}

function registerWrite(status: Command, context: CommandContext): void {
  status
    .command('write')
    .description(
      'writes a life-cycle message from the JSON that read prints, or status 212 of each receipt of an invoice',
    )
    .requiredOption('--status <code>', 'the status, such as 205; see the standard XP Z12-012')
    .requiredOption('--out <path>', 'file to write; with --invoice a folder, one file per receipt')
    .option('--from <file>', 'JSON that status read prints, or another message; - is standard input')
    .option('--invoice <file>', 'invoice in any syntax that einvoice read knows (status 212)')
    .option('--cash <file>', 'its receipts, NDJSON, oldest first (status 212)')
    .option('--deposited <instant>', 'when the invoice was deposited, its status 200 (status 212)')
    .option(
      '--at <instant>',
      "when the messages are made; by default the receipt's or the deposit's instant (status 212)",
    )
    .option('--force', 'writes what its own check calls fatal, and says so in the name')
    .option(...ZONE)
    .addHelpText(
      'after',
      '\nExamples:\n  lettrage status write --status 205 --from status.json --out cdar.xml' +
        '\n  lettrage status write --status 212 --invoice FA2026-000123.xml --cash cash.ndjson --deposited 2026-10-05T08:00:00Z --out statuses',
    )
    .action(async (options: WriteOptions, command: Command) => {
      if (options.from !== undefined && options.invoice !== undefined)
        throw new UsageError('Give --from, or --invoice with --cash and --deposited; not both.');
      const done = options.invoice === undefined ? await fromJson(options, command) : await fromCash(options, command);
      if (!done) context.exitCode = 1;
    });
}

async function fromJson(options: WriteOptions, command: Command): Promise<boolean> {
  const { lang } = globals(command);
  if (options.from === undefined) throw new UsageError('--from is missing: the JSON that status read prints.');
  const { writeStatus } = await import('@lettrage/operations/pure');
  const { status, from, force } = options;
  const request = { status, from, lang, zone: zoneOf(options.zone), ...(force === undefined ? {} : { force }) };
  const { xml, forced, problems } = await writeStatus(request);
  if (xml === undefined)
    throw await refused(command, `${options.out} was not written: the message breaks the rules above.`, problems);
  tell(problems);
  const path = forced && options.out !== '-' ? options.out.replace(/(\.[^./]+)?$/, '.forced$1') : options.out;
  await writeOut([xml], path);
  return true;
}

async function fromCash(options: WriteOptions, command: Command): Promise<boolean> {
  const { lang } = globals(command);
  const { invoice, cash, deposited, at, out } = options;
  if (options.status !== '212') throw new UsageError('--invoice goes with --status 212 only.');
  if (invoice === undefined || cash === undefined || deposited === undefined)
    throw new UsageError('--status 212 from an invoice needs --invoice, --cash and --deposited.');
  const { join } = await import('node:path');
  const { adapterHost } = await import('../adapter-host.js');
  const { writeCashStatuses } = await import('@lettrage/operations/pure');
  const zone = zoneOf(options.zone);
  const request = { invoice, cash, deposited, lang, zone, ...(at === undefined ? {} : { at }) };
  const { files, excluded, problems } = await writeCashStatuses(await adapterHost(), request);
  if (problems.some(({ severity }) => severity !== 'warning'))
    throw await refused(command, `No status 212 of ${invoice} was written: the problems above say why.`, problems);
  tell(problems);
  if (excluded !== undefined)
    process.stderr.write(`No status 212 for ${invoice}, its receipts are not reportable: ${excluded}.\n`);
  if (files.length) await folderFor(out);
  for (const { name, xml } of files) {
    await toFile([Buffer.from(xml, 'utf8')], join(out, name));
    process.stderr.write(`${join(out, name)}\n`);
  }
  return true;
}

/** Makes the folder of the messages, where there is none. */
async function folderFor(path: string): Promise<void> {
  const { mkdir, stat } = await import('node:fs/promises');
  const found = await stat(path).catch(() => undefined);
  if (found && !found.isDirectory()) throw new UsageError(`--out ${path} is a file; name a folder for the messages.`);
  await mkdir(path, { recursive: true });
}

function zoneOf(text: string): 'UTC' | 'Europe/Paris' {
  if (text.toLowerCase() === 'utc') return 'UTC';
  if (['paris', 'europe/paris'].includes(text.toLowerCase())) return 'Europe/Paris';
  throw new UsageError(`--zone ${text}: expected utc or paris.`);
}
