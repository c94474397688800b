import { CASH_COLUMNS, COLUMN_MEANINGS, fecColumns } from './fec-columns.js';
import { compactDay, fecFileName, type FecOptions } from './fec-options.js';
import { TEXT_RULE } from './fec-text-rule.js';

/** What the notice says of the company's own codes. */
export interface FecNotice {
  readonly company: string;
  readonly options: FecOptions;
  readonly journals: readonly { readonly code: string; readonly label: string }[];
}

/**
 * The descriptive notice that must accompany every file (LPF art. A47 A-1, XI): names and meaning of the fields, codes,
 * character set, structure, separators. French, plain text, lines ended by CR LF.
 */
export function describeFec({ company, options, journals }: FecNotice): string {
  const columns = fecColumns(options.amounts);
  const lines = [
    'DESCRIPTION DU FICHIER DES ÉCRITURES COMPTABLES (article A47 A-1 du livre des procédures fiscales)',
    '',
    `Entreprise : ${company}${options.siren === undefined ? '' : ` (SIREN ${options.siren})`}`,
    ...(options.siren === undefined ? [] : [`Fichier : ${fecFileName(options)}`]),
    ...(options.closing === undefined || options.opening === undefined
      ? []
      : [`Exercice : du ${compactDay(options.opening)} au ${compactDay(options.closing)}`]),
    '',
    'STRUCTURE',
    'Fichier à plat, un enregistrement par ligne d’écriture, de longueur variable, terminé par CR LF.',
    `La première ligne contient les noms des ${columns.length} champs. Séparateur : ${options.separator === '\t' ? 'tabulation' : 'barre verticale « | »'}.`,
    `Jeu de caractères : ${options.encoding === 'utf-8' ? 'UTF-8, sans marque d’ordre des octets' : 'ISO 8859-15'}.`,
    'Nombres : virgule décimale, sans séparateur de milliers ; le signe éventuel précède. Dates : AAAAMMJJ.',
    `Textes : ${TEXT_RULE}`,
    '',
    'CHAMPS',
    ...columns.map((column, i) => `${String(i + 1).padStart(2)}. ${column} : ${COLUMN_MEANINGS[column]}`),
    '',
    'CODES DES JOURNAUX',
    ...journals.map(({ code, label }) => `${code} : ${label}`),
    '',
    'LETTRAGE',
    'Un groupe réunit les lignes d’un même compte et d’un même auxiliaire et se solde à zéro. Les codes A à Z, puis AA,',
    'AB… se suivent par compte, auxiliaire et exercice ; un code retiré n’est pas réutilisé. DateLet est la date de la',
    'ligne la plus récente du groupe. Un lettrage postérieur à la clôture est laissé à blanc.',
    '',
    'VALIDATION',
    'ValidDate est la date de validation de l’écriture ; à défaut, sa date de comptabilisation.',
    `Les champs ${CASH_COLUMNS.join(', ')} des comptabilités de trésorerie ne sont pas servis.`,
  ];
  return `${lines.join('\r\n')}\r\n`;
}
