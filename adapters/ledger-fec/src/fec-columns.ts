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

/**
 * The variants of the text: VII-1 (BIC, IS), VIII-3 (BNC or BA kept under commercial law), VIII-5 (BA on a cash basis)
 * and VIII-7 (BNC on a cash basis).
 */
export type FecVariant = 'vii-1' | 'viii-3' | 'viii-5' | 'viii-7';

/** Columns a variant has beside the 18. */
export const VARIANT_COLUMNS: Readonly<Record<FecVariant, readonly FecColumn[]>> = {
  'vii-1': [],
  'viii-3': [],
  'viii-5': ['DateRglt', 'ModeRglt', 'NatOp'],
  'viii-7': CASH_COLUMNS,
};

/** The columns of a variant; all begin with the same 18. */
export function fecColumns(amounts: AmountColumns, variant: FecVariant = 'vii-1'): readonly FecColumn[] {
  const pair: readonly FecColumn[] = amounts === 'debit-credit' ? ['Debit', 'Credit'] : ['Montant', 'Sens'];
  return [...BEFORE_AMOUNT, ...pair, ...AFTER_AMOUNT, ...VARIANT_COLUMNS[variant]];
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
  Sens: "Sens de l'écriture : D ou +1 pour débit, C ou -1 pour crédit",
  EcritureLet: 'Code de lettrage ; vide si la ligne n’est pas lettrée',
  DateLet: 'Date du lettrage : celle de la ligne la plus récente du groupe (AAAAMMJJ)',
  ValidDate: "Date de validation de l'écriture (AAAAMMJJ)",
  Montantdevise: 'Montant en devise, virgule décimale ; vide en euros',
  Idevise: 'Code ISO 4217 de la devise',
  DateRglt: 'Date de règlement (AAAAMMJJ) : celle du lettrage de la ligne, sinon celle de l’écriture',
  ModeRglt: 'Mode de règlement : espèces (comptes 53), chèque (5112), prélèvement (5113, 5114), sinon virement',
  NatOp: "Nature de l'opération ; non servie",
  IdClient: 'Identification du client : libellé du compte auxiliaire de l’écriture',
};
