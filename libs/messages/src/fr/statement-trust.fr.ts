import type { Translation } from '../translator.js';

/** Sentences about what statements are worth: their chain, lines that may be told twice, layouts a person confirmed. */
export const STATEMENT_TRUST: readonly Translation[] = [
  [
    'Nobody has said yet whether this line is the same money as another.',
    'Personne n’a encore dit si cette ligne est le même argent qu’une autre.',
  ],
  [
    'This line has been decided since: undo that first.',
    'Cette ligne a été décidée depuis : annulez d’abord cette décision.',
  ],
  [
    'Statements of {0} are missing between {1} and {2}: movements of {3} {4} in all. Ask the bank for them; a file that comes late closes the gap.',
    'Il manque des relevés de {0} entre le {1} et le {2} : {3} {4} de mouvements en tout. Demandez-les à la banque ; un fichier tardif comble le trou.',
  ],
  [
    'Statements are missing between {0} and {1}: movements of {2} {3} in all. Ask the bank for them; nothing else waits for it.',
    'Il manque des relevés entre le {0} et le {1} : {2} {3} de mouvements en tout. Demandez-les à la banque ; rien d’autre n’attend.',
  ],
  [
    'The statement has number {0} and the one before it {1}: those between are missing.',
    'Le relevé porte le numéro {0} et le précédent le {1} : il manque ceux d’entre les deux.',
  ],
  [
    'The statement has number {0} and the one before it {1}: those between are not here, though the balances agree.',
    'Le relevé porte le numéro {0} et le précédent le {1} : ceux d’entre les deux ne sont pas là, mais les soldes se suivent.',
  ],
  [
    'The statement is older than others that were imported before it.',
    'Le relevé est plus ancien que d’autres importés avant lui.',
  ],
  [
    'The company has no statement profile "{0}". Its profiles: {1}.',
    'La société n’a pas de profil de relevé « {0} ». Ses profils : {1}.',
  ],
  ['There is a profile called {0} already.', 'Il y a déjà un profil nommé {0}.'],
  [
    'Several profiles fit {0}: {1}. Say which with --profile.',
    'Plusieurs profils conviennent à {0} : {1}. Dites lequel avec --profile.',
  ],
  ['The profile is not usable: {0}', 'Le profil n’est pas utilisable : {0}'],
  ['it is longer than 64 KB.', 'il dépasse 64 Ko.'],
  ['it is not JSON: {0}', 'ce n’est pas du JSON : {0}'],
  ['it is no JSON object.', 'ce n’est pas un objet JSON.'],
  ['no reader of tables is installed.', 'aucun lecteur de tableaux n’est installé.'],
  ['"format" must be one of {0}.', '« format » doit être l’un de {0}.'],
  [
    '{0} is no file with a profile; make one: lettrage statement profile propose FILE --out {1}',
    '{0} n’est pas un fichier de profil ; pour en faire un : lettrage statement profile propose FILE --out {1}',
  ],
  ['Name lines by their ids, or say --all.', 'Indiquez les identifiants des lignes, ou --all.'],
];
