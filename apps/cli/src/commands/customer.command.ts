import type { Command } from 'commander';
import { pick, print } from '../output/print.js';
import { withRuntime } from '../with-runtime.js';
import { registerCustomerGroups } from './customer-group.command.js';

/** `lettrage customer`: who pays for whom, and what is asked of whoever keeps people's data. */
export function registerCustomers(program: Command): void {
  const customer = program.command('customer').description('customers');
  registerCustomerGroups(customer);
  customer
    .command('erase')
    .description("erases a person's data: name, address, bank accounts, what his bank lines and events say")
    .argument('<customer>', 'code or id')
    .requiredOption('--yes', 'it cannot be taken back')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText(
      'after',
      '\nNumbers, amounts and days stay, and so do journal entries and files handed over, which the law keeps.' +
        '\nlettrage verify passes afterwards as before.\n\nExample:\n  lettrage customer erase C0012 --yes',
    )
    .action(async (code: string, options: { company?: string }, command: Command) => {
      const { erasePerson, resolveCompany } = await import('@lettrage/operations');
      const erased = await withRuntime(async (runtime) =>
        erasePerson(runtime, (await resolveCompany(runtime, options.company)).id, code),
      );
      print(command, erased, (lang) => [
        pick(
          lang,
          `${erased.code} erased: ${erased.events} events, ${erased.bankLines} bank lines, ${erased.ibans} bank accounts`,
          `${erased.code} effacé : ${erased.events} événements, ${erased.bankLines} lignes de banque, ${erased.ibans} comptes bancaires`,
        ),
      ]);
    });
}
