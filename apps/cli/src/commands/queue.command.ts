import type { Command } from 'commander';
import type { GroupAccepted, QueueGroup } from '@lettrage/operations';
import { callerName } from '../caller-name.js';
import type { CommandContext } from '../main.js';
import { said } from '../output/language.js';
import { UsageError } from '../output/errors.js';
import { people, print } from '../output/print.js';
import { withRuntime } from '../with-runtime.js';

/** `lettrage accept-all`, `remember`: many lines at once, and who a payer is. */
export function registerQueue(program: Command, _context: CommandContext): void {
  registerAcceptAll(program);
  registerRemember(program);
}

function registerAcceptAll(program: Command): void {
  program
    .command('accept-all')
    .description('accepts every proven proposal of a class at once; without a class, lists what there is')
    .argument('[class]', 'class of rules, as automatic list shows it')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExamples:\n  lettrage accept-all\n  lettrage accept-all reference')
    .action(async (ruleClass: string | undefined, options: { company?: string }, command: Command) => {
      const operations = await import('@lettrage/operations');
      const by = callerName();
      if (ruleClass === undefined) {
        const groups = await withRuntime(async (runtime) =>
          operations.listQueueGroups(runtime, (await operations.resolveCompany(runtime, options.company)).id),
        );
        print(command, groups, (lang) => groupLines(groups, lang));
        return;
      }
      const total = await withRuntime(async (runtime) => {
        const { id } = await operations.resolveCompany(runtime, options.company);
        const sum = { accepted: 0, refused: [] as GroupAccepted['refused'][number][], left: 0 };
        for (;;) {
          const done = await operations.acceptGroup(runtime, id, { ruleClass }, { by, limit: 100 });
          sum.accepted += done.accepted;
          sum.refused.push(...done.refused);
          sum.left = done.left;
          // What is refused stays in the group: it is not asked for again and again.
          if (done.accepted === 0 || done.refused.length > 0 || done.left === 0) break;
        }
        await operations.projectJournal(runtime, id);
        await operations.projectDeliveries(runtime, id);
        return sum;
      });
      print(command, total, (lang) => [
        lang === 'fr'
          ? `${total.accepted} lettrées, ${total.refused.length} refusées, ${total.left} encore en attente`
          : `${total.accepted} posted, ${total.refused.length} refused, ${total.left} wait still`,
        ...total.refused.map((one) => `  ${one.transactionId}  ${said(one.reason)}`),
      ]);
    });
}

function registerRemember(program: Command): void {
  program
    .command('remember')
    .description('keeps the account a line was paid from with a customer: it is that customer’s from now on')
    .argument('<line>', 'id of the line, as review shows it')
    .requiredOption('--customer <code>', 'whose account it is')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage remember 0193a7c2-… --customer C12')
    .action(async (line: string, options: { customer: string; company?: string }, command: Command) => {
      const { rememberPayer, resolveCompany } = await import('@lettrage/operations');
      const { isUuid } = await import('@lettrage/persistence');
      if (!isUuid(line)) throw new UsageError(`"${line}" is no id; lettrage review shows the ids.`);
      const kept = await withRuntime(async (runtime) =>
        rememberPayer(runtime, (await resolveCompany(runtime, options.company)).id, {
          transactionId: line,
          customer: options.customer,
        }),
      );
      print(command, kept, (lang) => [
        lang === 'fr' ? `${kept.iban} est le compte de ${kept.customer}` : `${kept.iban} is ${kept.customer}'s account`,
      ]);
    });
}

function groupLines(groups: readonly QueueGroup[], lang: 'en' | 'fr'): string[] {
  if (groups.length === 0) return [lang === 'fr' ? 'Rien de prouvé n’attend.' : 'Nothing proven waits.'];
  return groups.map(
    (one) =>
      `${one.ruleClass.padEnd(11)} ${(one.category ?? '').padEnd(10)} ${String(one.count).padStart(6)}  ${people(one.amount, one.currency, lang)}`,
  );
}
