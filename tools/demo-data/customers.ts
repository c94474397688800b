import { inventedAccount, inventedSiren, type DemoAccount } from './identifiers.js';
import type { Random } from './random.js';

/** How a customer pays: into which of our accounts, and by what means. */
export type PaymentHabit = 'transfer' | 'direct-debit';

/** A customer of the demonstration company, with the traits that shape its payments. */
export interface DemoCustomer {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  readonly siren?: string;
  readonly account: DemoAccount;
  /** True if the open items name its IBAN (about 60 %). */
  readonly ibanKnown: boolean;
  readonly groupId?: string;
  /** Id of the customer that pays for it. */
  readonly paidBy?: string;
  readonly homonymOf?: string;
  readonly terms: number;
  /** 2 % within 10 days. */
  readonly takesDiscount: boolean;
  /** Monthly net amount in cents, for a maintenance contract. */
  readonly subscription?: bigint;
  readonly habit: PaymentHabit;
  /** The bank of ours it pays into. */
  readonly paysInto: 'camt' | 'csv';
  /** True if it writes the RF reference of the invoice. */
  readonly usesReference: boolean;
}

const FRENCH =
  `Boulangerie Petitjean SARL|Hôtel du Vieux Pont SAS|Lavigne Traiteur SARL|Cabinet Dumoulin & Associés SELARL
Pharmacie de la Halle Neuve SELARL|Domaine des Trois Chênes EARL|Garage Bonnefoy SARL|Imprimerie Castelnau SAS
Librairie Le Grand Large SARL|Clinique vétérinaire des Allées SCP|Restaurant La Table d'Émile SARL|Agence Roqueplan SAS
Menuiserie Fabre et Fils SARL|Transports Lespinasse SA|Optique Saint-Cyprien SARL|Fromagerie Ourtal SAS
Coopérative Val de Lèze SCA|Salon Coiff'Ambiance EURL|Crèche Les P'tits Loups SAS|Architectes Vidal Monestier SELARL
Brasserie des Carmes SAS|École Sainte-Clotilde OGEC|Résidence Bellerive SAS|Syndic Immo Occitan SARL
Plomberie Cazeneuve SARL|Ambulances du Couserans SARL|Maison Delpech SARL|Électricité Marty SAS
Cave Coopérative de Fronsac-le-Vieil SCA|Studio Photo Lumen EURL|Fleurs & Co Toulouse SARL|Laboratoire Occibio SELAS
Campus Formation Sud SAS|Théâtre du Pavé Bleu|Mairie de Lanta-sur-Hers|Communauté de communes du Girou Vert
Piscines Azuréa SAS|Charpentes Baylac SARL|Auto-école du Capitole Vert SARL|Biscuiterie Saint-Sernin SAS
Assurances Guiraud EURL|Centre équestre de Pibrol|Cordonnerie Salvat EURL|Ostéopathie Lauragais SCM
Savonnerie du Canal SARL|Golf de la Ramée Haute SAS|Camping Les Peupliers SARL|Meubles Tarrisse SA
Notaires Pradel Andrieu SCP|Jardinerie Verte Rive SARL|Distillerie Gascogne SAS|Boucherie Mondon SARL
Institut Belle Étoile EURL|Papeterie Escande SARL|Cinéma Le Rex d'Auterive SAS|Menuiserie Barthe SARL`
    .split(/[|\n]/)
    .map((name) => name.trim());

const FOREIGN = [
  ['Van Aelst Interieur NV', 'BE'],
  ['Holzkontor Brandt GmbH', 'DE'],
  ['Möbelhaus Reinke GmbH', 'DE'],
  ['Kirchberg Office S.à r.l.', 'LU'],
  ['Atelier du Léman SA', 'CH'],
] as const;

const GROUPS = [
  {
    id: 'G1',
    parent: 'Holding Montségur SAS',
    subsidiaries: ['Montségur Hôtels SARL', 'Montségur Loisirs SARL', 'Les Terrasses de Montségur SAS'],
  },
  { id: 'G2', parent: 'Groupe Arbizon SAS', subsidiaries: ['Arbizon Distribution SAS', 'Arbizon Services SARL'] },
] as const;

/** Two companies of one name, told apart by SIREN and IBAN only. */
const HOMONYM = 'Menuiserie Martin SARL';

/** Monthly contracts, net cents; customers of these positions. */
const SUBSCRIPTIONS: ReadonlyMap<number, bigint> = new Map([
  [3, 12000n],
  [9, 9900n],
  [18, 12000n],
  [22, 34800n],
  [27, 60000n],
  [36, 9900n],
  [12, 4900n],
  [33, 34800n],
  [40, 12000n],
  [48, 9900n],
]);

const DIRECT_DEBIT = new Set([1, 6, 14, 20, 25, 31, 38, 44]);

/** The customers of the demonstration, always the same for the same random seed. */
export function inventCustomers(random: Random): DemoCustomer[] {
  const customers: DemoCustomer[] = [];
  const add = (name: string, more: Partial<DemoCustomer> = {}): DemoCustomer => {
    const position = customers.length + 1;
    const country = more.country ?? 'FR';
    const directDebit = country === 'FR' && DIRECT_DEBIT.has(position);
    const customer: DemoCustomer = {
      id: `C${String(position).padStart(4, '0')}`,
      name,
      country,
      ...(country === 'FR' && { siren: inventedSiren(10_000 + position * 7) }),
      account: inventedAccount(country, random),
      ibanKnown: directDebit || random.chance(58),
      terms: random.pick([30, 30, 30, 45, 60]),
      takesDiscount: random.chance(14),
      ...(SUBSCRIPTIONS.has(position) && { subscription: SUBSCRIPTIONS.get(position) }),
      habit: directDebit ? 'direct-debit' : 'transfer',
      paysInto: directDebit || country !== 'FR' || position % 3 !== 0 ? 'camt' : 'csv',
      usesReference: position % 7 === 2,
      ...more,
    };
    customers.push(customer);
    return customer;
  };

  for (const name of FRENCH) add(name);
  for (const [name, country] of FOREIGN) add(name, { country, terms: 30, takesDiscount: false });
  for (const group of GROUPS) {
    const parent = add(group.parent, { groupId: group.id, paysInto: 'camt', ibanKnown: true });
    for (const name of group.subsidiaries) add(name, { groupId: group.id, paidBy: parent.id, paysInto: 'camt' });
  }
  const first = add(HOMONYM, { ibanKnown: false, paysInto: 'csv', takesDiscount: false });
  add(HOMONYM, { ibanKnown: false, paysInto: 'csv', takesDiscount: false, homonymOf: first.id });
  return customers;
}
