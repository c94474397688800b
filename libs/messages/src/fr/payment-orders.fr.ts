import type { Translation } from '../translator.js';

/** Sentences of direct debits and refunds made of the books, and of mandates. */
export const PAYMENT_ORDERS: readonly Translation[] = [
  ['no account of {0} is known', 'aucun compte de {0} n’est connu'],
  ['{0} has {1} accounts', '{0} a {1} comptes'],
  ['{0} has no mandate', '{0} n’a pas de mandat'],
  ['the mandate {0} was revoked on {1}', 'le mandat {0} a été révoqué le {1}'],
  ['the mandate {0} was for one collection, which is made', 'le mandat {0} valait pour un seul prélèvement, déjà fait'],
  [
    'The customers {0} are not known: import them first (lettrage import customers).',
    'Les clients {0} ne sont pas connus : importez-les d’abord (lettrage import customers).',
  ],
  [
    'Say what to pay: invoices, customers, or everything due by a day.',
    'Dites quoi payer : des factures, des clients, ou tout ce qui est échu à un jour.',
  ],
  [
    'Say which account in euros the file is for. Those with an IBAN: {0}.',
    'Indiquez le compte en euros du fichier. Ceux qui ont un IBAN : {0}.',
  ],
  [
    'There is no open item {0} to be paid this way. Nothing was written.',
    'Aucun poste ouvert {0} à payer ainsi. Rien n’a été écrit.',
  ],
  [
    'The bank cannot do it on {0}; the earliest day is {1}.',
    'La banque ne peut pas le {0} ; le premier jour possible est le {1}.',
  ],
  ['it stands in the file {0} already', 'il figure déjà dans le fichier {0}'],
  ['it is disputed', 'il est contesté'],
  ['it is in {0}, SEPA payments are in EUR', 'il est en {0}, les paiements SEPA sont en EUR'],
  ['{0}: {1}{2}. Nothing was written.', '{0} : {1}{2}. Rien n’a été écrit.'],
  [
    'No such payment of {0} is on its way: it came, came back or was cancelled.',
    'Aucun paiement de {0} n’est en cours : il est arrivé, revenu ou annulé.',
  ],
  [
    'There is no payment file {0}; lettrage payment list shows them.',
    'Le fichier de paiement {0} n’existe pas ; lettrage payment list les montre.',
  ],
  ['{0} is not UTF-8: save it as "CSV UTF-8".', '{0} n’est pas en UTF-8 : enregistrez-le en « CSV UTF-8 ».'],
  [
    'There is no mandate {0}; lettrage mandate list shows them.',
    'Le mandat {0} n’existe pas ; lettrage mandate list les montre.',
  ],
  ['Say where to write the file: --out PATH.', 'Indiquez où écrire le fichier : --out CHEMIN.'],
  ['"{0}" is neither CORE nor B2B', '« {0} » n’est ni CORE ni B2B'],
  ['"{0}" is neither recurrent nor one-off', '« {0} » n’est ni recurrent ni one-off'],
  [
    '{0} is too early for a direct debit handed over on {1}; the bank moves it to {2} or later',
    'le {0} est trop tôt pour un prélèvement remis le {1} ; la banque le décale au {2} ou plus tard',
  ],
];
