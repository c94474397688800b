import type { Translation } from '../translator.js';

/** Sentences of e-invoices, their files and their life cycle; the rules carry their French text themselves. */
export const INVOICES: readonly Translation[] = [
  [
    '"{0}" (format {1}) is not a day that exists: write YYYYMMDD with format 102.',
    '« {0} » (format {1}) n’est pas un jour qui existe : écrivez AAAAMMJJ avec le format 102.',
  ],
  [
    'The root is CrossIndustryInvoice in the namespace "{0}"; expected "{1}".',
    'La racine est CrossIndustryInvoice dans l’espace de noms « {0} » ; on attend « {1} ».',
  ],
  [
    'The document is a part of an invoice ({0}): it is checked as far as the rules apply to it.',
    'Le document est une partie de facture ({0}) : il est contrôlé autant que les règles s’y appliquent.',
  ],
  [
    'The invoice is ZUGFeRD 1.0, which predates EN 16931: ask the sender for a current version.',
    'La facture est en ZUGFeRD 1.0, antérieur à l’EN 16931 : demandez une version actuelle à l’émetteur.',
  ],
  [
    'The file does not begin with UNA or UNB: it is no EDIFACT interchange.',
    'Le fichier ne commence pas par UNA ou UNB : ce n’est pas un échange EDIFACT.',
  ],
  [
    'The interchange names {0}, but its bytes are no such text.',
    'L’échange annonce {0}, mais ses octets ne sont pas un tel texte.',
  ],
  ['After the UNA comes "{0}" instead of UNB.', 'Après UNA vient « {0} » au lieu de UNB.'],
  [
    'UNB is followed by "{0}", not by the separator "{1}": a UNA must name other separators.',
    'UNB est suivi de « {0} », non du séparateur « {1} » : un UNA doit nommer d’autres séparateurs.',
  ],
  [
    'UNB does not name its character set as UNOC{0}3 or the like.',
    'UNB ne nomme pas son jeu de caractères comme UNOC{0}3 ou semblable.',
  ],
  [
    'The interchange names {0} but holds characters it does not allow; they were read as ISO 8859-1.',
    'L’échange annonce {0} mais contient des caractères qu’il n’admet pas ; ils ont été lus en ISO 8859-1.',
  ],
  [
    '"{0}" was not read: it is not known here or repeats a single term.',
    '« {0} » n’a pas été lu : inconnu ici, ou répète un terme unique.',
  ],
  [
    '"{0}" holds characters {1} lacks: written as "{2}".',
    '« {0} » contient des caractères absents de {1} : écrit « {2} ».',
  ],
  ['The receipt is in {0}, the invoice in {1}.', 'L’encaissement est en {0}, la facture en {1}.'],
  ['A receipt of zero is none: leave it out.', 'Un encaissement nul n’en est pas un : retirez-le.'],
  [
    'Receipts stand oldest first; this one is older than the one before.',
    'Les encaissements vont du plus ancien au plus récent ; celui-ci est plus ancien que le précédent.',
  ],
  [
    'Money given back needs a reason (MDT-126), else platforms refuse it.',
    'Un remboursement demande un motif (MDT-126), sinon les plateformes le refusent.',
  ],
  ['{0} given back is more than what came in before.', '{0} remboursés dépassent ce qui était entré.'],
  ['{0} holds no code.', '{0} ne contient aucun code.'],
  [
    '"{0}" is no date of format {1}: it was left out. Expected YYYYMMDDHHMMSS (204) or YYYYMMDD (102).',
    '« {0} » n’est pas une date de format {1} : laissée de côté. On attend AAAAMMJJHHMMSS (204) ou AAAAMMJJ (102).',
  ],
  [
    '"{0}" is no date: expected an instant such as 2026-10-05T08:00:00Z or a day such as 2026-10-05.',
    '« {0} » n’est pas une date : on attend un instant comme 2026-10-05T08:00:00Z ou un jour comme 2026-10-05.',
  ],
  ['"{0}" is neither true nor false: it was left out.', '« {0} » n’est ni vrai ni faux : laissé de côté.'],
  [
    '"{0}" is no decimal number: it was left out. Expected digits with a point, such as 12000.00.',
    '« {0} » n’est pas un nombre décimal : laissé de côté. On attend des chiffres avec un point, comme 12000.00.',
  ],
  [
    'The root is {0} in the namespace "{1}"; expected CrossDomainAcknowledgementAndResponse in "{2}". Is this another kind of document?',
    'La racine est {0} dans l’espace de noms « {1} » ; on attend CrossDomainAcknowledgementAndResponse dans « {2} ». Est-ce un autre genre de document ?',
  ],
  ['Expected an object, found {0}.', 'On attend un objet, trouvé {0}.'],
  ['"{0}" is not a term of life-cycle messages.', '« {0} » n’est pas un terme des messages de cycle de vie.'],
  ['Expected a list, found {0}.', 'On attend une liste, trouvé {0}.'],
  ['Expected true or false, found {0}.', 'On attend vrai ou faux, trouvé {0}.'],
  ['Expected an object with "{0}", found {1}.', 'On attend un objet avec « {0} », trouvé {1}.'],
  ['"{0}" is not known here.', '« {0} » est inconnu ici.'],
  ['"{0}" is no decimal number such as 12000.00.', '« {0} » n’est pas un nombre décimal comme 12000.00.'],
  [
    'Expected a text; write the number as a string, "{0}", so that it stays exact.',
    'On attend un texte ; écrivez le nombre comme texte, « {0} », pour qu’il reste exact.',
  ],
  ['Expected a text, found {0}.', 'On attend un texte, trouvé {0}.'],
  [
    'The invoice is {0} ({1}), which ends its life: it takes no status {2}.',
    'La facture est {0} ({1}), ce qui termine sa vie : elle ne prend plus de statut {2}.',
  ],
  [
    'The status {0} is not one of the standard: it must be agreed between the two parties.',
    'Le statut {0} n’est pas de la norme : il doit être convenu entre les deux parties.',
  ],
  [
    'The invoice was never deposited (200): it takes no status {0} ({1}) yet.',
    'La facture n’a jamais été déposée (200) : elle ne prend pas encore de statut {0} ({1}).',
  ],
  ['The invoice was deposited (200) before.', 'La facture a déjà été déposée (200).'],
  ['The status {0} ({1}) usually follows {2}, not {3}.', 'Le statut {0} ({1}) suit d’ordinaire {2}, pas {3}.'],
  ['{0} cannot carry "{1}": it was left out.', '{0} ne peut pas porter « {1} » : laissé de côté.'],
  [
    'Expected a text, found {0}; leave the key out if the term is absent.',
    'On attend un texte, trouvé {0} ; omettez la clé si le terme est absent.',
  ],
  ['"{0}" is not a term of the invoice model.', '« {0} » n’est pas un terme du modèle de facture.'],
  [
    'UBL needs a payment means (BT-81) here: code {0}, "not defined", was added.',
    'UBL demande ici un moyen de paiement (BT-81) : le code {0}, « non défini », a été ajouté.',
  ],
  [
    'UBL needs a VAT total (BT-110) above the VAT breakdown: the sum of the breakdown was added.',
    'UBL demande un total de TVA (BT-110) au-dessus de la ventilation : la somme de la ventilation a été ajoutée.',
  ],
  ['"{0}" is not a day that exists: write YYYY-MM-DD.', '« {0} » n’est pas un jour qui existe : écrivez AAAA-MM-JJ.'],
  [
    'The root is {0} in the namespace "{1}"; expected "{2}".',
    'La racine est {0} dans l’espace de noms « {1} » ; on attend « {2} ».',
  ],
  [
    '"{0}" is outside the terms read here or repeats a single term: it was not read.',
    '« {0} » est hors des termes lus ici ou répète un terme unique : il n’a pas été lu.',
  ],
  ['{0} further elements were not read.', '{0} autres éléments n’ont pas été lus.'],
  [
    '"{0}" is not a number: write digits with a decimal point, such as 1200.50.',
    '« {0} » n’est pas un nombre : écrivez des chiffres avec un point décimal, comme 1200.50.',
  ],
  ['This adapter writes the format "{0}", not "{1}".', 'Cet adaptateur écrit le format « {0} », pas « {1} ».'],
  ['EDIFACT is written in the profile {0}, not "{1}".', 'EDIFACT s’écrit dans le profil {0}, pas « {1} ».'],
  ['"{0}" is not an instant such as 2026-10-05T08:00:00Z.', '« {0} » n’est pas un instant comme 2026-10-05T08:00:00Z.'],
  [
    'The PDF holds no invoice: expected an attachment "factur-x.xml" (attachments: {0}). It is an ordinary PDF.',
    'Le PDF ne contient aucune facture : on attend une pièce jointe « factur-x.xml » (pièces jointes : {0}). C’est un PDF ordinaire.',
  ],
  [
    'The PDF holds {0} different invoices ({1}): it does not say which one counts. Ask the sender.',
    'Le PDF contient {0} factures différentes ({1}) : il ne dit pas laquelle compte. Demandez à l’émetteur.',
  ],
  [
    'The invoice is attached as "{0}"; Factur-X wants the name "factur-x.xml".',
    'La facture est jointe sous « {0} » ; Factur-X veut le nom « factur-x.xml ».',
  ],
  [
    'The PDF metadata say profile "{0}", the XML is {1}: the XML counts.',
    'Les métadonnées du PDF disent le profil « {0} », le XML est {1} : c’est le XML qui compte.',
  ],
  [
    'Factur-X is written in the profiles {0}; "{1}" is none of them.',
    'Factur-X s’écrit dans les profils {0} ; « {1} » n’en est pas un.',
  ],
  [
    'The specification identifier (BT-24) "{0}" was replaced by "{1}", the profile written.',
    'L’identifiant de spécification (BT-24) « {0} » a été remplacé par « {1} », le profil écrit.',
  ],
  [
    'The character "{0}" is not in the font and is shown as "?" on the page; the XML inside carries it.',
    'Le caractère « {0} » manque à la police et s’affiche « ? » sur la page ; le XML à l’intérieur le porte.',
  ],
  [
    'The PDF is damaged and cannot be read ({0}). Ask for it again.',
    'Le PDF est abîmé et illisible ({0}). Redemandez-le.',
  ],
  [
    'The PDF is encrypted, which PDF/A and Factur-X forbid. Ask for it without protection.',
    'Le PDF est chiffré, ce que PDF/A et Factur-X interdisent. Demandez-le sans protection.',
  ],
  ['A part of the PDF cannot be read ({0}).', 'Une partie du PDF est illisible ({0}).'],
  [
    'The profile {0} cannot carry {1}, without which the amounts do not add up: choose a richer one.',
    'Le profil {0} ne peut pas porter {1}, sans quoi les montants ne tombent pas juste : choisissez-en un plus riche.',
  ],
  ['The profile {0} does not carry {1}: it was left out.', 'Le profil {0} ne porte pas {1} : laissé de côté.'],
  ['The interchange holds {0}; expected REMADV.', 'L’échange contient {0} ; on attend REMADV.'],
  [
    'The message holds no status 211 (payment sent): it is no advice.',
    'Le message ne contient pas de statut 211 (paiement transmis) : ce n’est pas un avis.',
  ],
  ['The payment is in several currencies: {0}.', 'Le paiement est en plusieurs devises : {0}.'],
  [
    'A status 211 without the amount paid (MPA): it explains no receipt.',
    'Un statut 211 sans le montant payé (MPA) : il n’explique aucun encaissement.',
  ],
  ['No status 212 of it was found at the platform.', 'Aucun statut 212 n’en a été trouvé sur la plateforme.'],
  // An invoice taken over as an open item.
  ['{0} ({1}) is missing or unreadable', '{0} ({1}) manque ou est illisible'],
  ['the invoice number', 'le numéro de facture'],
  ['the issue date', 'la date de facture'],
  ['the currency', 'la devise'],
  ['who the buyer is', 'l’identité de l’acheteur'],
  ['the amount due', 'le montant à payer'],
  [
    'its VAT by rate is not known for what is still due; no 212 can be made',
    'la TVA par taux du reste à payer n’est pas connue ; aucun 212 ne pourra être fait',
  ],
  [
    'The root element is "{0}" in the namespace "{1}": it is no CII or UBL invoice.',
    'L’élément racine est « {0} » dans l’espace de noms « {1} » : ce n’est pas une facture CII ou UBL.',
  ],
  [
    'The root element is "{0}"; expected CrossIndustryInvoice. Is this another kind of document?',
    'L’élément racine est « {0} » ; CrossIndustryInvoice était attendu. Est-ce un autre document ?',
  ],
  [
    'The root element is "{0}"; expected Invoice or CreditNote. Is this another kind of document?',
    'L’élément racine est « {0} » ; Invoice ou CreditNote était attendu. Est-ce un autre document ?',
  ],
  ['{0} is empty: an invoice is expected.', '{0} est vide : une facture est attendue.'],
  // A report of transactions (flux 10.1, 10.3).
  ['{0} is not reported: {1}.', '{0} n’est pas déclarée : {1}.'],
  ['{0} cannot be read as an invoice.', '{0} ne peut pas être lu comme une facture.'],
  ['{0} is in {1} and in {2}: report it once.', '{0} est dans {1} et dans {2} : ne la déclarez qu’une fois.'],
  ['{0} was issued by the company {1}, not by {2}.', '{0} a été émise par l’entreprise {1}, pas par {2}.'],
  ['The report of transactions is not made.', 'La déclaration de transactions n’est pas faite.'],
  ['Say where to write it: --out PATH, or --dry-run.', 'Indiquez où l’écrire : --out CHEMIN, ou --dry-run.'],
  [
    'its number, day, type or currency (BT-1, BT-2, BT-3, BT-5) is missing',
    'son numéro, sa date, son type ou sa devise (BT-1, BT-2, BT-3, BT-5) manque',
  ],
  ['its frame (BT-23) is missing: B goods, S services', 'son cadre (BT-23) manque : B biens, S services'],
  ['the SIREN of the seller (BT-30) is missing', 'le SIREN du vendeur (BT-30) manque'],
  [
    'who the buyer is (BT-48, or country and name) is missing',
    'l’identité de l’acheteur (BT-48, ou le pays et le nom) manque',
  ],
  ['its VAT in euros (BT-111) is missing', 'sa TVA en euros (BT-111) manque'],
  ['its day (BT-2) is missing', 'sa date (BT-2) manque'],
  ['sales to private buyers are reported in euros', 'les ventes aux particuliers se déclarent en euros'],
  ['its VAT breakdown (BG-23) is missing', 'sa ventilation de TVA (BG-23) manque'],
  [
    'its frame (BT-23) does not say whether it is for goods (B) or services (S)',
    'son cadre (BT-23) ne dit pas s’il s’agit de biens (B) ou de services (S)',
  ],
  [
    'an amount of its VAT breakdown (BG-23) cannot be read',
    'un montant de sa ventilation de TVA (BG-23) est illisible',
  ],
  ['{0} does not exist or may not be read.', '{0} n’existe pas ou ne peut pas être lu.'],
  ['There is no file in {0}.', 'Aucun fichier dans {0}.'],
  [
    'it was issued by {0} (SIREN {1}), not by this company ({2})',
    'elle a été émise par {0} (SIREN {1}), et non par cette entreprise ({2})',
  ],
  ['{0} is in {1} too; that one was taken', '{0} est aussi dans {1} ; c’est celle-là qui a été reprise'],
  ['{0} was not taken over: {1}', '{0} n’a pas été reprise : {1}'],
  ['it is no invoice', 'ce n’est pas une facture'],
];
