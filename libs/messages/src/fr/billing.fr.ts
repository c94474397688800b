import type { Translation } from '../translator.js';

/** Sentences of invoices, payments, allocations and decisions. */
export const BILLING: readonly Translation[] = [
  [
    'without it the entry is an opening entry without VAT, and no 212 can be written',
    'sans elle, l’écriture est un à-nouveau sans TVA, et aucun statut 212 ne peut être émis',
  ],
  [
    'without it nobody knows whether VAT falls due at issue or when it is paid',
    'sans elle, nul ne sait si la TVA est due sur les débits ou sur les encaissements',
  ],
  ['a 212 names the buyer by its SIREN', 'un statut 212 désigne l’acheteur par son SIREN'],
  [
    'a credit note is not written off: set it off, or pay it back',
    'un avoir ne passe pas en perte : imputez-le, ou remboursez-le',
  ],
  ['{0} has nothing open', '{0} n’a rien d’ouvert'],
  ['{0} has {1} open: write off that or less', '{0} a {1} d’ouvert : passez cela en perte, ou moins'],
  [
    'a credit note is owed to the customer: it cannot be doubtful',
    'un avoir est dû au client : il ne peut pas être douteux',
  ],
  ['the allowance is part of the {0} that are open', 'la dépréciation est une partie des {0} ouverts'],
  [
    'say how much is late interest and how much indemnity',
    'dites la part des intérêts de retard et celle de l’indemnité',
  ],
  ['amounts are positive', 'les montants sont positifs'],
  ["payment {0} lies on no customer's account", 'le paiement {0} n’est au compte d’aucun client'],
  ['only {0} of the payment is not used yet', 'seuls {0} du paiement ne sont pas encore utilisés'],
  ['one of these uses does not stand', 'l’une de ces utilisations ne tient plus'],
  ['money given back came with a bank line', 'l’argent rendu est venu avec une ligne de banque'],
  ['the payment has less than that left', 'il reste moins que cela du paiement'],
  ['the line of {0} is already decided: undo that first', 'la ligne du {0} est déjà décidée : annulez d’abord'],
  ['the line is older than the cut-over day', 'la ligne est antérieure à la date de reprise'],
  ['the line may be a double of another: release it first', 'la ligne est peut-être un doublon : libérez-la d’abord'],
  ['the line is still pending at the bank', 'la ligne est encore en attente à la banque'],
  [
    'a person took a decision on this line back: only a person decides it',
    'une personne a repris une décision sur cette ligne : seule une personne la décide',
  ],
  [
    "item or payment {0} is not in this company's books",
    'le poste ou paiement {0} n’est pas dans les comptes de cette société',
  ],
  [
    '{0} had {1} minor units open when this was decided, now it has {2}',
    '{0} avait {1} centimes d’ouverts lors de la décision, maintenant {2}',
  ],
  [
    'a returned payment leaves the account: its amount is negative',
    'un paiement rejeté quitte le compte : son montant est négatif',
  ],
  ['the decision names no allocation that is given back', 'la décision ne nomme aucune affectation rendue'],
  [
    'the line is entered as a payment: set it aside or allocate its rest',
    'la ligne est saisie comme paiement : mettez-la de côté ou affectez son reste',
  ],
  ["allocation {0} is not in this company's books", 'l’affectation {0} n’est pas dans les comptes de cette société'],
  ['allocation {0} was already taken back', 'l’affectation {0} a déjà été annulée'],
  ['allocation {0} itself takes another back', 'l’affectation {0} en annule elle-même une autre'],
  [
    'allocation {0} cannot be given back by {1} minor units: it has {2}',
    'l’affectation {0} ne peut pas rendre {1} centimes : elle en a {2}',
  ],
  [
    'part of the line still settles items: undo that first',
    'une partie de la ligne solde encore des postes : annulez d’abord',
  ],
  ['the line confirms a payment recorded elsewhere', 'la ligne confirme un paiement saisi ailleurs'],
  ["customer {0} is not in this company's books", 'le client {0} n’est pas dans les comptes de cette société'],
  [
    'money that pays no item needs a customer to lie on account of',
    'l’argent qui ne paie aucun poste demande un client au compte duquel le mettre',
  ],
  ['the allocations do not add up to the line', 'les affectations ne font pas le total de la ligne'],
  ['decision {0} carries nothing that could be accepted', 'la décision {0} ne porte rien à accepter'],
  ['the decision has no alternative {0}', 'la décision n’a pas d’autre proposition {0}'],
  ['name an invoice and a credit note, in this order', 'nommez une facture et un avoir, dans cet ordre'],
  ['{0} and {1} are in different currencies', '{0} et {1} sont en devises différentes'],
  ['{0} and {1} belong to different customers', '{0} et {1} sont de clients différents'],
  ['{0} or {1} has nothing open', '{0} ou {1} n’a rien d’ouvert'],
  [
    'a document needs at least one VAT line, also where the rate is zero',
    'un document demande au moins une ligne de TVA, même à taux zéro',
  ],
  [
    'amounts of a draft are positive, also of a credit note',
    'les montants d’un brouillon sont positifs, même pour un avoir',
  ],
  [
    "the log ends at position {0}, the company's head says {1}",
    'le journal s’arrête à la position {0}, la tête de la société dit {1}',
  ],
  ['{0} of customer {1}: {2}', '{0} du client {1} : {2}'],
  [
    'open at the source was {0} and is now {1}, but here {2} is open ({3})',
    'ouvert à la source : {0}, maintenant {1} ; mais ici {2} est ouvert ({3})',
  ],
  [
    'open here, no longer in the snapshot: paid or cancelled there; match its payment, or cancel it here',
    'ouvert ici, absent de l’état : payé ou annulé là-bas ; rapprochez son paiement, ou annulez-le ici',
  ],
  ['name the items the credit settles', 'nommez les postes que solde l’avoir'],
  [
    'customer {0} is not in the books: import it first',
    'le client {0} n’est pas dans les comptes : importez-le d’abord',
  ],
  ['customer {0} has no item {1} in the books', 'le client {0} n’a pas de poste {1} dans les comptes'],
  [
    'The payment of {0} that {1} made on {2} ({3}) cannot be entered: {4}. ',
    'Le paiement de {0} fait par {1} le {2} ({3}) ne peut pas être saisi : {4}. ',
  ],
  [
    'Take back what was allocated here, or delete the payment there.',
    'Annulez ce qui est affecté ici, ou supprimez le paiement là-bas.',
  ],
  [
    'only a payment recorded in another system is confirmed by a bank line',
    'seul un paiement saisi dans un autre système se confirme par une ligne de banque',
  ],
  ['another bank line already confirmed this payment', 'une autre ligne de banque a déjà confirmé ce paiement'],
  ['the line is {0}', 'la ligne est {0}'],
  ['the line is already entered as a payment', 'la ligne est déjà saisie comme paiement'],
  [
    'the line has {0} minor units of {1}, the payment {2} of {3}',
    'la ligne a {0} centimes de {1}, le paiement {2} de {3}',
  ],
  [
    'money given back leaves the account: the line is negative',
    'l’argent rendu quitte le compte : la ligne est négative',
  ],
  ['the payment lies on no customer’s account', 'le paiement n’est au compte d’aucun client'],
  ['the line is in another currency', 'la ligne est dans une autre devise'],
  [
    'payment {0} was not recorded elsewhere, or is at the bank already',
    'le paiement {0} n’a pas été saisi ailleurs, ou est déjà à la banque',
  ],
  ['the payout is in another currency', 'le versement est dans une autre devise'],
  ['name the payments the payout is made of', 'nommez les paiements dont est fait le versement'],
  ['fee and VAT are positive', 'la commission et la TVA sont positives'],
  ['{0} less a fee of {1} is {2}, the line has {3}', '{0} moins une commission de {1} font {2}, la ligne a {3}'],
  ['the line is {0}: undo that first', 'la ligne est {0} : annulez d’abord'],
  ['the line is entered as a payment already', 'la ligne est déjà saisie comme un paiement'],
  ['the line is not in this company', 'la ligne n’est pas dans cette société'],
  ['nothing is proposed for this line', 'rien n’est proposé pour cette ligne'],
  [
    'the proposal names no item and no customer: choose an alternative or say what the line pays',
    'la proposition ne nomme ni poste ni client : choisissez-en une autre ou dites ce que paie la ligne',
  ],
  ['the line is {0}, not set aside', 'la ligne est {0}, pas mise de côté'],
  ['credit used together with a line is a positive amount', 'l’avoir utilisé avec une ligne est un montant positif'],
  ['more credit is used than the items get', 'plus d’avoir est utilisé que les postes n’en reçoivent'],
  ["decision {0} is not in this company's books", 'la décision {0} n’est pas dans les comptes de cette société'],
  ['the decision is {0}, not applied', 'la décision est {0}, pas appliquée'],
  ['name the allocations or the decision to take back', 'nommez les affectations ou la décision à annuler'],
  [
    'a later line returned the payment: take that line’s decision back first',
    'une ligne plus récente a rendu le paiement : annulez d’abord la décision de cette ligne',
  ],
  [
    'allocation {0} is itself an undo: allocate the payment again instead',
    'l’affectation {0} est elle-même une annulation : affectez plutôt de nouveau le paiement',
  ],
  ["item {0} is not in this company's books", 'le poste {0} n’est pas dans les comptes de cette société'],
  ["payment {0} is not in this company's books", 'le paiement {0} n’est pas dans les comptes de cette société'],
  ["transaction {0} is not in this company's books", 'la ligne {0} n’est pas dans les comptes de cette société'],
  ['the payment of {0} {1} would have {2} allocated', 'le paiement de {0} {1} aurait {2} d’affectés'],
  [
    '{0} is in {1}, the payment in {2}: say what it settles in {3}',
    '{0} est en {1}, le paiement en {2} : dites ce qu’il solde en {3}',
  ],
  [
    '{0} has {1} {2} open: this would settle more than it asks, or less than nothing',
    '{0} a {1} {2} d’ouvert : ceci solderait plus que demandé, ou moins que rien',
  ],
];
