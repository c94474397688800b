import type { Command } from 'commander';
import type { Indicators } from '@lettrage/operations';
import { dayOption } from '../input.js';
import { people, print, table } from '../output/print.js';
import { withRuntime } from '../with-runtime.js';

/** `lettrage indicators`: what customers owe and how they pay, as of any day. */
export function registerIndicators(program: Command): void {
  program
    .command('indicators')
    .description('what customers owe and how they pay, as of any day: aging, DSO, delays, cash forecast')
    .option('--as-of <day>', 'today otherwise')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage indicators --as-of 2026-03-31')
    .action(async (options: { asOf?: string; company?: string }, command: Command) => {
      const { indicators, resolveCompany } = await import('@lettrage/operations');
      const asOf = dayOption(options.asOf ?? new Date().toISOString().slice(0, 10), '--as-of');
      const found = await withRuntime(async (runtime) =>
        indicators(runtime, (await resolveCompany(runtime, options.company)).id, asOf),
      );
      print(command, found, (lang) => linesOf(found, lang));
    });
}

const WORDS = {
  en: {
    asOf: 'As of',
    bands: ['not due', '1–30 days late', '31–60', '61–90', 'more than 90'],
    creditNotes: 'credit notes not used',
    onAccount: 'credit on account',
    receivables: 'receivables',
    dso: 'DSO, on sales of 90 days',
    dsoCountBack: 'DSO, counted back by months',
    bestPossibleDso: 'best possible DSO',
    averageDelay: 'average delay of payments',
    cei: 'collection effectiveness',
    days: 'days',
    week: 'week from',
    byDueDate: 'by due date',
    byHabit: 'by habit',
    later: 'later',
    disputed: 'disputed, not forecast',
  },
  fr: {
    asOf: 'Au',
    bands: ['non échu', '1 à 30 jours de retard', '31 à 60', '61 à 90', 'plus de 90'],
    creditNotes: 'avoirs non imputés',
    onAccount: 'acomptes et trop-perçus',
    receivables: 'créances clients',
    dso: 'DSO, sur 90 jours de ventes',
    dsoCountBack: 'DSO, par épuisement des ventes',
    bestPossibleDso: 'meilleur DSO possible',
    averageDelay: 'retard moyen des règlements',
    cei: 'efficacité du recouvrement',
    days: 'jours',
    week: 'semaine du',
    byDueDate: 'selon échéance',
    byHabit: 'selon habitudes',
    later: 'au-delà',
    disputed: 'en litige, hors prévision',
  },
} as const;

function linesOf(found: Indicators, lang: 'en' | 'fr'): string[] {
  const words = WORDS[lang];
  const money = (amount: string): string => people(amount, found.currency, lang);
  const days = (name: 'dso' | 'dsoCountBack' | 'bestPossibleDso' | 'averageDelay'): string[][] =>
    found[name] === undefined ? [] : [[words[name], `${found[name]} ${words.days}`]];
  return [
    `${words.asOf} ${found.asOf}`,
    ...table([
      ...found.aging.map(({ count, amount }, i) => [words.bands[i]!, `${money(amount)} (${count})`]),
      [words.creditNotes, money(found.creditNotes)],
      [words.onAccount, money(found.onAccount)],
      [words.receivables, money(found.receivables)],
      ...days('dso'),
      ...days('dsoCountBack'),
      ...days('bestPossibleDso'),
      ...days('averageDelay'),
      ...(found.cei === undefined ? [] : [[words.cei, `${found.cei} %`]]),
    ]),
    '',
    ...table([
      [words.week, words.byDueDate, words.byHabit],
      ...found.forecast.weeks.map((week) => [week.from, money(week.byDueDate), money(week.byHabit)]),
      [words.later, money(found.forecast.later.byDueDate), money(found.forecast.later.byHabit)],
    ]),
    `${words.disputed}: ${money(found.forecast.disputed)}`,
  ];
}
