import type { Command } from 'commander';
import type { Problem } from '@lettrage/domain';
import type { CommandContext } from '../main.js';
import { globals } from '../output/print.js';
import { ndjson, toFile, writeOut } from '../output/write.js';

/** `lettrage einvoice read|convert|check` (pure). */
export function registerEinvoice(program: Command, context: CommandContext): void {
  const einvoice = program.command('einvoice').description('electronic invoices');
  registerRead(einvoice, context);
  registerConvert(einvoice, context);
  registerCheck(einvoice, context);
}

function registerRead(einvoice: Command, context: CommandContext): void {
  einvoice
    .command('read')
    .description('reads a Factur-X PDF, CII, UBL or EDIFACT INVOIC document and prints the invoice as JSON')
    .argument('<file>', '- is standard input')
    .option('--out <path>', 'file to write; standard output otherwise')
    .addHelpText('after', '\nExample:\n  lettrage einvoice read FA2026-000123.pdf')
    .action(async (file: string, options: { out?: string }) => {
      const { hasErrors, InputError } = await import('@lettrage/domain');
      const { adapterHost } = await import('../adapter-host.js');
      const { readInvoice } = await import('@lettrage/operations/pure');
      const { invoice, problems } = await readInvoice(await adapterHost(), file);
      if (invoice === undefined) {
        const message = problems[0]?.message ?? `${file} holds no invoice.`;
        throw new InputError('unreadable-invoice', message, problems);
      }
      tell(problems);
      if (hasErrors(problems)) context.exitCode = 1;
      await writeOut([`${JSON.stringify(invoice, null, 2)}\n`], options.out);
    });
}

function registerConvert(einvoice: Command, context: CommandContext): void {
  einvoice
    .command('convert')
    .description('reads invoices (or the JSON that read prints) and writes them in another syntax')
    .argument('<file...>', 'files or folders; several go into an existing folder; - is standard input')
    .requiredOption('--to <syntax>', 'cii, ubl, facturx or edifact')
    .requiredOption('--out <path>', 'file, or folder for several')
    .option('--profile <id>', 'profile of a Factur-X: minimum, basicwl, basic, en16931, extended')
    .option('--pdf <file>', 'puts the invoice into this PDF (with --to facturx) instead of drawing a page')
    .option('--logo <file>', 'logo of the seller, PNG or JPEG, on the page that is drawn (with --to facturx)')
    .option('--force', 'writes what its own check calls fatal, and says so in the name')
    .addHelpText(
      'after',
      '\nExample:\n  lettrage einvoice convert invoice.xml --to facturx --out invoice.pdf\n  lettrage einvoice convert invoice.xml --to facturx --pdf page.pdf --out invoice.pdf\n  lettrage einvoice convert invoice.xml --to facturx --logo logo.png --out invoice.pdf',
    )
    .action(async (files: string[], options: ConvertOptions, command: Command) => {
      const { adapterHost } = await import('../adapter-host.js');
      const { convertInvoices } = await import('@lettrage/operations/pure');
      // The page of an invoice is French unless another language is asked for.
      const lang = command.optsWithGlobals<{ lang?: string }>().lang ?? 'fr';
      const request = { ...options, lang };
      for await (const converted of convertInvoices(await adapterHost(), files, request)) {
        const { file, path, bytes, forced, problems } = converted;
        tell(problems);
        if (bytes !== undefined) await toFile([bytes], path);
        else context.exitCode = 1;
        if (globals(command).json) continue;
        if (bytes === undefined)
          process.stderr.write(`${file} was not converted: it breaks the rules above. Correct it, or use --force.\n`);
        if (forced) process.stderr.write(`${path} was written by --force although it breaks the rules above.\n`);
      }
    });
}

interface ConvertOptions {
  readonly to: string;
  readonly out: string;
  readonly profile?: string;
  readonly pdf?: string;
  readonly logo?: string;
  readonly force?: boolean;
}

function registerCheck(einvoice: Command, context: CommandContext): void {
  einvoice
    .command('check')
    .description('checks invoices; prints one JSON object a line: valid, profile, problems')
    .argument('<file...>', '- is standard input')
    .option('--rules <packs>', 'rule packs separated by commas; they follow from the document otherwise')
    .option('--sheets <folder>', 'asks the compiled official rule sheets of this folder too (needs saxon-js)')
    .option('--out <path>', 'file to write; standard output otherwise')
    .addHelpText('after', '\nExample:\n  lettrage einvoice check invoice.xml --rules en16931,ctc-fr')
    .action(async (files: string[], options: CheckOptions, command: Command) => {
      const { adapterHost } = await import('../adapter-host.js');
      const { checkInvoices } = await import('@lettrage/operations/pure');
      const result = { invalid: 0 };
      const rules = options.rules?.split(',').map((rule) => rule.trim());
      const verdicts = checkInvoices(await adapterHost(), files, rules, result, globals(command).lang, options.sheets);
      await writeOut(ndjson(verdicts), options.out);
      if (result.invalid > 0) context.exitCode = 1;
    });
}

interface CheckOptions {
  readonly rules?: string;
  readonly sheets?: string;
  readonly out?: string;
}

/** Problems on standard error, one a line. */
function tell(problems: readonly Problem[]): void {
  for (const problem of problems) process.stderr.write(`${JSON.stringify(problem)}\n`);
}
