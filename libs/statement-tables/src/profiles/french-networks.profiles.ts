import { FRENCH, type TableProfile } from '../profile.js';

/** One line above the header tells account, day and balance; an older export has that line and no header. */
export const bnpParibas: TableProfile = {
  id: 'bnp-paribas',
  title: 'BNP Paribas, Hello bank!',
  recognise: [
    {
      kind: 'contains',
      columns: ['Date operation', 'Libelle court', 'Type operation', 'Libelle operation'],
    },
    { kind: 'contains', columns: ['Date operation', 'Categorie operation', 'Libelle operation', 'Montant operation'] },
    { kind: 'first-line', pattern: /^(?:Compte|Livret|Epargne|PEL|CEL|LDD)[^;]*;/i, cells: 5 },
  ],
  bookingDate: ['Date operation', 0],
  label: [['Libelle operation', 3]],
  additional: [
    ['Libelle court', 'Categorie operation', 1],
    ['Type operation', 'Sous categorie operation', 2],
    ['Commentaire operation'],
  ],
  amount: {
    kind: 'signed',
    column: ['Montant operation en euro', 'Montant operation en euros', 'Montant operation', 'Montant', 4],
  },
  numbers: FRENCH,
  dates: ['DD/MM/YYYY', 'DD-MM-YYYY', 'DD/MM/YY', 'YYYY-MM-DD'],
  currency: 'EUR',
  newestFirst: true,
  above: [
    /^(?:Compte|Livret|Epargne|PEL|CEL|LDD)[^;]*;.*?(?<number>[*\dX]{4,});.*?(?<balanceDate>\d{2}[/-]\d{2}[/-]\d{4});[^;]*;(?<balance>[-+\d\s\u00a0\u202f]+,\d{2})/i,
  ],
};

/** The first line holds account, period, number of lines, day and balance. */
export const societeGenerale: TableProfile = {
  id: 'societe-generale',
  title: 'Société Générale',
  recognise: [
    { kind: 'contains', columns: ["Date de l'opération", 'Libellé', "Détail de l'écriture", "Montant de l'opération"] },
    { kind: 'contains', columns: ["Date de l'opération", "Détail de l'écriture", "Montant de l'opération"] },
  ],
  bookingDate: ["Date de l'opération"],
  valueDate: ['Date de valeur', 'Date valeur'],
  label: [["Détail de l'écriture", 'Libellé']],
  additional: [['Libellé']],
  currencyColumn: ['Devise'],
  currency: 'EUR',
  amount: { kind: 'signed', column: ["Montant de l'opération"] },
  numbers: FRENCH,
  dates: ['DD/MM/YYYY', 'DD/MM/YY', 'YYYY-MM-DD'],
  newestFirst: true,
  above: [
    /^(?<number>\d{5,});(?<from>\d{2}\/\d{2}\/\d{4});(?<to>\d{2}\/\d{2}\/\d{4});(?<count>\d*);(?<balanceDate>\d{2}\/\d{2}\/\d{4});(?<balance>[-+\d\s\u00a0\u202f]+,\d{2}) ?(?<currency>[A-Z]{3})?/,
  ],
};

/** Nine to twelve lines above the header; labels over several lines; both amount columns positive. */
export const creditAgricole: TableProfile = {
  id: 'credit-agricole',
  title: 'Crédit Agricole',
  recognise: [
    { kind: 'contains', columns: ['Date', 'Libellé', 'Débit euros', 'Crédit euros'] },
    { kind: 'contains', columns: ['Date', 'Date valeur', 'Libellé', 'Débit euros', 'Crédit euros'] },
    { kind: 'contains', columns: ['Date opération', 'Date valeur', 'Libellé', 'Débit euros', 'Crédit euros'] },
  ],
  bookingDate: ['Date opération', "Date d'opération", 'Date'],
  valueDate: ['Date valeur', 'Date de valeur'],
  label: [['Libellé']],
  amount: { kind: 'debit-credit', debit: ['Débit euros'], credit: ['Crédit euros'], debitSign: 'either' },
  balance: ['Solde'],
  numbers: FRENCH,
  dates: ['DD/MM/YYYY', 'DD/MM/YY', 'YYYY-MM-DD'],
  currency: 'EUR',
  newestFirst: true,
  above: [
    /n[°o]\s*(?<number>\d{8,})/i,
    /Solde au (?<balanceDate>\d{2}\/\d{2}\/\d{4})[ :;]+(?<balance>[-+\d\s\u00a0\u202f]+,\d{2})/i,
    /(?:du|entre le) (?<from>\d{2}\/\d{2}\/\d{4}) (?:au|et le) (?<to>\d{2}\/\d{2}\/\d{4})/i,
  ],
};

/** Crédit Mutuel and CIC: one information system. Debits are negative in some exports, positive in others. */
export const creditMutuel: TableProfile = {
  id: 'credit-mutuel',
  title: 'Crédit Mutuel, CIC',
  recognise: [
    { kind: 'exact', columns: ['Date', 'Date de valeur', 'Débit', 'Crédit', 'Libellé', 'Solde'] },
    { kind: 'exact', columns: ["Date d'opération", 'Date de valeur', 'Débit', 'Crédit', 'Libellé', 'Solde'] },
    { kind: 'exact', columns: ['Date', 'Date valeur', 'Débit', 'Crédit', 'Libellé', 'Solde'] },
  ],
  encoding: 'iso-8859-15',
  bookingDate: ['Date', "Date d'opération"],
  valueDate: ['Date de valeur', 'Date valeur'],
  label: [['Libellé']],
  amount: { kind: 'debit-credit', debit: ['Débit'], credit: ['Crédit'], debitSign: 'either' },
  balance: ['Solde'],
  numbers: FRENCH,
  dates: ['DD/MM/YYYY', 'YYYY-MM-DD', 'DD/MM/YY'],
  currency: 'EUR',
};

/** The export with one amount column. */
export const creditMutuelSigned: TableProfile = {
  ...creditMutuel,
  id: 'credit-mutuel-signed',
  title: 'Crédit Mutuel, CIC (one amount column)',
  recognise: [
    { kind: 'exact', columns: ['Date', 'Date de valeur', 'Montant', 'Libellé', 'Solde'] },
    { kind: 'exact', columns: ["Date d'opération", 'Date de valeur', 'Montant', 'Libellé', 'Solde'] },
  ],
  amount: { kind: 'signed', column: ['Montant'] },
};

const BPCE_COLUMNS = [
  'Libelle simplifie',
  'Libelle operation',
  'Reference',
  'Debit',
  'Credit',
  'Date operation',
  'Date de valeur',
];

/** Banque Populaire and Caisse d'Épargne. The professional export calls the first column `Date comptable`. */
export const bpce: TableProfile = {
  id: 'bpce',
  title: "Banque Populaire, Caisse d'Épargne",
  recognise: [
    { kind: 'contains', columns: ['Date de comptabilisation', ...BPCE_COLUMNS] },
    { kind: 'contains', columns: ['Date comptable', ...BPCE_COLUMNS] },
  ],
  bookingDate: ['Date de comptabilisation', 'Date comptable'],
  valueDate: ['Date de valeur'],
  label: [['Libelle operation'], ['Informations complementaires']],
  additional: [['Libelle simplifie'], ['Type operation']],
  bankReference: ['Reference'],
  amount: { kind: 'debit-credit', debit: ['Debit'], credit: ['Credit'], debitSign: 'either' },
  balance: ['Solde'],
  numbers: FRENCH,
  dates: ['DD/MM/YYYY', 'DD/MM/YY', 'YYYY-MM-DD'],
  currency: 'EUR',
  newestFirst: true,
};

/** The older download: account, period and both balances on lines around the table. */
export const caisseEpargne: TableProfile = {
  id: 'caisse-epargne',
  title: "Caisse d'Épargne (older download)",
  recognise: [{ kind: 'contains', columns: ['Date', "Numéro d'opération", 'Libellé', 'Débit', 'Crédit', 'Détail'] }],
  bookingDate: ['Date'],
  label: [['Libellé'], ['Détail']],
  bankReference: ["Numéro d'opération"],
  amount: { kind: 'debit-credit', debit: ['Débit'], credit: ['Crédit'], debitSign: 'either' },
  numbers: FRENCH,
  dates: ['DD/MM/YYYY', 'DD/MM/YY'],
  currency: 'EUR',
  newestFirst: true,
  above: [/Num[eé]ro de compte[^;\d]*;?\s*(?<number>[\dA-Z]{6,})/i],
};

/** One signed amount, the account in the first column: the older download, and BRED's. */
export const banquePopulaire: TableProfile = {
  id: 'banque-populaire',
  title: 'Banque Populaire, BRED (one amount column)',
  recognise: [
    {
      kind: 'contains',
      columns: [
        'Compte',
        'Date de comptabilisation',
        'Date opération',
        'Libellé',
        'Référence',
        'Date valeur',
        'Montant',
      ],
    },
  ],
  bookingDate: ['Date de comptabilisation'],
  valueDate: ['Date valeur'],
  label: [['Libellé']],
  bankReference: ['Référence'],
  account: ['Compte'],
  amount: { kind: 'signed', column: ['Montant'] },
  numbers: FRENCH,
  dates: ['DD/MM/YYYY', 'DD/MM/YY', 'YYYY-MM-DD'],
  currency: 'EUR',
  newestFirst: true,
};

/** Five or six lines above the header: account, kind, currency, day, balance. */
export const banquePostale: TableProfile = {
  id: 'banque-postale',
  title: 'La Banque Postale',
  recognise: [
    { kind: 'contains', columns: ['Date', 'Libellé', 'Montant(EUROS)'] },
    { kind: 'contains', columns: ['Date', 'Libellé', 'Montant en EUROS'] },
  ],
  bookingDate: ['Date'],
  label: [['Libellé']],
  amount: { kind: 'signed', column: ['Montant(EUROS)', 'Montant en EUROS'] },
  numbers: FRENCH,
  dates: ['DD/MM/YYYY', 'DD/MM/YY', 'YYYY-MM-DD'],
  currency: 'EUR',
  newestFirst: true,
  above: [
    /^Num[eé]ro\s*Compte[^;]*;\s*(?<number>[\dA-Z]{6,})/i,
    /^Date[^;]*;\s*(?<balanceDate>\d{2}\/\d{2}\/\d{4})/i,
    /^Solde \(EUROS\)[^;]*;\s*(?<balance>[-+\d\s\u00a0\u202f]+,\d{2})/i,
  ],
};

/** No header: day, amount, kind, blank or cheque number, label; the last line is the balance with the account. */
export const lcl: TableProfile = {
  id: 'lcl',
  title: 'LCL (download without header)',
  recognise: [
    {
      kind: 'first-line',
      data: true,
      pattern:
        /^\d{2}\/\d{2}\/\d{4};[-+]?[\d\s\u00a0\u202f]+,\d{2};(?:Carte|Virement|Pr[eé]l[eèé]vement|Ch[eè]que|Frais|Retrait|D[eé]p[oô]t|Autre|Pr[eê]t|Impay[eé]|Versement|Remise|TIP|Int[eé]r[eê]ts)?[^;]*;[^;]*;/i,
    },
  ],
  bookingDate: [0],
  label: [[4], [5]],
  additional: [[2]],
  amount: { kind: 'signed', column: [1] },
  numbers: FRENCH,
  dates: ['DD/MM/YYYY'],
  currency: 'EUR',
  newestFirst: true,
};

/** Debits carry their minus sign already. The same header is one of Société Générale's, whose debits may be positive. */
export const fortuneo: TableProfile = {
  id: 'fortuneo',
  title: 'Fortuneo, Société Générale (debit and credit columns)',
  recognise: [{ kind: 'exact', columns: ['Date opération', 'Date valeur', 'Libellé', 'Débit', 'Crédit'] }],
  bookingDate: ['Date opération'],
  valueDate: ['Date valeur'],
  label: [['Libellé']],
  amount: { kind: 'debit-credit', debit: ['Débit'], credit: ['Crédit'], debitSign: 'either' },
  numbers: FRENCH,
  dates: ['DD/MM/YYYY', 'DD/MM/YY', 'YYYY-MM-DD'],
  currency: 'EUR',
  newestFirst: true,
};

/** UTF-8, ISO days, comma in the amount and a point in the balance, which is today's on all lines and proves nothing. */
export const boursobank: TableProfile = {
  id: 'boursobank',
  title: 'BoursoBank',
  recognise: [
    { kind: 'contains', columns: ['dateOp', 'dateVal', 'label', 'category', 'amount'] },
    { kind: 'contains', columns: ['dateOp', 'dateVal', 'label', 'category', 'solde', 'accountNum'] },
    {
      kind: 'contains',
      columns: ['Date opération', 'Date valeur', 'Libellé', 'Catégorie', 'Catégorie parente', 'Solde'],
    },
  ],
  bookingDate: ['dateOp', 'Date opération'],
  valueDate: ['dateVal', 'Date valeur'],
  label: [['label', 'Libellé']],
  counterpartyName: ['supplierFound', 'Fournisseur'],
  additional: [
    ['comment', 'Commentaire'],
    ['category', 'Catégorie'],
  ],
  account: ['accountNum', 'Numéro de compte'],
  amount: { kind: 'signed', column: ['amount', 'Montant', 'Solde'] },
  numbers: FRENCH,
  dates: ['YYYY-MM-DD', 'DD/MM/YYYY'],
  currency: 'EUR',
  newestFirst: true,
};
