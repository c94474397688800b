import type { Translation } from '../translator.js';

/** Sentences of platforms, webhooks, schedules and the bank's answers to one's own orders. */
export const CONNECTIONS: readonly Translation[] = [
  ['There is no accounting format "{0}".', 'Le format comptable « {0} » n’existe pas.'],
  [
    'A {0} has no day {1} for a schedule: 1 to {2}.',
    'Une période {0} n’a pas de jour {1} pour un export programmé : 1 à {2}.',
  ],
  ['There is a scheduled export "{0}" already.', 'L’export programmé « {0} » existe déjà.'],
  [
    'The scheduled export "{0}" of {1} failed {2} times: {3} It is tried again.',
    'L’export programmé « {0} » du {1} a échoué {2} fois : {3} Il est réessayé.',
  ],
  ['a scheduled export failed', 'un export programmé a échoué'],
  [
    '"{0}" is no folder below the folder of exports: letters, digits, - _ and . only, such as cabinet/2026.',
    '« {0} » n’est pas un dossier sous celui des exports : lettres, chiffres, - _ et . seulement, comme cabinet/2026.',
  ],
  ['There is no scheduled export "{0}". There are: {1}.', 'L’export programmé « {0} » n’existe pas. Il y a : {1}.'],
  ['{0}: {1} was not taken in whole: {2}', '{0} : {1} n’a pas été pris en entier : {2}'],
  ['{0} is no invoice in a syntax that is read here.', '{0} n’est pas une facture dans une syntaxe lue ici.'],
  ['a list begins before the total (39) of the one before', 'une liste commence avant le total (39) de la précédente'],
  ['the list is in francs, which is not read', 'la liste est en francs, qui ne sont pas lus'],
  ['{0}; the return is left out', '{0} ; le rejet est laissé de côté'],
  ['"{0}" is no total (12 digits)', '« {0} » n’est pas un total (12 chiffres)'],
  ['a record "{0}" where 34 or 39 is expected', 'un enregistrement « {0} » là où on attend 34 ou 39'],
  ['an answer with more parts than any bank writes', 'une réponse de plus de parties qu’aucune banque n’en écrit'],
  [
    'this is no pain.002 message (expected CstmrPmtStsRpt)',
    'ce n’est pas un message pain.002 (on attend CstmrPmtStsRpt)',
  ],
  ['{0} answered a search with something else than flows.', '{0} a répondu à une recherche autre chose que des flux.'],
  ['Give oauthUrl, clientId and clientSecret, or a token.', 'Donnez oauthUrl, clientId et clientSecret, ou un jeton.'],
  ['The token address of the platform', 'L’adresse de jeton de la plateforme'],
  ['{0} Check client and secret.', '{0} Vérifiez le client et son secret.'],
  ['The token address of the platform gave no token.', 'L’adresse de jeton de la plateforme n’a pas donné de jeton.'],
  ['An earlier message of the invoice comes first.', 'Un message antérieur de la facture passe d’abord.'],
  ['The platform takes no "{0}".', 'La plateforme ne prend pas de « {0} ».'],
  [
    'Flow {0} of this tracking id has another content: look there.',
    'Le flux {0} de cet identifiant de suivi a un autre contenu : regardez là-bas.',
  ],
  ['The platform has not acknowledged the flow yet.', 'La plateforme n’a pas encore accusé réception du flux.'],
  ['The platform refuses the flow: {0}.', 'La plateforme refuse le flux : {0}.'],
  ['no reason given', 'sans motif'],
  [
    'The secret of {0} is not "whsec_" followed by the base64 of {1} to {2} bytes.',
    'Le secret de {0} n’est pas « whsec_ » suivi du base64 de {1} à {2} octets.',
  ],
  ['The receiver has this event.', 'Le destinataire a cet événement.'],
  [
    'The receiver is gone (HTTP 410): close the connection or give a new address.',
    'Le destinataire n’existe plus (HTTP 410) : fermez la connexion ou donnez une nouvelle adresse.',
  ],
  ['The receiver refuses this event (HTTP {0}).', 'Le destinataire refuse cet événement (HTTP {0}).'],
  [
    'The receiver refuses the signature (HTTP {0}): check the secret on both sides.',
    'Le destinataire refuse la signature (HTTP {0}) : vérifiez le secret des deux côtés.',
  ],
  ['The receiver answers HTTP {0}.', 'Le destinataire répond HTTP {0}.'],
  ['--on-day {0}: expected a number.', '--on-day {0} : on attend un nombre.'],
  ['{0} {1}: expected {2}.', '{0} {1} : on attend {2}.'],
];
