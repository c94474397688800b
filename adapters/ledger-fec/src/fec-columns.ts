/** Columns of the FEC by name; the order of each list is binding (LPF art. A47 A-1, VII and VIII). */
export type FecColumn =
  | 'JournalCode'
  | 'JournalLib'
  | 'EcritureNum'
  | 'EcritureDate'
  | 'CompteNum'
  | 'CompteLib'
  | 'CompAuxNum'
  | 'CompAuxLib'
  | 'PieceRef'
  | 'PieceDate'
  | 'EcritureLib'
  | 'Debit'
  | 'Credit'
  | 'Montant'
  | 'Sens'
  | 'EcritureLet'
  | 'DateLet'
  | 'ValidDate'
  | 'Montantdevise'
  | 'Idevise'
  | 'DateRglt'
  | 'ModeRglt'
  | 'NatOp'
  | 'IdClient';

const BEFORE_AMOUNT: readonly FecColumn[] = [
  'JournalCode',
  'JournalLib',
  'EcritureNum',
  'EcritureDate',
  'CompteNum',
  'CompteLib',
  'CompAuxNum',
  'CompAuxLib',
  'PieceRef',
  'PieceDate',
  'EcritureLib',
];
const AFTER_AMOUNT: readonly FecColumn[] = ['EcritureLet', 'DateLet', 'ValidDate', 'Montantdevise', 'Idevise'];

/** Columns that only the cash-basis variants have (VIII-5 the first three, VIII-7 all). */
export const CASH_COLUMNS: readonly FecColumn[] = ['DateRglt', 'ModeRglt', 'NatOp', 'IdClient'];

/** How a file states amounts. */
export type AmountColumns = 'debit-credit' | 'montant-sens';

/** The 18 columns every variant begins with. */
export function fecColumns(amounts: AmountColumns): readonly FecColumn[] {
  const pair: readonly FecColumn[] = amounts === 'debit-credit' ? ['Debit', 'Credit'] : ['Montant', 'Sens'];
  return [...BEFORE_AMOUNT, ...pair, ...AFTER_AMOUNT];
}

/** What each column holds, for the descriptive notice. */
export const COLUMN_MEANINGS: Readonly<Record<FecColumn, string>> = {
  JournalCode: "Code du journal de l'écriture",
  JournalLib: 'Libellé du journal',
  EcritureNum: "Numéro de l'écriture, continu par journal et exercice",
  EcritureDate: "Date de comptabilisation de l'écriture (AAAAMMJJ)",
  CompteNum: 'Numéro de compte (les trois premiers chiffres suivent le plan comptable général)',
  CompteLib: 'Libellé du compte',
  CompAuxNum: 'Numéro de compte auxiliaire (client) ; vide pour un compte sans auxiliaire',
  CompAuxLib: 'Libellé du compte auxiliaire',
  PieceRef: 'Référence de la pièce justificative',
  PieceDate: 'Date de la pièce justificative (AAAAMMJJ)',
  EcritureLib: "Libellé de l'écriture",
  Debit: 'Montant au débit, virgule décimale, sans séparateur de milliers',
  Credit: 'Montant au crédit, virgule décimale, sans séparateur de milliers',
  Montant: 'Montant, virgule décimale, sans séparateur de milliers',
  Sens: "Sens de l'écriture : D pour débit, C pour crédit",
  EcritureLet: 'Code de lettrage ; vide si la ligne n’est pas lettrée',
  DateLet: 'Date du lettrage : celle de la ligne la plus récente du groupe (AAAAMMJJ)',
  ValidDate: "Date de validation de l'écriture (AAAAMMJJ)",
  Montantdevise: 'Montant en devise, virgule décimale ; vide en euros',
  Idevise: 'Code ISO 4217 de la devise',
  DateRglt: 'Date de règlement (AAAAMMJJ)',
  ModeRglt: 'Mode de règlement',
  NatOp: "Nature de l'opération",
  IdClient: 'Identification du client',
};
