import type { Day } from '@lettrage/domain';
import type { Random } from '../random.js';
import { ibanOf, type Client } from './world.js';

/** How banks wrap name and text into one label; `{e}` is an end-to-end id. */
const LABELS = [
  'VIR SEPA RECU /DE {n} /MOTIF {t} /REF {e}',
  'VIREMENT DE {n} {t}',
  'VIR INST {n} {t}',
  'VIR INSTANTANE RECU DE: {n} MOTIF: {t}',
  'VIR RECU {n}',
  'VIREMENT SEPA RECU {n} REF {e} {t}',
  '/EREF/{e}/ORDP/{n}/REMI/{t}',
  '{n} {t}',
  'VIR {t} {n}',
  'VIR CPTE A CPTE RECU {n} {t}',
  'VIREMENT RECU DE {n} LE 03 07 26 {t}',
  'TRANSFERT {n} {t} VALEUR 15/07',
];
/** Where a label ends. */
const SIZES = [31, 31, 62, 70, 105, 140];

/** A label as a bank prints it, cut where its field ends. */
export function labelled(random: Random, name: string, text: string): string {
  const id = random.pick(['NOTPROVIDED', `E${random.digits(9)}`, random.digits(8), 'NON COMMUNIQUE']);
  const whole = random.pick(LABELS).replace('{n}', name).replace('{t}', text).replace('{e}', id);
  return whole.toUpperCase().replace(/ +/g, ' ').slice(0, random.pick(SIZES)).trim();
}

/** A name as the payer's bank knows it: turned round, shortened, with another form, with a partner. */
export function nameOf(random: Random, { bare, form }: Client): string {
  const words = bare.split(' ');
  const kind = random.next();
  if (kind < 0.3) return `${bare} ${form}`.trim();
  if (kind < 0.45) return `${form} ${bare}`.trim();
  if (kind < 0.6) return [...words].reverse().join(' ');
  if (kind < 0.68) return `${random.pick(['M OU MME', 'M. ET MME', 'STE', 'ETS', 'SOCIETE'])} ${bare}`;
  if (kind < 0.74) return words.map((word, at) => (at === 0 ? word : word[0]!)).join(' ');
  if (kind < 0.8) return bare.slice(0, random.whole(6, 12)).trim();
  if (kind < 0.84) return words[0]!;
  return bare;
}

/** A number as a hand writes it. */
export function written(random: Random, number: string): string {
  const kind = random.next();
  if (kind < 0.5) return number;
  if (kind < 0.6) return number.replace(/[^A-Z0-9]/g, '');
  if (kind < 0.7) return number.replace(/[^A-Z0-9]/g, ' ');
  if (kind < 0.78) return number.replace(/^[A-Z]+-?/, '');
  if (kind < 0.84) return number.replace(/(\d)(?=[A-Z]|$)/, '$1');
  if (kind < 0.92) return (/\d+$/.exec(number)?.[0] ?? number).replace(/^0+(?=\d)/, '');
  return /\d+$/.exec(number)?.[0] ?? number;
}

/** What stands before a number, in several languages. */
export function lead(random: Random): string {
  return random.pick([
    '',
    '',
    '',
    'FACT ',
    'FACTURE ',
    'Facture n°',
    'fact. ',
    'REGLEMENT ',
    'RGT FACTURE N ',
    'PAIEMENT ',
    'VIR ',
    'INVOICE ',
    'Inv. no. ',
    'RECHNUNG ',
    'RE-NR. ',
    'FACTURA ',
    'Fattura n. ',
    'FAC:',
    'F',
    'N°',
    'SOLDE ',
    'VOTRE REF ',
    'REF ',
    'PMT ',
    'BILL ',
    'Faktuurnr ',
  ]);
}

/** Numbers that are no invoice's: dates, places, accounts, phones, contracts, orders, the payer's own. */
export function clutter(random: Random, day: Day): string {
  const [year, month, date] = day.split('-') as [string, string, string];
  const n = (size: number): string => random.digits(size);
  return random.pick([
    '',
    '',
    '',
    ` du ${date}/${month}/${year}`,
    ` ${date} ${month} ${year}`,
    ` ${date}${month}${year.slice(2)}`,
    ` LE ${date}.${month}`,
    ` ${month}/${year}`,
    ` M${month} ${year}`,
    ` ${random.whole(1, 90)} RUE DES LILAS 75${n(3)} PARIS`,
    ` TEL 06 ${n(2)} ${n(2)} ${n(2)} ${n(2)}`,
    ` +336${n(8)}`,
    ` SIREN ${n(3)} ${n(3)} ${n(3)}`,
    ` TVA FR${n(2)} ${n(9)}`,
    ` ${ibanOf(random).replace(/(.{4})/g, '$1 ')}`,
    ` CPT XXXX${n(4)}`,
    ` CLI ${n(4)}`,
    ` N CLIENT ${n(5)}`,
    ` REF CLT ${n(4)}`,
    ` ADH ${n(4)}`,
    ` CT ${n(4)}`,
    ` CONTRAT ${n(4)}`,
    ` DOS.${n(4)}`,
    ` BDC ${n(4)}`,
    ` OT ${n(4)}`,
    ` CMDE ${n(5)}`,
    ` COMMANDE N ${n(4)}`,
    ` BL ${n(4)} ${n(4)}`,
    ` LOT ${n(2)} APPT ${n(3)}`,
    ` VREF ${n(5)} NREF ${n(6)}`,
    ` MERCI`,
    ` ID ${n(4)}/${n(3)}`,
    ` (${n(4)})`,
    ` MDT ${n(8)}`,
    ` 2 JOURS 1200`,
    ` TTC ${n(3)},${n(2)} TVA 20%`,
    ` PO ${n(4)}-${n(2)}`,
    ` IMM ${random.pick(['AB', 'CD'])}-${n(3)}-${random.pick(['EF', 'GH'])}`,
  ]);
}
