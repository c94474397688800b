import { CASH_COLUMNS, COLUMN_MEANINGS, fecColumns } from './fec-columns.js';
import { compactDay, fecFileName, type FecOptions } from './fec-options.js';
import { TEXT_RULE } from './fec-text-rule.js';

/** What the notice says of the company's own codes. */
export interface FecNotice {
  readonly company: string;
  readonly options: FecOptions;
  readonly journals: readonly { readonly code: string; readonly label: string }[];
  /** The XML form instead of the flat file. */
  readonly isXml?: boolean;
}

/**
 * The descriptive notice that must accompany every file (LPF art. A47 A-1, XI): names and meaning of the fields, codes,
 * character set, structure, separators. French, plain text, lines ended by CR LF.
 */
export function describeFec({ company, options, journals, isXml = false }: FecNotice): string {
  const columns = fecColumns(options.amounts, options.variant);
  const lines = [
    'DESCRIPTION DU FICHIER DES ÉCRITURES COMPTABLES (article A47 A-1 du livre des procédures fiscales)',
    '',
    `Entreprise : ${company}${options.siren === undefined ? '' : ` (SIREN ${options.siren})`}`,
    ...(options.siren === undefined ? [] : [`Fichier : ${fecFileName(options, isXml ? 'xml' : 'txt')}`]),
    ...(options.closing === undefined || options.opening === undefined
      ? []
      : [`Exercice : du ${compactDay(options.opening)} au ${compactDay(options.closing)}`]),
    '',
    'STRUCTURE',
    ...(isXml ? xmlStructure(options) : flatStructure(options, columns.length)),
    `Jeu de caractères : ${options.encoding === 'utf-8' ? 'UTF-8, sans marque d’ordre des octets' : 'ISO 8859-15'}.`,
    isXml
      ? 'Nombres : point décimal (type float du schéma), virgule dans Montantdevise. Dates : AAAA-MM-JJ.'
      : 'Nombres : virgule décimale, sans séparateur de milliers ; le signe éventuel précède. Dates : AAAAMMJJ.',
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
    ...(columns.some((column) => CASH_COLUMNS.includes(column))
      ? []
      : [`Les champs ${CASH_COLUMNS.join(', ')} des comptabilités de trésorerie ne sont pas servis.`]),
  ];
  return `${lines.join('\r\n')}\r\n`;
}

const VARIANTS: Readonly<Record<FecOptions['variant'], string>> = {
  'vii-1': 'VII-1° (BIC, IS)',
  'viii-3': 'VIII-3° (BNC ou BA, comptabilité selon le droit commercial)',
  'viii-5': 'VIII-5° (BA, comptabilité de trésorerie)',
  'viii-7': 'VIII-7° (BNC, comptabilité de trésorerie)',
};

function flatStructure({ separator, variant }: FecOptions, count: number): readonly string[] {
  return [
    `Article A47 A-1, ${VARIANTS[variant]}.`,
    'Fichier à plat, un enregistrement par ligne d’écriture, de longueur variable, terminé par CR LF.',
    `La première ligne contient les noms des ${count} champs. Séparateur : ${separator === '\t' ? 'tabulation' : 'barre verticale « | »'}.`,
  ];
}

function xmlStructure({ variant, encoding }: FecOptions): readonly string[] {
  return [
    `Article A47 A-1, ${VARIANTS[variant]}.`,
    `Fichier XML selon le schéma formatA47A-I-${variant.toUpperCase()}.xsd. Les écritures restent dans leur ordre : un journal`,
    'peut paraître plusieurs fois. Libellé et lettrage sont portés par l’écriture : les libellés propres à d’autres lignes et',
    'les codes de lettrage différents au sein d’une écriture n’y figurent pas ; ils sont dans le fichier à plat.',
    'CompAuxNum et CompAuxLib y portent les noms CompteAuxNum et CompteAuxLib, que le schéma admet aussi.',
    ...(encoding === 'iso-8859-15' ? ['€ y devient EUR, œ devient oe, et Š, Ž, Ÿ deviennent S, Z, Y.'] : []),
  ];
}
