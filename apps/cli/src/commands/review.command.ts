import type { Command } from 'commander';
import type { Billing } from '@lettrage/billing';
import type { TransactionState, TransactionView } from '@lettrage/persistence';
import { callerName } from '../caller-name.js';
import type { CommandContext } from '../main.js';
import { UsageError } from '../output/errors.js';
import { said } from '../output/language.js';
import { people, pick, print } from '../output/print.js';
import { withRuntime } from '../with-runtime.js';

/** Lines shown unless said otherwise: a screen or two. */
const LIMIT = 50;
const STATES: readonly TransactionState[] = ['new', 'history', 'proposed', 'matched', 'set-aside', 'held'];

/** `lettrage review`, `accept`, `undo`: what waits for a person, and his word on it. */
export function registerReview(program: Command, _context: CommandContext): void {
  registerList(program);
  registerAccept(program);
  registerUndo(program);
}

function registerList(program: Command): void {
  program
    .command('review')
    .description('lists the bank lines that wait for a person, with what is proposed and why')
    .option('--company <id>', 'id, SIREN or name')
    .option('--state <states>', `any of ${STATES.join(', ')}, separated by commas`, 'proposed,new')
    .option('--limit <number>', 'lines shown', String(LIMIT))
    .addHelpText('after', '\nExamples:\n  lettrage review\n  lettrage review --state matched --json')
    .action(async (options: { company?: string; state: string; limit: string }, command: Command) => {
      const { resolveCompany } = await import('@lettrage/operations');
      const { TransactionQueries } = await import('@lettrage/persistence');
      const states = statesOf(options.state);
      if (!/^[1-9]\d{0,3}$/.test(options.limit)) throw new UsageError(`--limit ${options.limit}: expected 1 to 9999.`);
      const lines = await withRuntime(async (runtime) =>
        runtime.database.withCompany((await resolveCompany(runtime, options.company)).id, (tx) =>
          new TransactionQueries(tx).list({ states, limit: Number(options.limit) }),
        ),
      );
      print(command, lines, (lang) =>
        lines.length === 0
          ? [lang === 'fr' ? "Rien n'attend." : 'Nothing waits.']
          : [...lines.flatMap((line) => shown(line, lang)), ...nextStep(lines, lang)],
      );
    });
}

function registerAccept(program: Command): void {
  program
    .command('accept')
    .description('accepts what is proposed for a bank line, or one of its alternatives')
    .argument('<line>', 'id of the line, as review shows it')
    .option('--alternative <number>', 'the alternative, counted from 1, instead of the proposal')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage accept 0193a7c2-… --alternative 1')
    .action(async (line: string, options: { alternative?: string; company?: string }, command: Command) => {
      const index = alternativeOf(options.alternative);
      const outcome = await decide(line, options.company, (billing, by) =>
        billing.accept({
          transactionId: line,
          choice: index === undefined ? { kind: 'proposal' } : { kind: 'alternative', index },
          by,
        }),
      );
      if (outcome.outcome !== 'applied') {
        const { InputError } = await import('@lettrage/domain');
        throw new InputError(
          outcome.outcome === 'stale' ? 'stale' : outcome.code,
          `Nothing was posted: ${outcome.reason}.`,
        );
      }
      print(command, outcome, (lang) => [
        lang === 'fr'
          ? `Lettré. Pour revenir en arrière : lettrage undo ${outcome.decisionId}`
          : `Posted. To take it back: lettrage undo ${outcome.decisionId}`,
      ]);
    });
}

function registerUndo(program: Command): void {
  program
    .command('undo')
    .description('takes back what a decision allocated; the line waits for a person again')
    .argument('<decision>', 'id of the decision, as accept and review show it')
    .option('--reason <text>')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage undo 0193a7c2-… --reason "wrong customer"')
    .action(async (decision: string, options: { reason?: string; company?: string }, command: Command) => {
      const { parseDay } = await import('@lettrage/domain');
      const day = parseDay(new Date().toISOString().slice(0, 10));
      const outcome = await decide(decision, options.company, (billing, by) =>
        billing.undo({ decisionId: decision, by, day, ...(options.reason ? { reason: options.reason } : {}) }),
      );
      print(command, outcome, (lang) => [
        lang === 'fr'
          ? `${outcome.allocationIds.length} imputations annulées ; la ligne attend à nouveau.`
          : `${outcome.allocationIds.length} allocations taken back; the line waits again.`,
      ]);
    });
}

/** One command of billing in a transaction of its own, and what follows from it. */
async function decide<T>(
  id: string,
  company: string | undefined,
  work: (billing: Billing, by: string) => Promise<T>,
): Promise<T> {
  const { billingOf, projectDeliveries, projectJournal, requestProjections, resolveCompany } =
    await import('@lettrage/operations');
  const { isUuid } = await import('@lettrage/persistence');
  if (!isUuid(id)) throw new UsageError(`"${id}" is no id; lettrage review shows the ids.`);
  return withRuntime(async (runtime) => {
    const { id: companyId } = await resolveCompany(runtime, company);
    const outcome = await runtime.database.withCompany(companyId, async (tx) => {
      const done = await work(billingOf(runtime, tx), callerName());
      await requestProjections(tx);
      return done;
    });
    await projectJournal(runtime, companyId);
    await projectDeliveries(runtime, companyId);
    return outcome;
  });
}

/** What a newcomer asks next. */
function nextStep(lines: readonly TransactionView[], lang: 'en' | 'fr'): string[] {
  if (!lines.some((line) => (line.decision as ShownDecision | undefined)?.state === 'proposed')) return [];
  return [
    pick(
      lang,
      'To accept a line: lettrage accept LINE [--alternative 1], the first id of it.',
      'Pour accepter une ligne : lettrage accept LIGNE [--alternative 1], son premier identifiant.',
    ),
  ];
}

interface ShownDecision {
  readonly id: string;
  readonly state: string;
  readonly allocations?: readonly { readonly invoice: string; readonly amount: string }[];
  readonly alternatives?: readonly {
    readonly allocations: readonly { readonly invoice: string; readonly amount: string }[];
  }[];
  readonly reason?: string;
  readonly category?: string;
  readonly account?: string;
  readonly split?: readonly { readonly account: string; readonly amount: string }[];
  readonly customer?: { readonly code: string; readonly name: string };
}

function shown(line: TransactionView, lang: 'en' | 'fr'): string[] {
  const decision = line.decision as ShownDecision | undefined;
  const text = [line.counterparty?.name, line.remittance].filter(Boolean).join(' · ').replace(/\s+/g, ' ');
  const rows = [`${line.id}  ${line.bookingDate}  ${people(line.amount, line.currency, lang)}  ${text.slice(0, 80)}`];
  if (!decision) return rows;
  const pays = (allocations: ShownDecision['allocations'] = []): string =>
    allocations.map((one) => `${one.invoice} ${people(one.amount, line.currency, lang)}`).join(', ') ||
    noItem(decision, line.currency, lang);
  const who = decision.customer ? `${decision.customer.name} (${decision.customer.code}): ` : '';
  rows.push(`    ${decision.state === 'proposed' ? '?' : '='} ${who}${pays(decision.allocations)}  [${decision.id}]`);
  for (const [index, other] of (decision.alternatives ?? []).entries())
    rows.push(`    ${index + 1}. ${pays(other.allocations)}`);
  if (decision.reason) rows.push(`    ${said(decision.reason)}`);
  return rows;
}

/** What a line is that pays no item, and the accounts a rule puts it on. */
function noItem({ category, account, split = [] }: ShownDecision, currency: string, lang: 'en' | 'fr'): string {
  const accounts = split.map((one) => `${one.account} ${people(one.amount, currency, lang)}`).join(', ') || account;
  const what = [category && pick(lang, category, CATEGORIES_FR[category] ?? category), accounts]
    .filter(Boolean)
    .join(': ');
  return `${pick(lang, 'no item', 'aucune facture')}${what === '' ? '' : ` (${what})`}`;
}

const CATEGORIES_FR: Readonly<Record<string, string>> = {
  fee: 'frais',
  tax: 'impôt',
  social: 'charges sociales',
  payroll: 'salaires',
  supplier: 'fournisseur',
  loan: 'emprunt',
  transfer: 'virement interne',
  'card-sales': 'ventes par carte',
  refund: 'remboursement',
  return: 'rejet',
  other: 'autre',
};

function statesOf(text: string): TransactionState[] {
  return text.split(',').map((part) => {
    const state = STATES.find((known) => known === part.trim());
    if (!state) throw new UsageError(`--state ${text}: expected any of ${STATES.join(', ')}, separated by commas.`);
    return state;
  });
}

function alternativeOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d?$/.test(text))
    throw new UsageError(`--alternative ${text}: expected a number from 1, as review shows it.`);
  return Number(text) - 1;
}
