import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { keyValues, several } from '../input.js';
import type { CommandContext } from '../main.js';
import { UsageError } from '../output/errors.js';
import { globals } from '../output/print.js';
import { ndjson, writeOut } from '../output/write.js';

interface WriteOptions {
  readonly format: string;
  readonly entries: string;
  readonly out: string;
  readonly option: string[];
  readonly notice?: string;
  readonly company?: string;
}

/** `lettrage ledger write` and `ledger check` (pure). */
export function registerLedger(program: Command, context: CommandContext): void {
  const ledger = program.command('ledger').description('accounting files');
  ledger
    .command('write')
    .description('writes journal entries (NDJSON) in an accounting format')
    .requiredOption('--format <id>', 'accounting format, such as fec; lettrage adapters lists them')
    .requiredOption('--entries <file>', 'journal entries, NDJSON; - is standard input')
    .requiredOption('--out <path>', 'file, or folder in which the program names the file')
    .option('--option <k=v>', 'option of the format, such as siren=732829320 or closing=2026-12-31', several, [])
    .option(
      '--notice <path>',
      'file or folder for the document that belongs beside it, such as the description of a FEC',
    )
    .option('--company <name>', 'name of the company, for the notice')
    .addHelpText(
      'after',
      '\nExample:\n  lettrage ledger write --format fec --entries entries.ndjson --out . --option siren=732829320 --option closing=2026-12-31',
    )
    .action(async (options: WriteOptions, command: Command) => {
      const { adapterHost } = await import('../adapter-host.js');
      const { writeLedger } = await import('@lettrage/operations/pure');
      const { toFile } = await import('../output/write.js');
      const { notice: noticePath, ...request } = options;
      const file = await writeLedger(await adapterHost(), { ...request, options: keyValues(options.option) });
      await toFile(file.bytes, file.path);
      process.stderr.write(`${file.path}\n`);
      const { ledgerLosses } = await import('../output/ledger-losses.js');
      for (const line of ledgerLosses(options.format, file.losses(), globals(command).lang)) {
        process.stderr.write(`${line}\n`);
      }
      if (noticePath !== undefined) await writeNotice(options.format, file.notice(), noticePath);
    });
  ledger
    .command('check')
    .description('checks an accounting file against its rules and prints problems (NDJSON)')
    .argument('<file>', 'the file; its name is checked too where a rule says so')
    .option('--format <id>', 'the format', 'fec')
    .option('--out <path>', 'file to write; standard output otherwise')
    .addHelpText('after', '\nExample:\n  lettrage ledger check 732829320FEC20261231.txt')
    .action(async (file: string, options: { format: string; out?: string }) => {
      const { adapterHost } = await import('../adapter-host.js');
      const { checkLedger } = await import('@lettrage/operations/pure');
      const result = { errors: 0 };
      await writeOut(ndjson(checkLedger(await adapterHost(), file, options.format, result)), options.out);
      if (result.errors > 0) context.exitCode = 1;
    });
  ledger
    .command('open-items')
    .description('prints the unlettered customer lines of an accounting file as open items (CSV), for match and import')
    .argument('<file>', 'the file; - is standard input')
    .option('--format <id>', 'the format; fec, cegid, cegid-quadra, ximport, sage100 and others', 'fec')
    .option('--out <path>', 'file to write; standard output otherwise')
    .addHelpText('after', '\nExample:\n  lettrage ledger open-items 732829320FEC20261231.txt --out open.csv')
    .action(async (file: string, options: { format: string; out?: string }) => {
      const { adapterHost } = await import('../adapter-host.js');
      const { readLedgerOpenItems, sourceOf } = await import('@lettrage/operations/pure');
      const { writeOpenItems } = await import('@lettrage/formats');
      const { chunks } = sourceOf(file);
      const { items } = await readLedgerOpenItems(await adapterHost(), chunks, { format: options.format, file });
      await writeOut([writeOpenItems(items)], options.out);
    });
}

async function writeNotice(
  format: string,
  notice: { readonly fileName: string; readonly bytes: Uint8Array } | undefined,
  path: string,
): Promise<void> {
  if (notice === undefined) throw new UsageError(`The format ${format} has no notice; leave --notice out.`);
  const { toFile } = await import('../output/write.js');
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const file = isFolder ? join(path, notice.fileName) : path;
  await toFile([notice.bytes], file);
  process.stderr.write(`${file}\n`);
}
