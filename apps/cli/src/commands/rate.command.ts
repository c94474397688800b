import type { Command } from 'commander';
import type { RevaluationReport, RevaluedItem } from '@lettrage/operations';
import { callerName } from '../caller-name.js';
import { dayOption } from '../input.js';
import { people, pick, print, table } from '../output/print.js';
import { withRuntime } from '../with-runtime.js';

/** `lettrage rate`: exchange rates that foreign items and payments are booked at. */
export function registerRates(program: Command): void {
  const rate = program
    .command('rate')
    .description('exchange rates that items and payments of other currencies are booked at');
  rate
    .command('add')
    .description('makes a rate known from a day on; add it before the items of that day are imported')
    .argument('<currency>', 'such as USD')
    .argument('<value>', 'units of it for one of the books, as central banks publish it, such as 1.0832')
    .requiredOption('--from <day>')
    .option('--source <text>', 'where it is from', 'person')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage rate add USD 1.0832 --from 2026-01-05 --source ECB')
    .action(
      async (
        currency: string,
        value: string,
        options: { from: string; source: string; company?: string },
        command: Command,
      ) => {
        const { addExchangeRate, resolveCompany } = await import('@lettrage/operations');
        const wanted = { currency, value, from: dayOption(options.from, '--from'), source: options.source };
        const outcome = await withRuntime(async (runtime) =>
          addExchangeRate(runtime, (await resolveCompany(runtime, options.company)).id, wanted),
        );
        print(command, { ...wanted, outcome }, (lang) => [
          pick(
            lang,
            `${currency} ${value} from ${options.from}: ${outcome}`,
            `${currency} ${value} à partir du ${options.from} : ${outcome === 'added' ? 'ajouté' : 'déjà connu'}`,
          ),
        ]);
      },
    );
  rate
    .command('list')
    .description('lists the rates known, latest first')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage rate list')
    .action(async (options: { company?: string }, command: Command) => {
      const { listExchangeRates, resolveCompany } = await import('@lettrage/operations');
      const rates = await withRuntime(async (runtime) =>
        listExchangeRates(runtime, (await resolveCompany(runtime, options.company)).id),
      );
      print(command, rates, (lang) =>
        rates.length === 0
          ? [pick(lang, 'No rate is known.', 'Aucun cours n’est connu.')]
          : table([
              lang === 'fr' ? ['devise', 'depuis', 'cours', 'source'] : ['currency', 'from', 'value', 'source'],
              ...rates.map((each) => [each.currency, each.from, each.value, each.source]),
            ]),
      );
    });
  registerRevaluation(rate);
}

interface RevalueOptions {
  readonly closing: string;
  readonly takeBack?: boolean;
  readonly dryRun?: boolean;
  readonly company?: string;
}

function registerRevaluation(rate: Command): void {
  rate
    .command('revalue')
    .description('values what is open in other currencies at the end of a year: 476, 477 and the provision for losses')
    .requiredOption('--closing <day>', 'last day of the financial year; rates of that day must be known')
    .option('--dry-run', 'books nothing, and says what would be')
    .option('--take-back', 'takes the revaluation of that closing back')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage rate revalue --closing 2026-12-31 --dry-run')
    .action(async (options: RevalueOptions, command: Command) => {
      const { revalueItems, resolveCompany } = await import('@lettrage/operations');
      const { dryRun = false, takeBack = false } = options;
      const request = { closing: dayOption(options.closing, '--closing'), dryRun, takeBack };
      const by = callerName();
      const report = await withRuntime(async (runtime) =>
        revalueItems(runtime, (await resolveCompany(runtime, options.company)).id, { ...request, by }),
      );
      print(command, report, (lang) => revaluedLines(report, request, lang));
    });
}

const HEADINGS = {
  en: ['item', 'customer', 'open', 'rate', 'of', 'booked', 'worth', 'difference', 'state'],
  fr: ['pièce', 'client', 'ouvert', 'cours', 'du', 'comptabilisé', 'vaut', 'écart', 'état'],
};

/** A revaluation for an accountant: item by item, what it comes to, and what is to be looked at first. */
function revaluedLines(
  report: RevaluationReport,
  { dryRun, takeBack }: { readonly dryRun: boolean; readonly takeBack: boolean },
  lang: 'en' | 'fr',
): string[] {
  const { closing, currency, items, gains, losses } = report;
  if (items.length === 0) {
    const none = `Nothing in another currency was open on ${closing}.`;
    return [pick(lang, none, `Aucune pièce en devise n’était ouverte au ${closing}.`)];
  }
  const verb = takeBack
    ? pick(lang, dryRun ? 'Would be taken back' : 'Taken back', dryRun ? 'Serait annulé' : 'Annulé')
    : pick(lang, dryRun ? 'Would be booked' : 'Booked', dryRun ? 'Serait comptabilisé' : 'Comptabilisé');
  const [gained, lost] = [people(gains, currency, lang), people(losses, currency, lang)];
  const isDone = !items.some(({ state }) => state === 'revalued' || state === 'taken-back');
  return [
    ...table([HEADINGS[lang], ...items.map((item) => cellsOf(item, currency, lang))]),
    isDone
      ? pick(lang, `Nothing new to book on ${closing}.`, `Rien de nouveau à comptabiliser au ${closing}.`)
      : pick(
          lang,
          `${verb} on ${closing}: gains (477) ${gained}, losses (476, and a provision) ${lost}.`,
          `${verb} au ${closing} : gains latents (477) ${gained}, pertes latentes (476, et provision) ${lost}.`,
        ),
    ...stillToDo(report, lang),
  ];
}

/** Rates that are missing or may not be those of the closing, and items no rate was known for when they came. */
function stillToDo({ closing, items }: RevaluationReport, lang: 'en' | 'fr'): string[] {
  const of = (wanted: (item: RevaluedItem) => boolean): string[] => [
    ...new Set(items.filter(wanted).map(({ currency }) => currency)),
  ];
  const add = (currency: string): string => `lettrage rate add ${currency} … --from ${closing}`;
  return [
    ...of(({ state, rateFrom }) => state === 'revalued' && rateFrom !== undefined && rateFrom < closing).map(
      (currency) => {
        const from = items.find((item) => item.currency === currency && item.rateFrom !== undefined)?.rateFrom;
        return pick(
          lang,
          `The rate of ${currency} is that of ${from}. If ${closing} has one of its own: ${add(currency)}`,
          `Le cours de ${currency} est celui du ${from}. Si le ${closing} en a un : ${add(currency)}`,
        );
      },
    ),
    ...of(({ state }) => state === 'no-rate').map((currency) =>
      pick(
        lang,
        `${currency} has no rate: ${add(currency)}, then again.`,
        `${currency} n’a pas de cours : ${add(currency)}, puis recommencez.`,
      ),
    ),
    ...of(({ state }) => state === 'not-booked').map((currency) =>
      pick(
        lang,
        `Items in ${currency} are not in the books, as no rate was known on their day: book and revalue them by hand.`,
        `Des pièces en ${currency} ne sont pas en comptabilité, faute de cours à leur date : passez-les, et leur réévaluation, à la main.`,
      ),
    ),
  ];
}

const STATES_FR: Record<RevaluedItem['state'], string> = {
  revalued: 'réévaluée',
  'taken-back': 'annulée',
  known: 'déjà faite',
  'no-rate': 'sans cours',
  'not-booked': 'non comptabilisée',
};

function cellsOf(item: RevaluedItem, books: string, lang: 'en' | 'fr'): string[] {
  const { number, customer, currency, open, rate, rateFrom, booked, worth, difference, state } = item;
  const amounts = [booked, worth, difference].map((text) => (text === undefined ? '' : people(text, books, lang)));
  const said = lang === 'fr' ? STATES_FR[state] : state;
  return [number, customer, people(open, currency, lang), rate ?? '', rateFrom ?? '', ...amounts, said];
}
