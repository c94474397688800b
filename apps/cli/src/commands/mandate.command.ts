import type { Command } from 'commander';
import { InputError } from '@lettrage/domain';
import { dayOption, eachFile } from '../input.js';
import type { CommandContext } from '../main.js';
import { print, table } from '../output/print.js';
import { problemLines } from '../output/reports.js';
import { withRuntime } from '../with-runtime.js';

interface ImportOptions {
  readonly company?: string;
  readonly dryRun?: boolean;
}

/** `lettrage import mandates`: mandates of direct debits. */
export function registerMandateImport(imports: Command, context: CommandContext): void {
  imports
    .command('mandates')
    .description(
      'imports direct-debit mandates (CSV): customer_id,reference,iban,signed_on,debtor,bic,scheme,kind,last_collected_on,original_reference,revoked_on',
    )
    .argument('<file...>', 'CSV in UTF-8; - is standard input')
    .option('--company <id>', 'id, SIREN or name')
    .option('--dry-run', 'says what would change, stores nothing')
    .addHelpText('after', '\nExample:\n  lettrage import mandates mandates.csv --dry-run')
    .action(async (files: string[], options: ImportOptions, command: Command) => {
      const { importMandates, resolveCompany } = await import('@lettrage/operations');
      const { reports, failed } = await withRuntime(async (runtime) => {
        const company = await resolveCompany(runtime, options.company);
        return eachFile(files, (path, name) =>
          importMandates(runtime, company.id, path, { name, ...(options.dryRun ? { dryRun: true } : {}) }),
        );
      });
      if (reports.some((report) => report.refused)) context.exitCode = 1;
      print(command, reports.length === 1 ? reports[0] : reports, (lang) =>
        reports.flatMap(({ file, report, problems, dryRun }) => [
          report === undefined
            ? `${file}${lang === 'fr' ? " : refusé, rien n'a été enregistré" : ': refused, nothing was stored'}`
            : lang === 'fr'
              ? `${file}${dryRun ? ' (à blanc)' : ''} : ${report.read} lus, ${report.new} nouveaux, ${report.changed} modifiés, ${report.known} déjà connus`
              : `${file}${dryRun ? ' (dry run)' : ''}: ${report.read} read, ${report.new} new, ${report.changed} changed, ${report.known} already known`,
          ...problemLines(problems),
        ]),
      );
      if (failed) throw failed;
    });
}

/** `lettrage mandate list|revoke`. */
export function registerMandates(program: Command): void {
  const mandate = program.command('mandate').description('direct-debit mandates of customers');
  mandate
    .command('list')
    .description('lists the mandates of a company')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage mandate list')
    .action(async (options: { company?: string }, command: Command) => {
      const { resolveCompany } = await import('@lettrage/operations');
      const { MandateStore } = await import('@lettrage/persistence');
      const mandates = await withRuntime(async (runtime) =>
        runtime.database.withCompany((await resolveCompany(runtime, options.company)).id, (tx) =>
          new MandateStore(tx).list(),
        ),
      );
      print(command, mandates, (lang) =>
        table([
          lang === 'fr'
            ? ['RUM', 'CLIENT', 'IBAN', 'SIGNÉ', 'TYPE', 'DERNIER', 'RÉVOQUÉ']
            : ['REFERENCE', 'CUSTOMER', 'IBAN', 'SIGNED', 'KIND', 'LAST', 'REVOKED'],
          ...mandates.map((one) => [
            one.reference,
            one.customer,
            one.iban,
            one.signedOn,
            `${one.scheme} ${one.kind}`,
            one.lastCollectedOn ?? '',
            one.revokedOn ?? '',
          ]),
        ]),
      );
    });
  mandate
    .command('revoke')
    .description('from a day on nothing is collected by a mandate')
    .argument('<reference>', 'as mandate list shows it')
    .option('--from <day>', 'today otherwise')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage mandate revoke RUM-2026-17 --from 2026-12-01')
    .action(async (reference: string, options: { company?: string; from?: string }, command: Command) => {
      const { resolveCompany } = await import('@lettrage/operations');
      const { MandateStore } = await import('@lettrage/persistence');
      const from = dayOption(options.from ?? new Date().toISOString().slice(0, 10), '--from');
      const known = await withRuntime(async (runtime) =>
        runtime.database.withCompany((await resolveCompany(runtime, options.company)).id, (tx) =>
          new MandateStore(tx).revoke(reference, from),
        ),
      );
      if (!known)
        throw new InputError('not-found', `There is no mandate ${reference}; lettrage mandate list shows them.`);
      print(command, { reference, revokedOn: from }, (lang) => [
        lang === 'fr' ? `Mandat ${reference} révoqué au ${from}.` : `Mandate ${reference} revoked from ${from} on.`,
      ]);
    });
}
