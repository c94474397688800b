import type { CsvProfile } from '../csv.profile.js';

/** Crédit Mutuel and CIC: one information system. Debits are negative in some exports, positive in others. */
export const creditMutuel: CsvProfile = {
  id: 'credit-mutuel',
  title: 'Crédit Mutuel, CIC',
  recognise: [{ kind: 'exact', columns: ['Date', 'Date de valeur', 'Débit', 'Crédit', 'Libellé', 'Solde'] }],
  encoding: 'iso-8859-15',
  bookingDate: ['Date'],
  valueDate: ['Date de valeur'],
  label: [['Libellé']],
  amount: { kind: 'debit-credit', debit: ['Débit'], credit: ['Crédit'], debitSign: 'either' },
  balance: ['Solde'],
  dates: ['DD/MM/YYYY', 'YYYY-MM-DD'],
  currency: 'EUR',
};

/** The export with one amount column. */
export const creditMutuelSigned: CsvProfile = {
  ...creditMutuel,
  id: 'credit-mutuel-signed',
  title: 'Crédit Mutuel, CIC (one amount column)',
  recognise: [{ kind: 'exact', columns: ['Date', 'Date de valeur', 'Montant', 'Libellé', 'Solde'] }],
  amount: { kind: 'signed', column: ['Montant'] },
};
