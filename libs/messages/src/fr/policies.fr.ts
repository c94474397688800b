import type { Translation } from '../translator.js';

/** Sentences about what is posted without a person: classes of rules, the company's own rules, learned payers. */
export const POLICIES: readonly Translation[] = [
  [
    'The invoices are named and their amounts add up to the payment',
    'Les factures sont citées et leurs montants font le paiement',
  ],
  [
    'The number has a slip (typo, cut off), and payer and amount leave no doubt',
    'Le numéro a une faute (frappe, coupure), et payeur et montant ne laissent aucun doute',
  ],
  [
    'Some invoices are named, and one set of others completes the amount',
    'Certaines factures sont citées, et un seul ensemble d’autres complète le montant',
  ],
  [
    'Named or proven, with a discount, bank fee, rounding or exchange difference',
    'Citée ou prouvée, à un escompte, des frais, un arrondi ou un écart de change près',
  ],
  ['Part of an invoice was paid, or more than it asks', 'Une facture est payée en partie, ou plus qu’elle ne demande'],
  [
    'No number: the payer is proven and one open amount fits',
    'Sans numéro : le payeur est prouvé et un seul montant ouvert convient',
  ],
  [
    'No number: the payer is proven and one set of open items adds up',
    'Sans numéro : le payeur est prouvé et un seul ensemble de pièces ouvertes fait la somme',
  ],
  [
    'No number: the payer is known from confirmed payments only',
    'Sans numéro : le payeur n’est connu que par des paiements confirmés',
  ],
  [
    'A rule of the company says who pays, or what the line is',
    'Une règle de la société dit qui paie, ou ce qu’est la ligne',
  ],
  ['A second payment or a prepayment of a proven customer', 'Un second paiement ou un acompte d’un client prouvé'],
  [
    'A remittance advice, slip or payout report agrees to the cent',
    'Un avis de paiement, un bordereau ou un relevé de versement concorde au centime',
  ],
  [
    'Pays no item: fees, taxes, payroll, transfers and the like',
    'Ne paie aucune pièce : frais, impôts, paie, virements internes et autres',
  ],
  ['A returned payment reopens what it had paid', 'Un impayé rouvre ce qu’il avait réglé'],
  [
    'The bank line of a payment recorded in another system',
    'La ligne de banque d’un paiement saisi dans un autre système',
  ],
  ['Rules of the engine that fit no other class', 'Les règles du moteur qui n’entrent dans aucune autre classe'],
  ['a decision of this class was taken back', 'une décision de cette classe a été annulée'],
  [
    'Nothing of class {0} is posted by itself any more: {1}, was taken back. Look why, then switch the class on again.',
    'Plus rien de la classe {0} n’est lettré automatiquement : {1}, a été annulée. Voyez pourquoi, puis réactivez la classe.',
  ],
  ['the line of {0}, {1} {2}', 'la ligne du {0}, {1} {2}'],
  ['a line', 'une ligne'],
  ['There is no class "{0}". Classes: {1}.', 'Il n’y a pas de classe « {0} ». Classes : {1}.'],
  [
    '"{0}" is no ceiling: expected an amount above zero, such as {1}.',
    '« {0} » n’est pas un plafond : il faut un montant positif, comme {1}.',
  ],
  ['There is a rule called "{0}" already.', 'Il y a déjà une règle « {0} ».'],
  [
    'There is no rule "{0}": lettrage rule list shows them.',
    'Il n’y a pas de règle « {0} » : lettrage rule list les montre.',
  ],
  [
    'VAT needs a rate in percent, such as 20 or 5.5, and the account of the rest.',
    'La TVA demande un taux en pour cent, comme 20 ou 5.5, et le compte du reste.',
  ],
  [
    'An account goes with a category: a customer has the customers’ account.',
    'Un compte va avec une catégorie : un client a le compte des clients.',
  ],
  ['A split has 2 to {0} shares.', 'Une répartition a de 2 à {0} parts.'],
  [
    '"{0}" is no account: it begins with three digits.',
    '« {0} » n’est pas un compte : il commence par trois chiffres.',
  ],
  [
    'The share on {0} is an amount, a percentage or the rest: say one of them.',
    'La part sur {0} est un montant, un pourcentage ou le reste : indiquez l’un des trois.',
  ],
  [
    '"{0}" is no amount of a share: write it like 12.50.',
    '« {0} » n’est pas le montant d’une part : écrivez-le comme 12.50.',
  ],
  [
    '"{0}" is no percentage of a line: write it like 60 or 12.5.',
    '« {0} » n’est pas le pourcentage d’une ligne : écrivez-le comme 60 ou 12.5.',
  ],
  [
    '"{0}" is no rate of VAT: write it like 20 or 5.5.',
    '« {0} » n’est pas un taux de TVA : écrivez-le comme 20 ou 5.5.',
  ],
  [
    'One share of a split takes the rest, so that the line is booked to the cent.',
    'Une part de la répartition prend le reste, afin que la ligne soit comptabilisée au centime près.',
  ],
  ['The percentages of a split are more than 100.', 'Les pourcentages d’une répartition dépassent 100.'],
  [
    'A split has the accounts and the VAT: say no other account beside it.',
    'Une répartition porte les comptes et la TVA : n’indiquez pas d’autre compte à côté.',
  ],
  [
    '--split {0}: expected <account>:<amount, percent% or rest>[:<VAT rate>/<VAT account>].',
    '--split {0} : il faut <compte>:<montant, pourcentage% ou rest>[:<taux de TVA>/<compte de TVA>].',
  ],
  [
    'There are no tolerances for "{0}": lettrage rule tolerance list shows them.',
    'Il n’y a pas de tolérances pour « {0} » : lettrage rule tolerance list les montre.',
  ],
  ['Say --bank-fee, --rounding or both.', 'Indiquez --bank-fee, --rounding ou les deux.'],
  // What follows is often a sentence with a place before it, which this is taken for.
  ['The rule cannot be used:', 'La règle ne peut pas servir :'],
  ['The rule cannot be used: {0}', 'La règle ne peut pas servir : {0}'],
  [
    '"{0}" is no code of a group: 1 to 100 characters, without a space around them.',
    '« {0} » n’est pas un code de groupe : 1 à 100 caractères, sans espace autour.',
  ],
  [
    'Name the customers who pay for each other, by their codes.',
    'Nommez par leurs codes les clients qui paient les uns pour les autres.',
  ],
  [
    'Customer {0} is in the group {1}: take him out of it first.',
    'Le client {0} est dans le groupe {1} : retirez-l’en d’abord.',
  ],
  ['There is no group "{0}".', 'Il n’y a pas de groupe « {0} ».'],
  ['Customer {0} is not in the group {1}.', 'Le client {0} n’est pas dans le groupe {1}.'],
  ['There is no change "{0}" of a group.', 'Il n’y a pas de modification de groupe « {0} ».'],
  [
    'Customer {0} was moved again since this change: take the later one back first.',
    'Le client {0} a été déplacé depuis cette modification : annulez d’abord la plus récente.',
  ],
  ['There is no customer "{0}" in this company.', 'Il n’y a pas de client « {0} » dans cette société.'],
  ['There is no such bank line in this company.', 'Il n’y a pas de telle ligne de banque dans cette société.'],
  [
    'The bank names no account for this payer: make a rule on its name instead, with lettrage rule add.',
    'La banque ne donne pas de compte pour ce payeur : faites plutôt une règle sur son nom, avec lettrage rule add.',
  ],
  [
    'Nothing is learned of the payer "{0}": lettrage learned list shows whom it knows.',
    'Rien n’est appris du payeur « {0} » : lettrage learned list montre qui est connu.',
  ],
  ['--vat and --vat-account go together.', '--vat et --vat-account vont ensemble.'],
  ['--needed {0}: expected 1 to 999.', '--needed {0} : attendu de 1 à 999.'],
  [
    'a payout is booked from the report of its provider: import that with lettrage import payouts',
    'un versement de prestataire se comptabilise d’après son relevé : importez-le avec lettrage import payouts',
  ],
  [
    'the items add up to {0}, the total says {1}: it would explain no line',
    'les pièces font {0}, le total dit {1} : cet avis n’expliquerait aucune ligne',
  ],
  [
    'There is no advice {0} in this company: lettrage advice list shows those there are.',
    'Cette société n’a pas d’avis {0} : lettrage advice list les montre tous.',
  ],
];
