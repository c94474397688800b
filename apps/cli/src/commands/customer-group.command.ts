import type { Command } from 'commander';
import type { CustomerGroupChange } from '@lettrage/operations';
import type { CustomerGroupView } from '@lettrage/persistence';
import { callerName } from '../caller-name.js';
import { print } from '../output/print.js';
import { withRuntime } from '../with-runtime.js';

/** `lettrage customer group`: customers that pay for each other, kept by a person. */
export function registerCustomerGroups(customer: Command): void {
  const group = customer.command('group').description('groups of customers that pay for each other');
  registerReading(group);
  group
    .command('add')
    .description('puts customers into a group, which is made if there is none; what waits is decided again')
    .argument('<group>', 'its code, as in group_id of open items')
    .argument('[customers...]', 'their codes')
    .option('--name <text>', 'what the group is called')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText(
      'after',
      '\nWhom a person puts in or takes out stays so: imports with another group_id don’t change it.' +
        '\n\nExample:\n  lettrage customer group add CARON C0012 C0013 --name "Groupe Caron"',
    )
    .action(
      async (code: string, customers: string[], options: { name?: string; company?: string }, command: Command) => {
        const { addToCustomerGroup, resolveCompany } = await import('@lettrage/operations');
        const by = callerName();
        const members = { group: code, customers, by, ...(options.name === undefined ? {} : { name: options.name }) };
        const view = await withRuntime(async (runtime) =>
          addToCustomerGroup(runtime, (await resolveCompany(runtime, options.company)).id, members),
        );
        print(command, view, (lang) => shown(view, lang));
      },
    );
  group
    .command('remove')
    .description('takes customers out of a group; imports don’t put them back')
    .argument('<group>', 'its code')
    .argument('<customers...>', 'their codes')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage customer group remove CARON C0013')
    .action(async (code: string, customers: string[], options: { company?: string }, command: Command) => {
      const { removeFromCustomerGroup, resolveCompany } = await import('@lettrage/operations');
      const by = callerName();
      const view = await withRuntime(async (runtime) =>
        removeFromCustomerGroup(runtime, (await resolveCompany(runtime, options.company)).id, {
          group: code,
          customers,
          by,
        }),
      );
      print(command, view, (lang) => shown(view, lang));
    });
  group
    .command('undo')
    .description('takes a change back: the customer is where he was before')
    .argument('<change>', 'its id, as customer group changes shows it')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage customer group undo 01a20164-c912-70ef-a14e-ab78f02cb3a6')
    .action(async (change: string, options: { company?: string }, command: Command) => {
      const { resolveCompany, undoCustomerGroupChange } = await import('@lettrage/operations');
      const by = callerName();
      await withRuntime(async (runtime) =>
        undoCustomerGroupChange(runtime, (await resolveCompany(runtime, options.company)).id, { change, by }),
      );
      print(command, { undone: change }, (lang) => [lang === 'fr' ? 'Annulé.' : 'Taken back.']);
    });
}

function registerReading(group: Command): void {
  group
    .command('list', { isDefault: true })
    .description('lists the groups with their members')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage customer group list')
    .action(async (options: { company?: string }, command: Command) => {
      const { listCustomerGroups, resolveCompany } = await import('@lettrage/operations');
      const groups = await withRuntime(async (runtime) =>
        listCustomerGroups(runtime, (await resolveCompany(runtime, options.company)).id),
      );
      const none = { en: 'There are no groups.', fr: 'Aucun groupe.' };
      print(command, groups, (lang) =>
        groups.length === 0 ? [none[lang]] : groups.flatMap((one) => shown(one, lang)),
      );
    });
  group
    .command('changes')
    .description('lists what was changed by hand, latest first')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage customer group changes')
    .action(async (options: { company?: string }, command: Command) => {
      const { listCustomerGroupChanges, resolveCompany } = await import('@lettrage/operations');
      const changes = await withRuntime(async (runtime) =>
        listCustomerGroupChanges(runtime, (await resolveCompany(runtime, options.company)).id),
      );
      const none = { en: 'Nothing was changed by hand.', fr: 'Rien n’a été modifié à la main.' };
      print(command, changes, (lang) =>
        changes.length === 0 ? [none[lang]] : changes.map((change) => line(change, lang)),
      );
    });
}

function shown({ code, name, members }: CustomerGroupView, lang: 'en' | 'fr'): string[] {
  const fr = lang === 'fr';
  const none = fr ? '    aucun membre' : '    no members';
  const byHand = fr ? ' (choisi à la main)' : ' (chosen by hand)';
  return [
    name === undefined ? code : `${code}: ${name}`,
    ...(members.length === 0 ? [none] : members.map((one) => `    ${one.code}  ${one.name}${one.kept ? byHand : ''}`)),
  ];
}

function line(
  { id, at, by, customer, customerName, before, after, undoes, undoneBy }: CustomerGroupChange,
  lang: 'en' | 'fr',
): string {
  const none = lang === 'fr' ? 'aucun' : 'none';
  const taken = lang === 'fr' ? ', annulé depuis' : ', taken back since';
  const back = lang === 'fr' ? ', annulation' : ', takes one back';
  const state = undoneBy === undefined ? (undoes === undefined ? '' : back) : taken;
  return `${at.slice(0, 16).replace('T', ' ')}  ${customer} ${customerName}: ${before ?? none} → ${after ?? none}  ${by ?? ''}${state}  [${id}]`;
}
