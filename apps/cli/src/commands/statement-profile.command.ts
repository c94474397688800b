import type { Command } from 'commander';
import type { StatementProfile } from '@lettrage/persistence';
import { callerName } from '../caller-name.js';
import { print, table } from '../output/print.js';
import { writeOut } from '../output/write.js';
import { withRuntime } from '../with-runtime.js';

interface ConfirmOptions {
  readonly company?: string;
  readonly name?: string;
  readonly replace?: boolean;
}

/** `lettrage statement profile confirm|list|show|delete`: layouts of tables that a company keeps. */
export function registerKeptProfiles(profile: Command): void {
  registerConfirm(profile);
  registerList(profile);
  registerShow(profile);
  registerDelete(profile);
}

function registerConfirm(profile: Command): void {
  profile
    .command('confirm')
    .description('keeps a profile you have looked at; later files with its header are read by it without a word')
    .argument('<file>', 'JSON, as propose prints it')
    .option('--name <text>', 'what it is called; its "id" otherwise')
    .option('--replace', 'in place of one of the same name')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage statement profile confirm my-bank.json --name "My bank"')
    .action(async (file: string, options: ConfirmOptions, command: Command) => {
      const { keepStatementProfile, resolveCompany } = await import('@lettrage/operations');
      const { profileChoice } = await import('@lettrage/operations/pure');
      const { InputError } = await import('@lettrage/domain');
      const { profile: text, format } = await profileChoice(file);
      if (text === undefined || format === undefined)
        throw new InputError(
          'unreadable-file',
          `${file} is no file with a profile; make one: lettrage statement profile propose FILE --out ${file}`,
        );
      const kept = await withRuntime(async (runtime) =>
        keepStatementProfile(runtime, (await resolveCompany(runtime, options.company)).id, {
          profile: text,
          by: callerName(),
          ...(options.name === undefined ? {} : { name: options.name }),
          ...(options.replace ? { replace: true } : {}),
        }),
      );
      print(command, kept, (lang) => [
        lang === 'fr'
          ? `Profil ${kept.name} conservé. ${hasHeader(kept) ? 'Les fichiers avec cet en-tête seront lus ainsi.' : `Sans en-tête, il faut l'indiquer : --profile "${kept.name}"`}`
          : `Profile ${kept.name} kept. ${hasHeader(kept) ? 'Files with this header are read by it from now on.' : `It has no header to be known by: name it with --profile "${kept.name}"`}`,
      ]);
    });
}

function registerList(profile: Command): void {
  profile
    .command('list')
    .description('lists the profiles a company keeps')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage statement profile list')
    .action(async (options: { company?: string }, command: Command) => {
      const { resolveCompany } = await import('@lettrage/operations');
      const { StatementProfileStore } = await import('@lettrage/persistence');
      const profiles = await withRuntime(async (runtime) =>
        runtime.database.withCompany((await resolveCompany(runtime, options.company)).id, (tx) =>
          new StatementProfileStore(tx).list(),
        ),
      );
      print(command, profiles, (lang) =>
        profiles.length === 0
          ? [lang === 'fr' ? 'Aucun profil.' : 'No profile yet.']
          : table([
              lang === 'fr'
                ? ['NOM', 'LECTEUR', 'CONFIRMÉ PAR', 'UTILISÉ', 'EN-TÊTE']
                : ['NAME', 'READER', 'CONFIRMED BY', 'USED', 'HEADER'],
              ...profiles.map((one) => [
                one.name,
                one.format,
                one.confirmedBy,
                one.usedAt?.toISOString().slice(0, 10) ?? '',
                hasHeader(one) ? (one.profile['header'] as string[]).join(' | ') : '',
              ]),
            ]),
      );
    });
}

function registerShow(profile: Command): void {
  profile
    .command('show')
    .description('prints a kept profile as JSON')
    .argument('<name>')
    .option('--company <id>', 'id, SIREN or name')
    .option('--out <path>', 'file to write; standard output otherwise')
    .addHelpText('after', '\nExample:\n  lettrage statement profile show "My bank" --out my-bank.json')
    .action(async (name: string, options: { company?: string; out?: string }) => {
      const { resolveCompany, statementProfile } = await import('@lettrage/operations');
      const found = await withRuntime(async (runtime) =>
        runtime.database.withCompany((await resolveCompany(runtime, options.company)).id, (tx) =>
          statementProfile(tx, name),
        ),
      );
      await writeOut([`${JSON.stringify(found.profile, undefined, 2)}\n`], options.out);
    });
}

function registerDelete(profile: Command): void {
  profile
    .command('delete')
    .description('deletes a kept profile; what was read by it stays')
    .argument('<name>')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage statement profile delete "My bank"')
    .action(async (name: string, options: { company?: string }, command: Command) => {
      const { removeStatementProfile, resolveCompany } = await import('@lettrage/operations');
      const removed = await withRuntime(async (runtime) =>
        runtime.database.withCompany((await resolveCompany(runtime, options.company)).id, (tx) =>
          removeStatementProfile(tx, name),
        ),
      );
      print(command, { id: removed.id, deleted: true }, (lang) => [lang === 'fr' ? 'Supprimé.' : 'Deleted.']);
    });
}

function hasHeader({ profile }: StatementProfile): boolean {
  return Array.isArray(profile['header']) && profile['header'].length > 1;
}
