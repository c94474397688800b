import type { Random } from './random.js';

const words = (text: string): readonly string[] => text.split(' ');

const TRADES = words(
  'Atelier Menuiserie Transports Boulangerie Garage Imprimerie Plomberie Jardins Traiteur Optique Pharmacie Librairie Construction Peintures Électricité Informatique Conseil Logistique Négoce Emballages Mécanique Textiles Vignobles Carrelages Cafés Façades Sécurité Ambulances Charpentes',
);
const STEMS = words('Bre Val Mon Roc Fer Lan Car Dur Per Sau Gri Tou Mar Bel Cor Lès Nou Vil Cha Pré');
const MIDS = words('ti na lo ve ri do ché mi ra ge so bau');
const ENDS = words('er eau ard in ot et on aud ieu elle ac ois');
const PLACES = words('Nord Sud Ouest Centre Lyon Nantes Savoie Bretagne Provence Littoral');
const FORMS = words('SARL SAS SA EURL SASU SCI');
const FIRST_NAMES = words('Jean Marie Paul Lucie André Hélène Noël Chloé');

/** A customer's name in two parts, as the books hold it: with accents and lower case. */
export interface CompanyName {
  readonly own: string;
  readonly form: string;
}

/** An invented family name. */
export function surname(random: Random): string {
  return random.pick(STEMS) + (random.chance(0.7) ? random.pick(MIDS) : '') + random.pick(ENDS);
}

/** An invented private person. */
export function personName(random: Random): string {
  return `${random.pick(FIRST_NAMES)} ${surname(random)}${surname(random).toLowerCase()}`;
}

/** An invented company: trade and name, name alone, place, letters, ampersands, hyphens, apostrophes and digits. */
export function companyName(random: Random): CompanyName {
  const form = random.pick(FORMS);
  const kind = random.next();
  if (kind < 0.45) return { own: `${random.pick(TRADES)} ${surname(random)}`, form };
  if (kind < 0.6) return { own: `${surname(random)} ${random.pick(TRADES)} ${random.pick(PLACES)}`, form };
  if (kind < 0.68) return { own: `${surname(random)} & Fils`, form };
  if (kind < 0.75) return { own: `${random.pick(TRADES)} ${surname(random)}-${surname(random)}`, form };
  if (kind < 0.8) return { own: `L'${random.pick(['Atelier', 'Escale', 'Étape', 'Oasis'])} ${surname(random)}`, form };
  if (kind < 0.85) return { own: `${surname(random)}${surname(random).toLowerCase()}`, form };
  if (kind < 0.9) return { own: `${letters(random, 3)} ${random.pick(TRADES)} ${random.pick(PLACES)}`, form };
  if (kind < 0.95) return { own: `${random.pick(TRADES)} ${random.whole(2, 99)} ${surname(random)}`, form };
  return { own: `Groupe ${surname(random)} ${random.pick(PLACES)}`, form };
}

/** The name of another company of the same root: all its words and one more. */
export function branchName(random: Random, { own }: CompanyName): CompanyName {
  return { own: `${own} ${random.pick([...PLACES, 'Services', 'Holding', 'Distribution'])}`, form: random.pick(FORMS) };
}

function letters(random: Random, count: number): string {
  return Array.from({ length: count }, () => random.pick(words('B C D F G H L M N P R S T V'))).join('');
}

/** Upper case without accents or punctuation, as banks print. */
export function asBanksPrint(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toUpperCase()
    .replace(/[^A-Z0-9 ]/g, ' ')
    .replace(/ +/g, ' ')
    .trim();
}

/** A company's name as a bank prints it: legal form after, before or absent, reversed, cut or abbreviated. */
export function printedName(random: Random, { own, form }: CompanyName): string {
  const name = asBanksPrint(own);
  if (form === '') return name;
  const kind = random.next();
  if (kind < 0.35) return `${name} ${form}`;
  if (kind < 0.5) return `${form} ${name}`;
  if (kind < 0.7) return name;
  if (kind < 0.8) return name.split(' ').reverse().join(' ');
  if (kind < 0.9) return `${name} ${form}`.slice(0, 18).trim();
  const [first, ...rest] = name.split(' ');
  return rest.length > 0 ? [first!.slice(0, 4), ...rest].join(' ') : name;
}
