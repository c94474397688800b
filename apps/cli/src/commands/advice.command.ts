import type { Command } from 'commander';
import type { CommandContext } from '../main.js';
import { callerName } from '../caller-name.js';
import { eachFile } from '../input.js';
import { print } from '../output/print.js';
import { adviceLines } from '../output/reports.js';
import { withRuntime } from '../with-runtime.js';

/** `lettrage import advice`: what receipts are made of, given by a person. */
export function registerAdviceImport(imports: Command, context: CommandContext): void {
  imports
    .command('advice')
    .description('takes remittance advices, cheque slips and collections: what a receipt of the bank is made of')
    .argument('<file...>', 'NDJSON (interfaces: History and advice); - is standard input')
    .option('--company <id>', 'id, SIREN or name')
    .option('--dry-run', 'says what would be kept, keeps nothing')
    .addHelpText('after', '\nExample:\n  lettrage import advice slips.ndjson')
    .action(async (files: string[], options: { company?: string; dryRun?: boolean }, command: Command) => {
      const { importAdvice, resolveCompany } = await import('@lettrage/operations');
      const by = callerName();
      const { reports, failed } = await withRuntime(async (runtime) => {
        const company = await resolveCompany(runtime, options.company);
        return eachFile(files, (path, name) =>
          importAdvice(runtime, company.id, path, { by, name, ...(options.dryRun ? { dryRun: true } : {}) }),
        );
      });
      if (reports.some((report) => report.refused)) context.exitCode = 1;
      if (reports.length > 0)
        print(command, reports.length === 1 ? reports[0] : reports, (lang) =>
          reports.flatMap((report) => adviceLines(report, lang)),
        );
      if (failed) throw failed;
    });
}

/** `lettrage advice list|withdraw`. */
export function registerAdvice(program: Command, _context: CommandContext): void {
  const advice = program.command('advice').description('what persons said that receipts are made of');
  advice
    .command('list')
    .description('lists the advices that were imported or typed, the latest first')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage advice list')
    .action(async (options: { company?: string }, command: Command) => {
      const { listAdvice, resolveCompany } = await import('@lettrage/operations');
      const given = await withRuntime(async (runtime) =>
        listAdvice(runtime, (await resolveCompany(runtime, options.company)).id),
      );
      print(command, given, (lang) =>
        given.length === 0
          ? [lang === 'fr' ? 'Aucun avis.' : 'There is no advice.']
          : given.map(({ id, day, advice: { kind, total, items, payer }, fileName }) =>
              `${id}  ${day}  ${kind}  ${total}  ${items.length} ${lang === 'fr' ? 'pièces' : 'items'}  ${payer ?? ''}  ${fileName ?? ''}`.trimEnd(),
            ),
      );
    });
  advice
    .command('withdraw')
    .description('takes an advice back: lines are no longer explained by it; what was decided stays')
    .argument('<id>', 'as advice list shows it')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage advice withdraw 01a20548-7749-70b5-9664-558bb04fccdc')
    .action(async (id: string, options: { company?: string }, command: Command) => {
      const { resolveCompany, withdrawAdvice } = await import('@lettrage/operations');
      await withRuntime(async (runtime) =>
        withdrawAdvice(runtime, (await resolveCompany(runtime, options.company)).id, id),
      );
      print(command, { id }, (lang) => [lang === 'fr' ? `Avis ${id} retiré.` : `Advice ${id} withdrawn.`]);
    });
}
