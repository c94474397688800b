import type { Translation } from '../translator.js';

/** Sentences of payment providers' payouts: their reports, what they pay, and taking them back. */
export const PAYOUTS: readonly Translation[] = [
  ['There is no payout report "{0}". Supported: {1}.', 'Il n’y a pas de relevé de versements « {0} ». Lus : {1}.'],
  ['{0} is no payout report known here. Supported: {1}.', '{0} n’est aucun relevé de versements connu ici. Lus : {1}.'],
  ["the receipt {0} is a customer's already", 'l’encaissement {0} est déjà celui d’un client'],
  [
    'nothing is open of the items named that this money could settle',
    'rien n’est ouvert, dans les postes nommés, que cet argent puisse solder',
  ],
  [
    'a payment that the payout takes back was allocated meanwhile',
    'un paiement que le versement reprend a été affecté entre-temps',
  ],
  [
    'the payout {0} is {1} less a fee of {2}, {3}; the line has {4}',
    'le versement {0} est de {1} moins {2} de frais, soit {3} ; la ligne porte {4}',
  ],
  ['the payment {0} is at the bank already, or has changed', 'le paiement {0} est déjà à la banque, ou a changé'],
  [
    'payout {0} is not booked, or was taken back already',
    'le versement {0} n’est pas comptabilisé, ou a déjà été repris',
  ],
  [
    'the line is the payout of a provider: take the payout back (lettrage payout take-back)',
    'la ligne est le versement d’un prestataire : reprenez le versement (lettrage payout take-back)',
  ],
  [
    'the payout {0} is in {1} and the books in {2}: book it by hand',
    'le versement {0} est en {1} et les comptes en {2} : comptabilisez-le à la main',
  ],
  ['"{0}" is no id of a payout', '« {0} » n’est pas un identifiant de versement'],
  [
    'The bank line of {0}, {1}, is the payout {2} of {3}. Book it: lettrage payout book {4} {5}',
    'La ligne de banque du {0}, {1}, est le versement {2} de {3}. Comptabilisez-la : lettrage payout book {4} {5}',
  ],
  ['payout {0} was taken back already', 'le versement {0} a déjà été repris'],
  ['its receipts are being allocated: try again', 'ses encaissements sont en cours d’affectation : recommencez'],
  [
    'one of its charges was given back by a later payment: take that back first',
    'l’un de ses encaissements a été rendu par un paiement ultérieur : reprenez d’abord celui-là',
  ],
  [
    'the receipt {0} was used otherwise: take that back first',
    'l’encaissement {0} a servi autrement : reprenez d’abord cela',
  ],
  [
    'The payout {0} {1}; it is left out. Export the report again, for the whole period.',
    'Le versement {0} {1} ; il est laissé de côté. Exportez de nouveau le relevé, pour toute la période.',
  ],
  ['has rows in {0} and in {1}', 'a des lignes en {0} et en {1}'],
  ['cannot be right: {0}', 'ne peut pas être juste : {0}'],
  ['its items give {0} as {1}, it says {2}', 'ses lignes donnent {0} pour {1}, il indique {2}'],
  ['two of its items have the same id', 'deux de ses lignes ont le même identifiant'],
  ['pays out {0}, its rows give {1}', 'verse {0}, ses lignes donnent {1}'],
  ['was returned by the bank and never arrived', 'a été renvoyé par la banque et n’est jamais arrivé'],
  [
    'follows a balance of {0}, its first row one of {1}: rows are missing',
    'suit un solde de {0}, sa première ligne un solde de {1} : des lignes manquent',
  ],
  [
    'The report holds no payout: nothing in it was paid out yet.',
    'Le relevé ne contient aucun versement : rien n’y a encore été versé.',
  ],
  [
    '"{0}" may be thousands or decimals: export it with all decimals',
    '« {0} » peut être des milliers ou des décimales : exportez-le avec toutes ses décimales',
  ],
  ['"{0}" is no day written as {1}', '« {0} » n’est pas un jour écrit {1}'],
  ['{0}: {1}. Export the report again, unchanged.', '{0} : {1}. Exportez de nouveau le relevé, sans le modifier.'],
  [
    'The report has more than {0} rows. Export shorter periods.',
    'Le relevé a plus de {0} lignes. Exportez des périodes plus courtes.',
  ],
  ['This is none of the reports known here ({0}). {1}', 'Ce n’est aucun des relevés connus ici ({0}). {1}'],
  ['The header of the {0} report has no column {1}. {2}', 'L’en-tête du relevé {0} n’a pas de colonne {1}. {2}'],
  [
    'The row has {0} cells and the header {1}: the file was cut or edited. Export it again.',
    'La ligne a {0} cellules et l’en-tête {1} : le fichier a été coupé ou modifié. Exportez-le de nouveau.',
  ],
  ['The table cannot be read: {0}. Export it again.', 'Le tableau est illisible : {0}. Exportez-le de nouveau.'],
  [
    'In the Stripe dashboard, open Reports, Payout reconciliation, and download it itemised with all columns.',
    'Dans le tableau de bord Stripe, ouvrez Rapports, Rapprochement des virements, et téléchargez-le détaillé avec toutes les colonnes.',
  ],
  [
    'In PayPal, open Activity, Reports, Activity report, choose "Balance affecting" and all columns, and download it as CSV.',
    'Dans PayPal, ouvrez Activité, Rapports, Rapport d’activité, choisissez « Impact sur le solde » et toutes les colonnes, et téléchargez-le en CSV.',
  ],
  [
    'In SumUp, open Reports, Transactions, and export the period as CSV with its payouts.',
    'Dans SumUp, ouvrez Rapports, Transactions, et exportez la période en CSV avec ses virements.',
  ],
  [
    'In GoCardless, open Payments, Payouts, choose the payout, Payout breakdown, and Export transactions.',
    'Dans GoCardless, ouvrez Paiements, Virements, choisissez le virement, Détail du virement, puis Exporter les transactions.',
  ],
  [
    'The payout {0} holds a {1} of {2}{3} ({4}): {5}. It waits in suspense; say what it pays.',
    'Le versement {0} contient un mouvement ({1}) de {2}{3} ({4}) : {5}. Il est en compte d’attente ; dites ce qu’il paie.',
  ],
  [
    'the payout {0} is not booked: nothing is to be taken back',
    'le versement {0} n’est pas comptabilisé : il n’y a rien à reprendre',
  ],
  ['The payout {0} has no item "{1}".', 'Le versement {0} n’a pas de mouvement « {1} ».'],
  [
    'the payout {0} is not booked yet: book it first',
    'le versement {0} n’est pas encore comptabilisé : faites-le d’abord',
  ],
  [
    'Say which invoice, or which customer, the movement is of.',
    'Dites de quelle facture, ou de quel client, est le mouvement.',
  ],
  ['There is no {0} in these books.', 'Il n’y a pas de {0} dans ces comptes.'],
  ['customer "{0}"', 'client « {0} »'],
  ['invoice "{0}"', 'facture « {0} »'],
  [
    'More than one customer has an {0}: name the customer too.',
    'Plusieurs clients ont une {0} : nommez aussi le client.',
  ],
  [
    'There is no payout "{0}" in these books: import its report.',
    'Il n’y a pas de versement « {0} » dans ces comptes : importez son relevé.',
  ],
  ['a payout was not booked', 'un versement n’a pas été comptabilisé'],
  [
    'The payout {0} of {1} is stored with other sums than {2} {3}: one of the two reports is not whole. What is stored stays.',
    'Le versement {0} de {1} est enregistré avec d’autres sommes que {2} {3} : l’un des deux relevés n’est pas entier. Ce qui est enregistré reste.',
  ],
  ['nothing in it names an invoice that is known here', 'rien n’y nomme une facture connue ici'],
  ['"{0}" names several invoices', '« {0} » nomme plusieurs factures'],
  ['"{0}" mentions {1}, but the amounts differ', '« {0} » mentionne {1}, mais les montants diffèrent'],
  ['it is no charge', 'ce n’est pas un encaissement'],
  ['it names no credit note that is known here', 'il ne nomme aucun avoir connu ici'],
  ['only the account at the provider says what it is', 'seul le compte chez le prestataire dit ce que c’est'],
  ['the charge it takes back is not known here', 'l’encaissement qu’il reprend n’est pas connu ici'],
  ['{0} has errors; no charge was tied.', '{0} comporte des erreurs ; aucun encaissement n’a été rattaché.'],
  ['{0} are kept, the columns of fees say {1}', '{0} sont retenus, les colonnes de frais indiquent {1}'],
  [
    'Nothing in the report says whether its dates begin with the day or the month; the day was taken. Export it with the column "Time zone".',
    'Rien dans le relevé ne dit si ses dates commencent par le jour ou le mois ; le jour a été retenu. Exportez-le avec la colonne « Fuseau horaire ».',
  ],
  ['"{0}" is not known here', '« {0} » n’est pas connu ici'],
  ['gross and fee give {0}, not {1}', 'montant brut et commission donnent {0}, pas {1}'],
  [
    'Give the key of the Stripe API: a restricted key that may read balance transactions, payouts, charges, refunds and disputes.',
    'Donnez la clé de l’API Stripe : une clé restreinte qui peut lire les transactions du solde, virements, paiements, remboursements et litiges.',
  ],
  ['The call was stopped while it waited for Stripe.', 'L’appel a été arrêté pendant qu’il attendait Stripe.'],
  ['Stripe answered {0} with something else than a list.', 'Stripe a répondu à {0} par autre chose qu’une liste.'],
  [
    '{0} is no whole number of the smallest unit of {1}',
    '{0} n’est pas un nombre entier de la plus petite unité de {1}',
  ],
  [
    'The payout {0} was left out: {1}. Book its line by hand.',
    'Le versement {0} a été laissé de côté : {1}. Comptabilisez sa ligne à la main.',
  ],
  [
    'it was made by hand, and Stripe does not say what such a payout is made of',
    'il a été fait à la main, et Stripe ne dit pas de quoi un tel virement est fait',
  ],
  ['Stripe pays out {0}, its balance transactions give {1}', 'Stripe verse {0}, ses transactions du solde donnent {1}'],
  ['the bank returned it', 'la banque l’a renvoyé'],
  ['{0} is in {1}, the payout in {2}', '{0} est en {1}, le versement en {2}'],
  ['it has more balance transactions than can be read', 'il a plus de transactions du solde qu’on ne peut en lire'],
  ['{0} is no instant', '{0} n’est pas un instant'],
  ['its amount less its fee is not its net', 'son montant moins ses frais n’est pas son net'],
  ['{0} is left of gross less fee, not {1}', 'il reste {0} du brut moins les frais, pas {1}'],
  ['{0} is left of total less fee, not {1}', 'il reste {0} du total moins les frais, pas {1}'],
  ['is not the fee of the transaction on line {0}', 'n’est pas la commission de la transaction de la ligne {0}'],
];
