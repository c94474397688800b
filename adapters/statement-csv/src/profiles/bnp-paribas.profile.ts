import { FRENCH, type CsvProfile } from '../csv.profile.js';

/** One line above the header tells account, day and balance; an older export has that line and no header. */
export const bnpParibas: CsvProfile = {
  id: 'bnp-paribas',
  title: 'BNP Paribas',
  recognise: [
    {
      kind: 'exact',
      columns: ['Date operation', 'Libelle court', 'Type operation', 'Libelle operation', 'Montant operation en euro'],
    },
    { kind: 'first-line', pattern: /^Compte de ch[eè]ques;/i, cells: 5 },
  ],
  bookingDate: ['Date operation', 0],
  label: [['Libelle operation', 3]],
  additional: [
    ['Libelle court', 1],
    ['Type operation', 2],
  ],
  amount: { kind: 'signed', column: ['Montant operation en euro', 4] },
  numbers: FRENCH,
  dates: ['DD/MM/YYYY', 'DD-MM-YYYY'],
  currency: 'EUR',
  newestFirst: true,
  above: [
    /^Compte[^;]*;.*?(?<number>[*\dX]{4,});.*?(?<balanceDate>\d{2}\/\d{2}\/\d{4});[^;]*;(?<balance>[-+\d\s\u00a0\u202f]+,\d{2})/i,
  ],
};
