import type { Category } from '@lettrage/domain';
import type { BenchPayment, Scenario, ScenarioInput } from '../scenario.js';
import { frenchIban } from '../world.js';
import { inFull } from './texts.js';

/** Lines that pay no item: other money received, and what is paid out. */
export const NO_ITEM: readonly Scenario[] = [
  { id: 'not customer money', weight: 4, build: (input) => noItem(input, input.random.pick(RECEIVED), 1n) },
  { id: 'debit', weight: 12, build: (input) => noItem(input, input.random.pick(PAID), -1n) },
  { id: 'refund of a credit note', weight: 0.7, build: refund },
];

/** Name, text (`#` becomes digits) and category. */
type Line = readonly [name: string, text: string, category: Category];

const RECEIVED: readonly Line[] = [
  ['DGFIP', 'REMBOURSEMENT CREDIT TVA ######', 'tax'],
  ['SIE PARIS 11', 'RBT CREDIT DE TVA', 'tax'],
  ['', 'INTERETS CREDITEURS', 'other'],
  ['', 'VIREMENT INTERNE COMPTE A COMPTE', 'transfer'],
  ['', 'VIR TRESORERIE ######', 'transfer'],
  ['ASSURANCES TALVERNE', 'INDEMNITE SINISTRE 2026####', 'other'],
  ['FOURNITURES BROVALIS', 'REMBOURSEMENT AVOIR FOURNISSEUR ####', 'supplier'],
  ['CPAM', 'IJSS ######', 'social'],
  ['', 'DEBLOCAGE PRET ########', 'loan'],
  ['', 'EXTOURNE COMMISSION', 'fee'],
];

const PAID: readonly Line[] = [
  ['', 'FRAIS DE TENUE DE COMPTE', 'fee'],
  ['', 'COMMISSION MOUVEMENT ##', 'fee'],
  ['', 'COTISATION CARTE ####', 'fee'],
  ['URSSAF ILE DE FRANCE', 'COTISATIONS ######', 'social'],
  ['AG2R', 'PRLV RETRAITE ######', 'social'],
  ['DGFIP', 'TVA ######', 'tax'],
  ['DGFIP', 'IMPOT SOCIETES ACOMPTE', 'tax'],
  ['', 'VIREMENT SALAIRES ##', 'payroll'],
  ['LUCIE BRENARD', 'SALAIRE JUIN', 'payroll'],
  ['', 'ECHEANCE PRET ########', 'loan'],
  ['', 'VIREMENT INTERNE', 'transfer'],
  ['FOURNITURES BROVALIS', 'FACTURE ######', 'supplier'],
  ['TELECOM NORVAL', 'PRLV MOBILE 06########', 'supplier'],
  ['ENERGIE TALVERNE', 'CONTRAT ##########', 'supplier'],
];

function noItem(input: ScenarioInput, [name, pattern, category]: Line, sign: bigint): BenchPayment {
  const { random } = input;
  const text = pattern.replace(/#/g, () => random.digits(1));
  const size = random.chance(0.4) ? input.invoice.item.open : BigInt(random.whole(500, 500_000));
  const payer = name === '' ? null : { name: { own: name, form: '' }, iban: frenchIban(random) };
  const bank = name === '' ? { bankLabel: true } : {};
  return { text, amount: sign * size, allocations: [], telling: [], payer, label: 'none', category, ...bank };
}

/** A credit note that is paid out, with its number. */
function refund(input: ScenarioInput): BenchPayment | undefined {
  const credit = input.credits[0];
  if (!credit) return undefined;
  const { number, open } = credit.item;
  return { text: `REMBOURSEMENT AVOIR ${number}`, amount: open, allocations: inFull([credit]), telling: [number] };
}
