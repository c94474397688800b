import { formatMinor } from '@lettrage/domain';
import type { Random } from '../random.js';
import type { BenchPayment, ScenarioInput, TrueAllocation } from '../scenario.js';
import { shortOf } from '../numbering.js';
import { frenchIban, type BenchItem } from '../world.js';

const PREFIXES = [
  '',
  '',
  'REGLEMENT ',
  'VIREMENT ',
  'PAIEMENT FACTURE ',
  'FACT ',
  'REGLT FACT ',
  'VIR ',
  'INVOICE ',
  'RGLT FAC ',
  'VOTRE FACTURE ',
  'FACTURE N° ',
  'Règlement facture ',
  'FCT/',
  'PMT INV ',
  'NOTRE REGLEMENT ',
];
export const MONTHS = 'JANVIER FEVRIER MARS AVRIL MAI JUIN JUILLET AOUT SEPTEMBRE OCTOBRE NOVEMBRE DECEMBRE'.split(' ');

/** The invoice paid in full with this text. */
export function full(input: Pick<ScenarioInput, 'invoice'>, text: string, telling: readonly string[]): BenchPayment {
  const { item } = input.invoice;
  return { text, amount: item.open, allocations: [{ item: input.invoice, amount: item.open }], telling };
}

/** The reference and nothing else. */
export function alone(input: ScenarioInput, reference: string | undefined): BenchPayment | undefined {
  return reference === undefined ? undefined : full(input, reference, [reference]);
}

/** Prefix, reference and the noise payers put after it. */
export function named(input: ScenarioInput, reference: string): BenchPayment {
  return full(input, `${prefix(input.random)}${reference}${noise(input)}`, [reference]);
}

/** What payers write before a number. */
export function prefix(random: Random): string {
  return random.pick(PREFIXES);
}

/** What payers write after a number: their own reference, dates, amounts, customer codes, phone and company numbers. */
export function noise({ random, invoice, strangers }: ScenarioInput): string {
  const kind = random.next();
  if (random.chance(0.05)) {
    const [other] = strangers(1);
    if (other) return ` ${random.pick(['CDE', 'BL', 'CLIENT', 'DOSSIER', 'COMMANDE'])} ${shortOf(other.item.number)}`;
  }
  const { item } = invoice;
  const [year, month, day] = item.issueDate.split('-') as [string, string, string];
  if (kind < 0.2) return ` VOTRE REF ${random.digits(6)}`;
  if (kind < 0.3) return ` DU ${day}/${month}/${year}`;
  if (kind < 0.34) return ` DU ${day}${month}${year.slice(2)}`;
  if (kind < 0.4) return ` CLIENT ${random.digits(4)}`;
  if (kind < 0.44) return ` 0${random.whole(1, 7)}${random.digits(8)}`;
  if (kind < 0.48) return ` ${formatMinor(item.open, 'EUR').replace('.', ',')} EUR`;
  if (kind < 0.51) return ` SIREN ${random.digits(9)}`;
  if (kind < 0.53) return ` TVA FR${random.digits(11)}`;
  if (kind < 0.56) return ` ECHEANCE ${item.dueDate.slice(8)}/${item.dueDate.slice(5, 7)}`;
  if (kind < 0.59) return ` N/REF ${random.digits(5)}`;
  if (kind < 0.61) return ` CHANTIER ${random.digits(3)}`;
  if (kind < 0.63) return ` ID ${random.digits(10)}`;
  if (kind < 0.66) return ' MERCI';
  if (kind < 0.68) return ` SIRET ${random.digits(14)}`;
  if (kind < 0.7) return ` ${frenchIban(random)}`;
  if (kind < 0.72) return ` PERIODE ${month}/${year}`;
  if (kind < 0.74) return ` ${day}${month}${year}`;
  if (kind < 0.76) return ` RUM ${random.digits(9)} ICS FR12ZZZ${random.digits(6)}`;
  return kind < 0.79 ? ` MONTANT ${formatMinor(item.open, 'EUR')}` : '';
}

/** Every item in full, credit notes too. */
export function inFull(items: readonly BenchItem[]): TrueAllocation[] {
  return items.map((item) => ({ item, amount: item.item.open }));
}

/** Sum of what the items ask for. */
export function totalOf(items: readonly BenchItem[]): bigint {
  return items.reduce((sum, { item }) => sum + item.open, 0n);
}
