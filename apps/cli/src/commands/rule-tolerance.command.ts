import type { Command } from 'commander';
import type { OwnTolerance } from '@lettrage/operations';
import { UsageError } from '../output/errors.js';
import { pick, print } from '../output/print.js';
import { withRuntime } from '../with-runtime.js';

/** `lettrage rule tolerance`: what may be written off on the lines a pattern fits. */
export function registerTolerances(rule: Command): void {
  const tolerance = rule
    .command('tolerance')
    .description('bank fees and roundings that may be written off, by pattern');
  tolerance
    .command('list', { isDefault: true })
    .description('lists them in the order they are asked: the first that fits a line holds')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage rule tolerance list')
    .action(async (options: { company?: string }, command: Command) => {
      const { listTolerances, resolveCompany } = await import('@lettrage/operations');
      const all = await withRuntime(async (runtime) =>
        listTolerances(runtime, (await resolveCompany(runtime, options.company)).id),
      );
      print(command, all, (lang) =>
        all.length === 0
          ? [
              pick(
                lang,
                'There are none: those of the company hold for every line.',
                'Aucune : celles de la société valent pour chaque ligne.',
              ),
            ]
          : all.map((one) => shown(one, lang)),
      );
    });
  tolerance
    .command('set')
    .description('keeps what may be written off on the lines a pattern fits; what waits is decided again')
    .argument('<pattern>', 'regular expression, run in linear time')
    .option('--bank-fee <amount>', 'largest bank fee the payer may have kept back')
    .option('--rounding <amount>', 'largest rounding')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage rule tolerance set "ACME USA" --bank-fee 40.00 --rounding 0')
    .action(
      async (pattern: string, options: { bankFee?: string; rounding?: string; company?: string }, command: Command) => {
        const { bankFee, rounding } = options;
        if (bankFee === undefined && rounding === undefined)
          throw new UsageError('Say --bank-fee, --rounding or both.');
        const { keepTolerance, resolveCompany } = await import('@lettrage/operations');
        const wanted = {
          pattern,
          ...(bankFee === undefined ? {} : { bankFee }),
          ...(rounding === undefined ? {} : { rounding }),
        };
        const all = await withRuntime(async (runtime) =>
          keepTolerance(runtime, (await resolveCompany(runtime, options.company)).id, wanted),
        );
        print(command, all, (lang) => all.map((one) => shown(one, lang)));
      },
    );
  tolerance
    .command('remove')
    .description('takes the tolerances of a pattern out; what was decided stays')
    .argument('<pattern>')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage rule tolerance remove "ACME USA"')
    .action(async (pattern: string, options: { company?: string }, command: Command) => {
      const { removeTolerance, resolveCompany } = await import('@lettrage/operations');
      await withRuntime(async (runtime) =>
        removeTolerance(runtime, (await resolveCompany(runtime, options.company)).id, pattern),
      );
      print(command, { removed: pattern }, (lang) => [pick(lang, `Removed: ${pattern}`, `Retirée : ${pattern}`)]);
    });
}

function shown({ pattern, bankFee, rounding }: OwnTolerance, lang: 'en' | 'fr'): string {
  const parts = [
    ...(bankFee === undefined ? [] : [pick(lang, `bank fee up to ${bankFee}`, `frais bancaires jusqu’à ${bankFee}`)]),
    ...(rounding === undefined ? [] : [pick(lang, `rounding up to ${rounding}`, `arrondi jusqu’à ${rounding}`)]),
  ];
  return `/${pattern}/ → ${parts.join(', ')}`;
}
