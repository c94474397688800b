import type { Command } from 'commander';
import type { NewOwnRule, OwnRuleView, RuleTrial } from '@lettrage/operations';
import { callerName } from '../caller-name.js';
import { dayOption } from '../input.js';
import type { CommandContext } from '../main.js';
import { UsageError } from '../output/errors.js';
import { people, print } from '../output/print.js';
import { withRuntime } from '../with-runtime.js';
import { registerTolerances } from './rule-tolerance.command.js';

interface RuleOptions {
  readonly pattern: string;
  readonly customer?: string;
  readonly category?: string;
  readonly account?: string;
  readonly vat?: string;
  readonly vatAccount?: string;
  readonly split?: readonly string[];
  readonly needed?: string;
  readonly company?: string;
}

/** `lettrage rule`: the company's own rules, tried on the past before they are trusted with the future. */
export function registerRules(program: Command, _context: CommandContext): void {
  const rule = program.command('rule').description('rules of the company: a pattern, and who pays or what the line is');
  withRule(rule.command('add'))
    .description('adds a rule; it proposes only, until enough of its proposals are confirmed')
    .argument('<name>')
    .option('--needed <number>', 'confirmations without a contradiction before it may post (default 3)')
    .addHelpText(
      'after',
      '\nPatterns are regular expressions in RE2 syntax, tried on the capitals of the payer’s name and the text.' +
        '\n\nExamples:\n  lettrage rule add rent --pattern "LOYER .* DUPONT" --customer C12' +
        '\n  lettrage rule add bank --pattern "COTISATION ESPRIT" --category fee --account 627800 --vat 20 --vat-account 445660' +
        '\n  lettrage rule add rent --pattern "SCI DU PORT" --category supplier --split 613200:60%:20/445660 614000:150.00 616000:rest:10/445661',
    )
    .action(async (name: string, options: RuleOptions, command: Command) => {
      const { addOwnRule, resolveCompany } = await import('@lettrage/operations');
      const by = callerName();
      const added = await withRuntime(async (runtime) =>
        addOwnRule(runtime, (await resolveCompany(runtime, options.company)).id, { name, ...ruleOf(options), by }),
      );
      print(command, added, (lang) => shown(added, lang));
    });
  withRule(rule.command('try'))
    .description('shows what a rule would have matched in the past, and how those lines were decided; stores nothing')
    .option('--from <day>', 'lines from this day on')
    .addHelpText('after', '\nExample:\n  lettrage rule try --pattern "LOYER .* DUPONT" --customer C12')
    .action(async (options: RuleOptions & { from?: string }, command: Command) => {
      const { resolveCompany, tryOwnRule } = await import('@lettrage/operations');
      const from = options.from ? { from: dayOption(options.from, '--from') } : {};
      const trial = await withRuntime(async (runtime) =>
        tryOwnRule(runtime, (await resolveCompany(runtime, options.company)).id, { ...ruleOf(options), ...from }),
      );
      print(command, trial, (lang) => tried(trial, lang));
    });
  registerListAndRemove(rule);
  registerTolerances(rule);
}

function withRule(command: Command): Command {
  return command
    .requiredOption('--pattern <expression>', 'regular expression, run in linear time')
    .option('--customer <code>', 'who pays')
    .option('--category <name>', 'what the line is: fee, tax, social, payroll, supplier, loan, transfer…')
    .option('--account <number>', 'counterpart, with --category; else the account of the category')
    .option('--vat <rate>', 'VAT inside the amount, in percent')
    .option('--vat-account <number>', 'account of that VAT')
    .option(
      '--split <shares...>',
      'several accounts instead: <account>:<amount | percent% | rest>[:<VAT rate>/<VAT account>] each',
    )
    .option('--company <id>', 'id, SIREN or name');
}

function registerListAndRemove(rule: Command): void {
  rule
    .command('list')
    .description('lists the rules in the order they are asked, with how far each is proven')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage rule list')
    .action(async (options: { company?: string }, command: Command) => {
      const { listOwnRules, resolveCompany } = await import('@lettrage/operations');
      const rules = await withRuntime(async (runtime) =>
        listOwnRules(runtime, (await resolveCompany(runtime, options.company)).id),
      );
      print(command, rules, (lang) =>
        rules.length === 0
          ? [lang === 'fr' ? 'Aucune règle.' : 'There are no rules.']
          : rules.flatMap((one) => shown(one, lang)),
      );
    });
  rule
    .command('remove')
    .description('removes a rule; what was decided stays')
    .argument('<rule>', 'its name or id')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage rule remove rent')
    .action(async (which: string, options: { company?: string }, command: Command) => {
      const { removeOwnRule, resolveCompany } = await import('@lettrage/operations');
      await withRuntime(async (runtime) =>
        removeOwnRule(runtime, (await resolveCompany(runtime, options.company)).id, which),
      );
      print(command, { removed: which }, (lang) => [lang === 'fr' ? `Retirée : ${which}` : `Removed: ${which}`]);
    });
}

function ruleOf(options: RuleOptions): Omit<NewOwnRule, 'name'> {
  const { pattern, customer, category, account, vat, vatAccount, split, needed } = options;
  if ((vat === undefined) !== (vatAccount === undefined)) throw new UsageError('--vat and --vat-account go together.');
  if (needed !== undefined && !/^[1-9]\d{0,2}$/.test(needed))
    throw new UsageError(`--needed ${needed}: expected 1 to 999.`);
  return {
    pattern,
    ...(customer === undefined ? {} : { customer }),
    ...(category === undefined ? {} : { category: category as NonNullable<NewOwnRule['category']> }),
    ...(account === undefined ? {} : { account }),
    ...(vat === undefined || vatAccount === undefined ? {} : { vat: { rate: vat, account: vatAccount } }),
    ...(split === undefined ? {} : { split: split.map(shareOf) }),
    ...(needed === undefined ? {} : { needed: Number.parseInt(needed, 10) }),
  };
}

type Share = NonNullable<NewOwnRule['split']>[number];

/** `613200:60%:20/445660`: an account, what it takes, and the VAT inside that. */
function shareOf(text: string): Share {
  const [account, what, vat, ...more] = text.split(':');
  const [rate, vatAccount] = vat?.split('/') ?? [];
  if (!account || !what || more.length > 0 || (vat !== undefined && (!rate || !vatAccount)))
    throw new UsageError(`--split ${text}: expected <account>:<amount, percent% or rest>[:<VAT rate>/<VAT account>].`);
  const part =
    what === 'rest' ? { rest: true } : what.endsWith('%') ? { percent: what.slice(0, -1) } : { amount: what };
  return { account, ...part, ...(rate && vatAccount ? { vat: { rate, account: vatAccount } } : {}) };
}

function shareText({ account, amount, percent, vat }: Share, fr: boolean): string {
  const part = amount ?? (percent === undefined ? (fr ? 'le reste' : 'the rest') : `${percent} %`);
  return `${account} ${part}${vat === undefined ? '' : ` (${fr ? 'TVA' : 'VAT'} ${vat.rate} % ${vat.account})`}`;
}

function shown(rule: OwnRuleView, lang: 'en' | 'fr'): string[] {
  const fr = lang === 'fr';
  const says =
    rule.customer ??
    [
      rule.category,
      rule.account,
      rule.vat && `${fr ? 'TVA' : 'VAT'} ${rule.vat.rate} %`,
      ...(rule.split ?? []).map((share) => shareText(share, fr)),
    ]
      .filter(Boolean)
      .join(', ');
  const state =
    rule.state === 'trusted'
      ? fr
        ? 'prouvée'
        : 'trusted'
      : fr
        ? `propose seulement, confirmée ${rule.since} fois sur ${rule.needed}`
        : `proposes only, confirmed ${rule.since} of ${rule.needed} times`;
  const judged = fr
    ? `confirmée ${rule.confirmed}, autrement ${rule.otherwise}, annulée ${rule.undone}`
    : `confirmed ${rule.confirmed}, otherwise ${rule.otherwise}, taken back ${rule.undone}`;
  return [`${rule.name}: /${rule.pattern}/ → ${says}`, `    ${state} (${judged})  [${rule.id}]`];
}

function tried(trial: RuleTrial, lang: 'en' | 'fr'): string[] {
  const fr = lang === 'fr';
  const outcome = { agreed: '=', otherwise: '!', undecided: '?' };
  return [
    fr
      ? `${trial.matched} lignes sur ${trial.lines} : ${trial.agreed} décidées ainsi, ${trial.otherwise} autrement, ${trial.undecided} non décidées`
      : `${trial.matched} of ${trial.lines} lines: ${trial.agreed} decided so, ${trial.otherwise} otherwise, ${trial.undecided} not decided`,
    ...trial.examples.map(
      (one) => `  ${outcome[one.outcome]} ${one.bookingDate}  ${people(one.amount, one.currency, lang)}  ${one.text}`,
    ),
  ];
}
