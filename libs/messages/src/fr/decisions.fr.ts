import type { Translation } from '../translator.js';

/** Sentences of a decision: why a person is asked, and what speaks for a proposal, besides those of matching.fr. */
export const DECISIONS: readonly Translation[] = [
  ['open amounts add up to the amount received', 'les montants ouverts font le montant reçu'],
  ['open amounts less credit add up to the amount received', 'les montants ouverts moins l’avoir font le montant reçu'],
  ['open amounts less a discount', 'les montants ouverts moins un escompte'],
  ['open amount less a bank fee', 'le montant ouvert moins des frais bancaires'],
  ['open amount but for a difference of exchange', 'le montant ouvert à une différence de change près'],
  ['open amount but for a rounding difference', 'le montant ouvert à un écart d’arrondi près'],
  ['less than the open amount', 'moins que le montant ouvert'],
  ['more than the open amount', 'plus que le montant ouvert'],
  ['the only set among {0} open items', 'le seul ensemble parmi {0} pièces ouvertes'],
  ['one set among {0} open items', 'un ensemble parmi {0} pièces ouvertes'],
  ["account {0} is {1}'s", 'le compte {0} est celui de {1}'],
  ['account {0} has paid for {1} {2} time', 'le compte {0} a payé {2} fois pour {1}'],
  ['account {0} has paid for {1} {2} times', 'le compte {0} a payé {2} fois pour {1}'],
  ['payer\'s name "{0}"', 'nom du payeur « {0} »'],
  ['"{0}" has paid for {1}', '« {0} » a payé pour {1}'],
  ['name in the label "{0}"', 'nom dans le libellé « {0} »'],
  ['paid on behalf of "{0}"', 'payé pour le compte de « {0} »'],
  ['paid by "{0}"', 'payé par « {0} »'],
  ['shares a group with {0}', 'du même groupe que {0}'],
  ['only the amount fits', 'seul le montant correspond'],
  ['the payer is not proven', 'le payeur n’est pas prouvé'],
  ['{0} has the same amount', '{0} a le même montant'],
  ['{0} is named and has the same amount', '{0} est nommé et a le même montant'],
  [
    "{0} has the same amount, and its customer's name is like the payer's",
    '{0} a le même montant, et le nom de son client ressemble à celui du payeur',
  ],
  [
    'the text may name {0}, which the amount does not cover',
    'le texte nomme peut-être {0}, que le montant ne couvre pas',
  ],
  [
    'the customer has paid this amount with the same words: it may be a second payment',
    'le client a déjà payé ce montant avec les mêmes mots : c’est peut-être un double paiement',
  ],
  [
    'more was paid, and the text names a settled item too',
    'il a été payé davantage, et le texte nomme aussi un poste déjà soldé',
  ],
  ['the text speaks of money that a supplier pays back', 'le texte parle d’argent qu’un fournisseur rembourse'],
  [
    'the text says that a supplier pays back, and no customer is known by it',
    'le texte parle du remboursement d’un fournisseur, et aucun client n’y est reconnu',
  ],
  [
    'a credit note may be deducted, or a round part be paid, and the text does not say',
    'un avoir est peut-être déduit, ou une part ronde payée, et le texte ne le dit pas',
  ],
  ['the number as printed is {0}, which is open', 'le numéro tel qu’écrit est {0}, qui est ouvert'],
  [
    'several customers may have paid, and a sum does not tell which',
    'plusieurs clients ont pu payer, et une somme ne dit pas lequel',
  ],
  [
    'the label is cut in a number that does not begin that of this item',
    'le libellé est coupé dans un numéro qui n’est pas le début de celui de ce poste',
  ],
  ['the text points at {0}', 'le texte désigne {0}'],
  ['the likely payer has {0} open together', 'le payeur probable a ouvert, ensemble, {0}'],
  ['the likely payer has {0} open', 'le payeur probable a {0} ouvert'],
  ['nothing but the amount points at {0}', 'seul le montant désigne {0}'],
  ['the customer has kept the like back {0} times', 'le client a retenu la même chose {0} fois'],
  [
    'the customer has paid its oldest item first {0} times',
    'le client a payé {0} fois son poste le plus ancien d’abord',
  ],
  [
    'the allocations add up to {0}, more than the payment of {1}: correct the record or take it out',
    'les imputations font {0}, plus que le paiement de {1} : corrigez l’enregistrement ou retirez-le',
  ],
  [
    'open_amount is zero of {0} items, the first of them {1}: nothing can be matched to them, leave them out',
    'open_amount est nul pour {0} postes, dont {1} le premier : rien ne peut leur être rapproché, retirez-les',
  ],
  [
    "account {0} is not among ownIbans: add it there, or take the file out if it is another company's",
    'le compte {0} n’est pas parmi ownIbans : ajoutez-l’y, ou retirez le fichier s’il est d’une autre entreprise',
  ],
  [
    'the customer {0} has no open item, so the rule says nothing: check its code',
    'le client {0} n’a aucun poste ouvert, la règle ne dit donc rien : vérifiez son code',
  ],
  ['{0} has this amount too, less the discount agreed for it', '{0} a aussi ce montant, escompte convenu déduit'],
  [
    'others than {0} paid {1} of {2} past lines that the rule fits, so nothing is posted on it: make its pattern narrower',
    'd’autres que {0} ont payé {1} des {2} lignes passées auxquelles la règle convient, rien n’est donc passé d’après elle : resserrez son motif',
  ],
  [
    'the account is known, but not under the name printed: it may have changed hands',
    'le compte est connu, mais pas sous le nom imprimé : il a pu changer de titulaire',
  ],
  ['{0} has exactly this amount', '{0} a exactement ce montant'],
  ['{0} add up to the amount too', '{0} font aussi ce montant'],
  ['{0} would explain the amount exactly', '{0} expliquerait le montant exactement'],
  ['{0} is named too and fits', '{0} est citée aussi et convient'],
  ['{0} is named as well', '{0} est citée aussi'],
  ['the number could also be {0}', 'le numéro peut aussi être {0}'],
  ['the payer has {0} open with the same amount', 'le payeur a {0} ouverte du même montant'],
  [
    'the number may be {0} with a slip, and nothing says who paid',
    'le numéro peut être {0} à une faute près, et rien ne dit qui a payé',
  ],
  ['nothing says who paid, and {0} has the same amount', 'rien ne dit qui a payé, et {0} a le même montant'],
  [
    'many open items have this amount, and nothing says who paid',
    'beaucoup de pièces ouvertes ont ce montant, et rien ne dit qui a payé',
  ],
  [
    '{0} is long overdue, and {1} of the same amount is due now',
    '{0} est échue depuis longtemps, et {1} du même montant échoit maintenant',
  ],
  [
    'an earlier line of this amount ({0}) may have paid it and waits for a decision',
    'une ligne antérieure de ce montant ({0}) l’a peut-être payée et attend une décision',
  ],
  [
    'an earlier line waits for a decision that would leave exactly this amount open of {0}',
    'une ligne antérieure attend une décision qui laisserait exactement ce montant ouvert sur {0}',
  ],
  [
    'an identical line came on {0}: one of them may be a second payment',
    'une ligne identique est arrivée le {0} : l’une des deux est peut-être un second paiement',
  ],
  [
    'the text also names {0}, which the amount does not cover',
    'le libellé cite aussi {0}, que le montant ne couvre pas',
  ],
  ['the text names {0}, which is in another currency', 'le libellé cite {0}, qui est dans une autre devise'],
  [
    'the text speaks of a part kept back, and no credit note is named',
    'le libellé parle d’une part retenue, et aucun avoir n’est cité',
  ],
  ['the text names several months, and {0} is of one', 'le libellé cite plusieurs mois, et {0} est d’un seul'],
  ['the text names {0}, and {1} is of another month', 'le libellé cite {0}, et {1} est d’un autre mois'],
  ['the text names {0}, which may be an older bill', 'le libellé cite {0}, peut-être une pièce plus ancienne'],
  ['the text names {0}, another customer', 'le libellé cite {0}, un autre client'],
  [
    'the name printed is of two persons, and of neither alone',
    'le nom imprimé est celui de deux personnes, et d’aucune seule',
  ],
  [
    '{0} has the same amount, and the name printed is that of its customer',
    '{0} a le même montant, et le nom imprimé est celui de son client',
  ],
  [
    'a small credit note may be deducted, or a charge, and the text does not say',
    'un petit avoir est peut-être déduit, ou des frais, et le libellé ne le dit pas',
  ],
  ['the text names {0}, which is already settled', 'le libellé cite {0}, déjà réglée'],
  ['the text may name {0}, which is already settled', 'le libellé cite peut-être {0}, déjà réglée'],
  ['the text names {0}, which is no open item', 'le libellé cite {0}, qui n’est pas une pièce ouverte'],
  [
    'the text says that no customer paid, and only bare digits name an item',
    'le libellé dit qu’aucun client n’a payé, et seuls des chiffres désignent une pièce',
  ],
  [
    'the payer is known, but no open item explains the amount',
    'le payeur est connu, mais aucune pièce ouverte n’explique le montant',
  ],
  ['no open item has this number or amount', 'aucune pièce ouverte n’a ce numéro ou ce montant'],
  ['the items belong to several customers', 'les pièces sont de plusieurs clients'],
  ['less was paid than any named item asks for', 'il a été payé moins que toute pièce citée'],
  ['less was paid than the named items add up to', 'il a été payé moins que la somme des pièces citées'],
  [
    'a little less was paid than is due, and nothing proves whether it is a fee or still owed',
    'il a été payé un peu moins que dû, et rien ne prouve si ce sont des frais ou un reste dû',
  ],
  ['part of an item was paid by an unknown payer', 'un payeur inconnu a payé une partie d’une pièce'],
  ['the amount is exactly that of {0}', 'le montant est exactement celui de {0}'],
  ['more was paid than the named items ask for', 'il a été payé plus que les pièces citées'],
  ['much more was paid than the named items ask for', 'il a été payé bien plus que les pièces citées'],
  [
    'more was paid, and the text may have named more items',
    'il a été payé plus, et le libellé citait peut-être d’autres pièces',
  ],
  [
    'the amount differs and no invoice number proves which item is meant',
    'le montant diffère et aucun numéro ne prouve de quelle pièce il s’agit',
  ],
  [
    'the amount fits with the discount, but neither a number nor the word discount says so',
    'le montant correspond avec l’escompte, mais ni numéro ni le mot escompte ne le dit',
  ],
  ['the difference is that of a discount taken late', 'l’écart est celui d’un escompte pris trop tard'],
  [
    'a fee may have been taken, but neither the text nor the bank says so',
    'des frais ont peut-être été pris, mais ni le libellé ni la banque ne le dit',
  ],
  ['the charges the bank states are not the difference', 'les frais que la banque indique ne sont pas l’écart'],
  [
    'a few cents differ from an instalment, and later ones may settle them',
    'quelques centimes diffèrent d’une échéance, et les suivantes peuvent les solder',
  ],
  [
    '{0} has a small rest open from before: the difference may not be one amount',
    '{0} a déjà un petit reste ouvert : l’écart n’est peut-être pas d’un seul tenant',
  ],
  ['the text speaks of a part payment', 'le libellé parle d’un paiement partiel'],
  [
    'the text speaks of a part payment, and no credit note is named',
    'le libellé parle d’un paiement partiel, et aucun avoir n’est cité',
  ],
  [
    'the text speaks of a part payment, and the amount is short by what a fee may be',
    'le libellé parle d’un paiement partiel, et il manque ce que des frais peuvent être',
  ],
  [
    'a credit note of a round amount may be deducted, or a part be paid, and the text does not say',
    'un avoir d’un montant rond est peut-être déduit, ou une partie payée, et le libellé ne le dit pas',
  ],
  [
    'an invoice less a credit note has the amount, and neither is named',
    'une facture moins un avoir fait ce montant, et aucun des deux n’est cité',
  ],
  [
    'paid in {0}, and the company accepts no such rate of exchange for these days',
    'payé en {0}, et la société n’admet pas ce cours de change pour ces jours',
  ],
  ['paid in {0}: a part of {1} was paid before', 'payé en {0} : une partie de {1} a été payée avant'],
  [
    'paid in {0}: a difference of exchange over several items is not told apart',
    'payé en {0} : un écart de change sur plusieurs pièces ne se répartit pas',
  ],
  ['several sets of open items add up to the amount', 'plusieurs ensembles de pièces ouvertes font ce montant'],
  [
    'several sets of open items complete the named ones',
    'plusieurs ensembles de pièces ouvertes complètent celles citées',
  ],
  [
    'other open items complete the named ones, perhaps by accident',
    'd’autres pièces ouvertes complètent celles citées, peut-être par hasard',
  ],
  [
    'open items add up to the amount, but nothing says that several are paid',
    'des pièces ouvertes font ce montant, mais rien ne dit qu’il en paie plusieurs',
  ],
  [
    'not all items are named and the payer is not proven',
    'toutes les pièces ne sont pas citées et le payeur n’est pas prouvé',
  ],
  [
    'several items may be paid, and too many are open to rule that out',
    'plusieurs pièces sont peut-être payées, et trop sont ouvertes pour l’exclure',
  ],
  ['another customer seems to have paid', 'un autre client semble avoir payé'],
  ['a bare number and an amount do not prove it', 'un numéro seul et un montant ne le prouvent pas'],
  ['the number has a slip and the payer is not proven', 'le numéro a une faute et le payeur n’est pas prouvé'],
  [
    'the number fits several items and the payer is not proven',
    'le numéro convient à plusieurs pièces et le payeur n’est pas prouvé',
  ],
  ['the text speaks of an order or a deposit', 'le libellé parle d’une commande ou d’un acompte'],
  [
    'the label may be cut and the payer pays for others of its group',
    'le libellé est peut-être coupé et le payeur paie pour d’autres de son groupe',
  ],
  [
    'the label is cut in a word that may say a part, a deposit or the whole account is paid',
    'le libellé est coupé dans un mot qui peut dire qu’une partie, un acompte ou tout le compte est payé',
  ],
  ['the advice does not say which item {0} pays', 'l’avis ne dit pas quelle pièce {0} paie'],
  ['the advice names {0}, which is no open item', 'l’avis cite {0}, qui n’est pas une pièce ouverte'],
  ['the advice names {0}, which is several open items', 'l’avis cite {0}, qui désigne plusieurs pièces ouvertes'],
  ['the advice pays more on {0} than is open', 'l’avis paie plus sur {0} qu’il n’y a d’ouvert'],
  ['{0} was issued after the payment', '{0} a été émise après le paiement'],
  [
    '{0} is fully open in the book but paid in the history',
    '{0} est entièrement ouverte dans les livres mais payée dans l’historique',
  ],
  ['this line was already confirmed in the history', 'cette ligne est déjà confirmée dans l’historique'],
  ['money paid out fits a credit of this customer', 'l’argent sorti correspond à un avoir de ce client'],
  [
    'the text speaks of a discount, and no credit note is named',
    'le libellé parle d’un escompte, et aucun avoir n’est cité',
  ],
  [
    'the label may be cut, and the payer has paid this amount a short time ago: it may be a second payment',
    'le libellé est peut-être coupé, et le payeur a payé ce montant il y a peu : c’est peut-être un second paiement',
  ],
  ['{0}, record {1}', '{0}, enregistrement {1}'],
];
