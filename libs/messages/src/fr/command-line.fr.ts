import type { Translation } from '../translator.js';

/** Sentences of the commands themselves. */
export const COMMAND_LINE: readonly Translation[] = [
  ['{0} cannot be used: {1}.', 'Impossible d’utiliser {0} : {1}.'],
  ['it does not exist', 'le fichier n’existe pas'],
  ['it may not be accessed; check its permissions', 'accès refusé ; vérifiez ses droits'],
  ['it is a folder; name a file', 'c’est un dossier ; indiquez un fichier'],
  ['a part of the path is a file', 'une partie du chemin est un fichier'],
  ['the disk is read-only', 'le disque est en lecture seule'],
];
