import { FRENCH, type CsvProfile } from '../csv.profile.js';

/** The first line holds account, period, number of lines, day and balance. */
export const societeGenerale: CsvProfile = {
  id: 'societe-generale',
  title: 'Société Générale',
  recognise: [
    {
      kind: 'exact',
      columns: ["Date de l'opération", 'Libellé', "Détail de l'écriture", "Montant de l'opération", 'Devise'],
    },
  ],
  bookingDate: ["Date de l'opération"],
  label: [["Détail de l'écriture", 'Libellé']],
  additional: [['Libellé']],
  currencyColumn: ['Devise'],
  currency: 'EUR',
  amount: { kind: 'signed', column: ["Montant de l'opération"] },
  numbers: FRENCH,
  dates: ['DD/MM/YYYY'],
  newestFirst: true,
  above: [
    /^(?<number>\d{5,});(?<from>\d{2}\/\d{2}\/\d{4});(?<to>\d{2}\/\d{2}\/\d{4});(?<count>\d+);(?<balanceDate>\d{2}\/\d{2}\/\d{4});(?<balance>[-+\d\s\u00a0\u202f]+,\d{2}) (?<currency>[A-Z]{3})/,
  ],
};
