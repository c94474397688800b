import type { Command } from 'commander';
import type { CommandContext } from '../main.js';
import { ndjson, toFile, writeOut } from '../output/write.js';

/** `lettrage einvoice read|convert|check` (pure). */
export function registerEinvoice(program: Command, context: CommandContext): void {
  const einvoice = program.command('einvoice').description('electronic invoices');
  einvoice
    .command('read')
    .description('reads a Factur-X PDF or a CII document and prints the invoice as JSON')
    .argument('<file>', '- is standard input')
    .option('--out <path>', 'file to write; standard output otherwise')
    .addHelpText('after', '\nExample:\n  lettrage einvoice read FA2026-000123.pdf')
    .action(async (file: string, options: { out?: string }) => {
      const { adapterHost } = await import('../adapter-host.js');
      const { readInvoice } = await import('@lettrage/operations/pure');
      const { invoice, problems } = await readInvoice(await adapterHost(), file);
      for (const problem of problems) process.stderr.write(`${JSON.stringify(problem)}\n`);
      if (problems.some((problem) => problem.severity !== 'warning')) context.exitCode = 1;
      if (invoice !== undefined) await writeOut([`${JSON.stringify(invoice, null, 2)}\n`], options.out);
    });
  einvoice
    .command('convert')
    .description('reads an invoice (or the JSON that read prints) and writes it in another syntax')
    .argument('<file...>', 'several files go into an existing folder')
    .requiredOption('--to <syntax>', 'cii or facturx')
    .requiredOption('--out <path>', 'file, or folder for several')
    .option('--profile <id>', 'profile of the written document')
    .option('--force', 'writes what its own check calls fatal, and says so in the name')
    .addHelpText('after', '\nExample:\n  lettrage einvoice convert invoice.xml --to facturx --out invoice.pdf')
    .action(
      async (
        files: string[],
        options: { to: string; out: string; profile?: string; force?: boolean },
        command: Command,
      ) => {
        const { adapterHost } = await import('../adapter-host.js');
        const { convertInvoices } = await import('@lettrage/operations/pure');
        for await (const { path, bytes, problems } of convertInvoices(await adapterHost(), files, {
          ...options,
          lang: (command.optsWithGlobals() as { lang?: string }).lang ?? 'fr',
        })) {
          for (const problem of problems) process.stderr.write(`${JSON.stringify(problem)}\n`);
          if (bytes === undefined) context.exitCode = 1;
          else await toFile([bytes], path);
        }
      },
    );
  einvoice
    .command('check')
    .description('checks invoices; prints one JSON object a line: valid, profile, problems')
    .argument('<file...>')
    .option('--rules <packs>', 'rule packs separated by commas; they follow from the document otherwise')
    .addHelpText('after', '\nExample:\n  lettrage einvoice check invoice.xml --rules en16931,ctc-fr')
    .action(async (files: string[], options: { rules?: string }) => {
      const { adapterHost } = await import('../adapter-host.js');
      const { checkInvoices } = await import('@lettrage/operations/pure');
      const result = { invalid: 0 };
      await writeOut(ndjson(checkInvoices(await adapterHost(), files, options.rules?.split(','), result)));
      if (result.invalid > 0) context.exitCode = 1;
    });
}
