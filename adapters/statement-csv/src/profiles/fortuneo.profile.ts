import { FRENCH, type CsvProfile } from '../csv.profile.js';

/** Debits carry their minus sign already. The same header is one of Société Générale's, whose debits may be positive. */
export const fortuneo: CsvProfile = {
  id: 'fortuneo',
  title: 'Fortuneo, Société Générale (debit and credit columns)',
  recognise: [{ kind: 'exact', columns: ['Date opération', 'Date valeur', 'Libellé', 'Débit', 'Crédit'] }],
  bookingDate: ['Date opération'],
  valueDate: ['Date valeur'],
  label: [['Libellé']],
  amount: { kind: 'debit-credit', debit: ['Débit'], credit: ['Crédit'], debitSign: 'either' },
  numbers: FRENCH,
  dates: ['DD/MM/YYYY'],
  currency: 'EUR',
  newestFirst: true,
};
