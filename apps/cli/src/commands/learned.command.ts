import type { Command } from 'commander';
import type { LearnedPayerReasons, LearnedPayerView } from '@lettrage/operations';
import { callerName } from '../caller-name.js';
import type { CommandContext } from '../main.js';
import { people, print } from '../output/print.js';
import { withRuntime } from '../with-runtime.js';

/** `lettrage learned`: who is known to pay for whom, why, and how it is forgotten. */
export function registerLearned(program: Command, _context: CommandContext): void {
  const learned = program.command('learned').description('who is known to pay for whom, from confirmed payments');
  learned
    .command('list')
    .description('lists the learned payers with the customers they pay for')
    .option('--customer <code>', 'those who pay for this customer')
    .option('--search <text>', 'part of an account number or a name')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage learned list --customer C12')
    .action(async (options: { customer?: string; search?: string; company?: string }, command: Command) => {
      const { listLearned, resolveCompany } = await import('@lettrage/operations');
      const payers = await withRuntime(async (runtime) =>
        listLearned(runtime, (await resolveCompany(runtime, options.company)).id, {
          ...(options.customer ? { customer: options.customer } : {}),
          ...(options.search ? { text: options.search } : {}),
        }),
      );
      print(command, payers, (lang) =>
        payers.length === 0
          ? [lang === 'fr' ? 'Rien n’est appris.' : 'Nothing is learned.']
          : payers.map((one) => shown(one, lang)),
      );
    });
  learned
    .command('why')
    .description('shows the payments that taught whom a payer pays for')
    .argument('<payer>', 'an account number, or the key learned list shows')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage learned why FR7630006000011234567890189')
    .action(async (payer: string, options: { company?: string }, command: Command) => {
      const { explainLearned, resolveCompany } = await import('@lettrage/operations');
      const reasons = await withRuntime(async (runtime) =>
        explainLearned(runtime, (await resolveCompany(runtime, options.company)).id, payer),
      );
      print(command, reasons, (lang) => reasons.flatMap((one) => [shown(one, lang), ...sources(one, lang)]));
    });
  learned
    .command('forget')
    .description('forgets whom a payer pays for; payments from now on teach it anew')
    .argument('<payer>', 'an account number, or the key learned list shows')
    .option('--customer <code>', 'only that it pays for this customer')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage learned forget FR7630006000011234567890189 --customer C12')
    .action(async (payer: string, options: { customer?: string; company?: string }, command: Command) => {
      const { forgetLearned, resolveCompany } = await import('@lettrage/operations');
      const forgotten = await withRuntime(async (runtime) =>
        forgetLearned(runtime, (await resolveCompany(runtime, options.company)).id, {
          payer,
          by: callerName(),
          ...(options.customer ? { customer: options.customer } : {}),
        }),
      );
      print(command, forgotten, (lang) =>
        forgotten.map((one) =>
          lang === 'fr' ? `Oublié : ${one.key} → ${one.customer}` : `Forgotten: ${one.key} → ${one.customer}`,
        ),
      );
    });
}

function shown(one: LearnedPayerView, lang: 'en' | 'fr'): string {
  const state =
    one.state === 'trusted'
      ? lang === 'fr'
        ? 'sûr'
        : 'trusted'
      : lang === 'fr'
        ? `propose seulement (${one.since} sur ${one.needed})`
        : `proposes only (${one.since} of ${one.needed})`;
  return `${one.key} → ${one.customer}  ${one.count} ×, ${one.lastDay}, ${state}`;
}

function sources(reason: LearnedPayerReasons, lang: 'en' | 'fr'): string[] {
  return reason.sources.map(
    (one) =>
      `    ${one.bookingDate}  ${people(one.amount, one.currency, lang)}  ${one.invoices.join(', ')}  ${one.decidedBy ?? ''}${one.rule ? ` (${one.rule})` : ''}`,
  );
}
