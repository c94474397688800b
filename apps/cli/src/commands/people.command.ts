import type { Command } from 'commander';
import { several } from '../input.js';
import { pick, print } from '../output/print.js';
import { withRuntime } from '../with-runtime.js';

/** `lettrage user add` and `key add`: who may do what. */
export function registerPeople(program: Command): void {
  program
    .command('user')
    .description('people')
    .command('add')
    .description('adds a person with a role in the firm, or in one company')
    .argument('<email>')
    .option('--name <name>')
    .option('--role <role>', 'viewer, accountant, integrator or administrator', 'accountant')
    .option('--company <id>', 'one company only; every company of the firm otherwise')
    .addHelpText('after', '\nExample:\n  lettrage user add claire@example.org --name "Claire" --role accountant')
    .action(async (email: string, options: { name?: string; role: string; company?: string }, command: Command) => {
      const { addUser } = await import('@lettrage/operations');
      const user = await withRuntime((context) => addUser(context, { email, ...options }));
      print(command, user, (lang) => [
        pick(lang, `${user.email} added as ${user.role}.`, `${user.email} ajouté avec le rôle ${user.role}.`),
        pick(
          lang,
          `Sign in once at the server with: #sign-in=${user.signIn}`,
          `Première connexion au serveur, une seule fois, avec : #sign-in=${user.signIn}`,
        ),
      ]);
    });
  program
    .command('key')
    .description('API keys')
    .command('add')
    .description('makes an API key of a company; its secret is shown once')
    .argument('<name>')
    .option('--company <id>', 'id, SIREN or name')
    .option('--scope <scope>', 'read, write or admin; may be given several times', several, [])
    .addHelpText('after', '\nExample:\n  lettrage key add "ERP connector" --scope read --scope write')
    .action(async (name: string, options: { company?: string; scope: string[] }, command: Command) => {
      const { addApiKey, resolveCompany } = await import('@lettrage/operations');
      const key = await withRuntime(async (context) =>
        addApiKey(context, (await resolveCompany(context, options.company)).id, {
          name,
          scopes: options.scope.length > 0 ? options.scope : ['read'],
        }),
      );
      print(command, key, (lang) => [
        key.key,
        pick(
          lang,
          'Keep it now: only its hash is stored.',
          'Gardez-la maintenant : seule son empreinte est enregistrée.',
        ),
      ]);
    });
}
