import type { Command } from 'commander';
import type { AccountChain, ChainedStatementView } from '@lettrage/operations';
import type { CommandContext } from '../main.js';
import { people, print, table } from '../output/print.js';
import { withRuntime } from '../with-runtime.js';

type Lang = 'en' | 'fr';

/** `lettrage account chain`: whether an account's statements follow each other without a gap. */
export function registerAccountChain(account: Command, context: CommandContext): void {
  account
    .command('chain')
    .description(
      'shows whether the statements of an account follow each other: gaps, overlaps, late files; exit 1 if not',
    )
    .argument('[account]', 'IBAN, number or id; every account of the company otherwise')
    .option('--company <id>', 'id, SIREN or name')
    .option('--gaps', 'only what is missing')
    .addHelpText('after', '\nExample:\n  lettrage account chain FR7630006000011234567890189 --gaps')
    .action(async (name: string | undefined, options: { company?: string; gaps?: boolean }, command: Command) => {
      const { accountChain, accountNamed, accountsOf, resolveCompany } = await import('@lettrage/operations');
      const chains = await withRuntime(async (runtime) => {
        const company = await resolveCompany(runtime, options.company);
        const accounts =
          name === undefined
            ? (await accountsOf(runtime, [company.id])).map((one) => one.account)
            : [await accountNamed(runtime, company.id, name)];
        return runtime.database.withCompany(company.id, async (tx) => {
          const found: AccountChain[] = [];
          for (const { id } of accounts) found.push((await accountChain(tx, id))!);
          return found;
        });
      });
      if (chains.some((chain) => !chain.whole)) context.exitCode = 1;
      print(command, chains, (lang) => chains.flatMap((chain) => chainText(chain, options.gaps ?? false, lang)));
    });
}

const STATES: Readonly<Record<Lang, Readonly<Record<ChainedStatementView['chain'], string>>>> = {
  en: { first: 'first', follows: 'follows', gap: 'GAP', overlaps: 'overlaps', unknown: 'no balances' },
  fr: { first: 'premier', follows: 'à la suite', gap: 'TROU', overlaps: 'chevauche', unknown: 'sans soldes' },
};

function chainText(chain: AccountChain, onlyGaps: boolean, lang: Lang): string[] {
  const { account, statements, gaps, whole } = chain;
  const { currency } = account;
  const state = whole
    ? lang === 'fr'
      ? 'sans trou'
      : 'no gap'
    : lang === 'fr'
      ? `${gaps.length} trou(s)`
      : `${gaps.length} gap(s)`;
  const label = account.label === account.account ? '' : ` (${account.label})`;
  const head = `${account.account}${label}: ${statements.length} ${lang === 'fr' ? 'relevés' : 'statements'}, ${state}`;
  const shown = onlyGaps
    ? statements.filter((one) => one.chain === 'gap' || one.afterNumber !== undefined)
    : statements;
  if (shown.length === 0) return [head];
  const rows = shown.map((one) => [
    `${one.from ?? ''}…${one.to ?? ''}`,
    one.opening === undefined ? '' : people(one.opening, currency, lang),
    one.closing === undefined ? '' : people(one.closing, currency, lang),
    [
      STATES[lang][one.chain],
      ...(one.missing === undefined ? [] : [people(one.missing, currency, lang)]),
      ...(one.afterNumber === undefined
        ? []
        : [`${one.sequence} ${lang === 'fr' ? 'après' : 'after'} ${one.afterNumber}`]),
      ...(one.late ? [lang === 'fr' ? 'tardif' : 'late'] : []),
    ].join(', '),
    one.file,
  ]);
  const heading =
    lang === 'fr'
      ? ['JOURS', 'OUVERTURE', 'CLÔTURE', 'CHAÎNE', 'FICHIER']
      : ['DAYS', 'OPENING', 'CLOSING', 'CHAIN', 'FILE'];
  return [head, ...table([heading, ...rows]).map((row) => `  ${row}`)];
}
