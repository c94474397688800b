import type { Command } from 'commander';
import type { RuleClassView } from '@lettrage/operations';
import { callerName } from '../caller-name.js';
import type { CommandContext } from '../main.js';
import { said } from '../output/language.js';
import { people, print } from '../output/print.js';
import { withRuntime } from '../with-runtime.js';

/** `lettrage automatic`: which classes of rules post without a person, and what speaks for them. */
export function registerAutomatic(program: Command, _context: CommandContext): void {
  const automatic = program.command('automatic').description('what is posted without a person, class by class');
  automatic
    .command('list', { isDefault: true })
    .description('lists the classes of rules: on or off, ceiling, and what they would have posted')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage automatic list')
    .action(async (options: { company?: string }, command: Command) => {
      const { listRuleClasses, resolveCompany } = await import('@lettrage/operations');
      const classes = await withRuntime(async (runtime) =>
        listRuleClasses(runtime, (await resolveCompany(runtime, options.company)).id),
      );
      print(command, classes, (lang) => classes.flatMap((one) => shown(one, lang)));
    });
  automatic
    .command('on')
    .description('lets a class of rules post by itself; what waits is decided again')
    .argument('<class>', 'as automatic list shows it, or all')
    .option('--ceiling <amount>', 'largest amount posted, in the currency of the books')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage automatic on reference --ceiling 5000')
    .action((name: string, options: { ceiling?: string; company?: string }, command: Command) =>
      turn(command, options.company, {
        class: name,
        automatic: true,
        ...(options.ceiling ? { ceiling: options.ceiling } : {}),
      }),
    );
  automatic
    .command('off')
    .description('lets a class of rules propose only; what it posted stays')
    .argument('<class>', 'as automatic list shows it, or all')
    .option('--reason <text>')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage automatic off payer --reason "two wrong this month"')
    .action((name: string, options: { reason?: string; company?: string }, command: Command) =>
      turn(command, options.company, {
        class: name,
        automatic: false,
        ...(options.reason ? { reason: options.reason } : {}),
      }),
    );
}

async function turn(
  command: Command,
  company: string | undefined,
  wanted: { class: string; automatic: boolean; ceiling?: string; reason?: string },
): Promise<void> {
  const { resolveCompany, switchRuleClass } = await import('@lettrage/operations');
  const by = callerName();
  const classes = await withRuntime(async (runtime) =>
    switchRuleClass(runtime, (await resolveCompany(runtime, company)).id, { ...wanted, by }),
  );
  print(command, classes, (lang) => classes.flatMap((one) => shown(one, lang)));
}

function shown(one: RuleClassView, lang: 'en' | 'fr'): string[] {
  const fr = lang === 'fr';
  const ceiling = one.ceiling && `${fr ? 'jusqu’à' : 'up to'} ${people(one.ceiling, one.currency, lang)}`;
  const state = one.automatic
    ? [fr ? 'automatique' : 'automatic', ceiling].filter(Boolean).join(', ')
    : fr
      ? 'propose'
      : 'proposes';
  const judged = fr
    ? `aurait lettré ${one.wouldHavePosted}, vous en avez confirmé ${one.confirmed} (${one.otherwise} autrement)`
    : `would have posted ${one.wouldHavePosted}, you confirmed ${one.confirmed} (${one.otherwise} otherwise)`;
  const done = fr
    ? `a lettré ${one.posted}, annulés ${one.undone}, en attente ${one.waiting}`
    : `posted ${one.posted}, taken back ${one.undone}, waiting ${one.waiting}`;
  return [
    `${one.class.padEnd(11)} ${state}`,
    `            ${said(one.title)}`,
    `            ${judged}; ${done}`,
    ...(one.reason ? [`            ${said(one.reason)}`] : []),
  ];
}
