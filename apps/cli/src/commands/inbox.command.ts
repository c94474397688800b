import type { Command } from 'commander';
import type { CommandContext } from '../main.js';
import { UsageError } from '../output/errors.js';
import { people, print, table } from '../output/print.js';
import { withRuntime } from '../with-runtime.js';

/** `lettrage inbox list|assign|delete`: statements of accounts nobody has added. */
export function registerInbox(program: Command, _context: CommandContext): void {
  const inbox = program.command('inbox').description('statements that wait for their account');
  registerList(inbox);
  registerAssign(inbox);
  registerDelete(inbox);
}

function registerList(inbox: Command): void {
  inbox
    .command('list')
    .description('lists what waits: account, period, lines and sum')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage inbox list')
    .action(async (options: { company?: string }, command: Command) => {
      const { resolveCompany } = await import('@lettrage/operations');
      const { InboxStore } = await import('@lettrage/persistence');
      const waiting = await withRuntime(async (runtime) =>
        runtime.database.withCompany((await resolveCompany(runtime, options.company)).id, (tx) =>
          new InboxStore(tx).list(),
        ),
      );
      print(command, waiting, (lang) =>
        waiting.length === 0
          ? [lang === 'fr' ? "Rien n'attend." : 'Nothing waits.']
          : table([
              ['ID', 'ACCOUNT', 'FROM', 'TO', 'LINES', 'SUM', 'FILE'],
              ...waiting.map((one) => [
                one.id,
                one.account['iban'] ?? one.account['number'] ?? '',
                one.from ?? '',
                one.to ?? '',
                String(one.count),
                people(one.sum, one.currency ?? '', lang),
                one.fileName,
              ]),
            ]),
      );
    });
}

function registerAssign(inbox: Command): void {
  inbox
    .command('assign')
    .description('imports a waiting statement into an account of the company')
    .argument('<id>', 'as inbox list shows it')
    .argument('<account>', 'IBAN, number or id of a bank account of the company')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage inbox assign 0193a7c2-… FR7630006000011234567890189')
    .action(async (id: string, name: string, options: { company?: string }, command: Command) => {
      const { accountNamed, assignInboxStatement, resolveCompany } = await import('@lettrage/operations');
      await requireId(id);
      const assigned = await withRuntime(async (runtime) => {
        const company = await resolveCompany(runtime, options.company);
        const account = await accountNamed(runtime, company.id, name);
        return assignInboxStatement(runtime, company.id, id, account.id);
      });
      const { stored, known, held } = assigned.lines;
      print(command, assigned, (lang) => [
        lang === 'fr'
          ? `${assigned.account} : ${stored} lignes enregistrées, ${known} déjà connues, ${held} retenues`
          : `${assigned.account}: ${stored} lines stored, ${known} already known, ${held} held`,
      ]);
    });
}

function registerDelete(inbox: Command): void {
  inbox
    .command('delete')
    .description('deletes a waiting statement; its file can be imported again')
    .argument('<id>', 'as inbox list shows it')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage inbox delete 0193a7c2-…')
    .action(async (id: string, options: { company?: string }, command: Command) => {
      const { resolveCompany } = await import('@lettrage/operations');
      const { InboxStore } = await import('@lettrage/persistence');
      const { InputError } = await import('@lettrage/domain');
      await requireId(id);
      const deleted = await withRuntime(async (runtime) =>
        runtime.database.withCompany((await resolveCompany(runtime, options.company)).id, (tx) =>
          new InboxStore(tx).remove(id),
        ),
      );
      if (!deleted)
        throw new InputError(
          'not-found',
          `No statement ${id} waits in the inbox; lettrage inbox list shows what does.`,
        );
      print(command, { id, deleted }, (lang) => [lang === 'fr' ? 'Supprimé.' : 'Deleted.']);
    });
}

async function requireId(id: string): Promise<void> {
  const { isUuid } = await import('@lettrage/persistence');
  if (!isUuid(id)) throw new UsageError(`"${id}" is no id; lettrage inbox list shows the ids.`);
}
