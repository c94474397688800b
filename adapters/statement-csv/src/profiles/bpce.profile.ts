import { FRENCH, type CsvProfile } from '../csv.profile.js';

const COLUMNS = [
  'Libelle simplifie',
  'Libelle operation',
  'Reference',
  'Informations complementaires',
  'Debit',
  'Credit',
  'Date operation',
  'Date de valeur',
];

/** Banque Populaire and Caisse d'Épargne. The professional export calls the first column `Date comptable`. */
export const bpce: CsvProfile = {
  id: 'bpce',
  title: "Banque Populaire, Caisse d'Épargne",
  recognise: [
    { kind: 'contains', columns: ['Date de comptabilisation', ...COLUMNS] },
    { kind: 'contains', columns: ['Date comptable', ...COLUMNS] },
  ],
  bookingDate: ['Date de comptabilisation', 'Date comptable'],
  valueDate: ['Date de valeur'],
  label: [['Libelle operation'], ['Informations complementaires']],
  additional: [['Libelle simplifie'], ['Type operation']],
  bankReference: ['Reference'],
  amount: { kind: 'debit-credit', debit: ['Debit'], credit: ['Credit'], debitSign: 'either' },
  numbers: FRENCH,
  dates: ['DD/MM/YYYY', 'DD/MM/YY'],
  currency: 'EUR',
  newestFirst: true,
};
