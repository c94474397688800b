import type { Translation } from '../translator.js';

/** Sentences of life-cycle messages, payment reports, and invoices on their way to customers. */
export const SENDING: readonly Translation[] = [
  ['The attachment is no base64: it was left out.', 'La pièce jointe n’est pas en base64 : elle a été omise.'],
  ['The attachment is no base64.', 'La pièce jointe n’est pas en base64.'],
  [
    'An empty text: leave the key out where there is no value.',
    'Un texte vide : omettez la clé quand il n’y a pas de valeur.',
  ],
  [
    '{0} is not in the schema of life-cycle messages at this place.',
    '{0} n’est pas dans le schéma des messages de cycle de vie à cet endroit.',
  ],
  ['{0} may stand here once only; the first is read.', '{0} ne peut figurer ici qu’une fois ; le premier est lu.'],
  ['{0} is out of order: the schema wants it before {1}.', '{0} n’est pas à sa place : le schéma le veut avant {1}.'],
  [
    '{0} is missing in {1}: the schema of life-cycle messages asks for it.',
    '{0} manque dans {1} : le schéma des messages de cycle de vie l’exige.',
  ],
  ['{0} holds text between its elements.', '{0} contient du texte entre ses éléments.'],
  ['{0} holds {1} values; the schema wants one {2}.', '{0} contient {1} valeurs ; le schéma veut un {2}.'],
  ['{0} repeats a value, or holds them out of order.', '{0} répète une valeur, ou les contient dans le désordre.'],
  ['{0} is no invoice.', '{0} n’est pas une facture.'],
  [
    'The invoice has no number (BT-1): it cannot be sent.',
    'La facture n’a pas de numéro (BT-1) : elle ne peut pas être envoyée.',
  ],
  ['{0} was not sent: it breaks the rules.', '{0} n’a pas été envoyée : elle enfreint les règles.'],
  [
    'There is no electronic invoice {0}: name its file, or record it with lettrage status record.',
    'Il n’y a pas de facture électronique {0} : nommez son fichier, ou enregistrez-la avec lettrage status record.',
  ],
  ['A link lives 1 to {0} days, not {1}.', 'Un lien vit de 1 à {0} jours, pas {1}.'],
  [
    'The invoice names no e-mail address of its buyer (BT-58): give one.',
    'La facture ne donne pas d’adresse électronique de l’acheteur (BT-58) : indiquez-en une.',
  ],
  ['"{0}" is no e-mail address.', '« {0} » n’est pas une adresse électronique.'],
  [
    'Say which connection sends invoices by {0}. There are: {1}. Add one: lettrage connection add.',
    'Dites quelle connexion envoie les factures par {0}. Il y a : {1}. Ajoutez-en une : lettrage connection add.',
  ],
  [
    'The payment report of {0} to {1} is due by {2} and cannot be made: {3}',
    'La déclaration des paiements du {0} au {1} est due avant le {2} et ne peut être faite : {3}',
  ],
  [
    'Reporting is not set up for the company: lettrage status duty.',
    'La déclaration n’est pas configurée pour la société : lettrage status duty.',
  ],
  [
    'The number of the platform that transmits is not known: lettrage status duty --platform 0123.',
    'Le matricule de la plateforme qui transmet n’est pas connu : lettrage status duty --platform 0123.',
  ],
  [
    'The company has no SIREN, which a payment report needs.',
    'La société n’a pas de SIREN, nécessaire à une déclaration de paiements.',
  ],
  ['The payment report {0} breaks its rules: {1}', 'La déclaration de paiements {0} enfreint ses règles : {1}'],
  ['{0} took a file and gave no number of its flow.', '{0} a pris un fichier sans donner le numéro de son flux.'],
  ['{0} answered a search with something else.', '{0} a répondu autre chose à une recherche.'],
  ['{0} refuses it (code {1}): {2}.', '{0} le refuse (code {1}) : {2}.'],
  ['PISTE gave no token.', 'PISTE n’a pas donné de jeton.'],
  ['An earlier file of the invoice comes first.', 'Un fichier antérieur de la facture passe d’abord.'],
  ['Chorus Pro takes no "{0}".', 'Chorus Pro ne prend pas « {0} ».'],
  ['Chorus Pro refuses the flow {0}: {1}.', 'Chorus Pro refuse le flux {0} : {1}.'],
  ['An earlier mail of the invoice comes first.', 'Un courriel antérieur de la facture passe d’abord.'],
  ['By mail "{0}" cannot be sent.', 'Par courriel, « {0} » ne peut pas être envoyé.'],
  [
    'The mail server {0} refuses the user. Check user and password.',
    'Le serveur de messagerie {0} refuse l’utilisateur. Vérifiez l’utilisateur et le mot de passe.',
  ],
  [
    'The mail server {0} offers no safe connection (STARTTLS).',
    'Le serveur de messagerie {0} n’offre pas de connexion sûre (STARTTLS).',
  ],
  ['The mail server {0} refuses the sender ({1}).', 'Le serveur de messagerie {0} refuse l’expéditeur ({1}).'],
  [
    'The mail server {0} refuses the mail or its recipient ({1}).',
    'Le serveur de messagerie {0} refuse le courriel ou son destinataire ({1}).',
  ],
  [
    'The mail server {0} does not answer, or cannot now.',
    'Le serveur de messagerie {0} ne répond pas, ou ne peut pas pour le moment.',
  ],
  ['{0} answered with something else than events.', '{0} a répondu autre chose que des événements.'],
  ['{0} did not say what became of the document.', '{0} n’a pas dit ce qu’est devenu le document.'],
  ['An earlier document of the invoice comes first.', 'Un document antérieur de la facture passe d’abord.'],
  [
    'Peppol takes UBL, not "{0}": convert the invoice first.',
    'Peppol prend l’UBL, pas « {0} » : convertissez d’abord la facture.',
  ],
  ['The access point could not deliver it: {0}.', 'Le point d’accès n’a pas pu la remettre : {0}.'],
  [
    'The invoice has no electronic address of its seller (BT-34), and none is configured.',
    'La facture n’a pas d’adresse électronique du vendeur (BT-34), et aucune n’est configurée.',
  ],
  [
    'The invoice has no electronic address of its buyer (BT-49) to send it to.',
    'La facture n’a pas d’adresse électronique de l’acheteur (BT-49) où l’envoyer.',
  ],
  [
    'Say how: --mail, --platform or --link, one of them.',
    'Dites comment : --mail, --platform ou --link, un seul des trois.',
  ],
  ['--days {0}: expected a number of days.', '--days {0} : on attend un nombre de jours.'],
  ['There is no archived invoice {0}.', 'Il n’y a pas de facture archivée {0}.'],
  ['There is no link {0}.', 'Il n’y a pas de lien {0}.'],
  [
    'The call is not signed by a platform that is known here.',
    'L’appel n’est pas signé par une plateforme connue ici.',
  ],
];
