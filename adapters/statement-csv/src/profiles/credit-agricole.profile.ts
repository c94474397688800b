import { FRENCH, type CsvProfile } from '../csv.profile.js';

/** Nine to twelve lines above the header; labels over several lines; both amount columns positive. */
export const creditAgricole: CsvProfile = {
  id: 'credit-agricole',
  title: 'Crédit Agricole',
  recognise: [
    { kind: 'exact', columns: ['Date', 'Libellé', 'Débit euros', 'Crédit euros'] },
    { kind: 'exact', columns: ['Date', 'Libellé', 'Débit Euros', 'Crédit Euros', 'Solde'] },
  ],
  bookingDate: ['Date'],
  label: [['Libellé']],
  amount: { kind: 'debit-credit', debit: ['Débit euros'], credit: ['Crédit euros'], debitSign: 'positive' },
  balance: ['Solde'],
  numbers: FRENCH,
  dates: ['DD/MM/YYYY'],
  currency: 'EUR',
  newestFirst: true,
  above: [
    /n[°o]\s*(?<number>\d{8,})/i,
    /Solde au (?<balanceDate>\d{2}\/\d{2}\/\d{4})[ :;]+(?<balance>[-+\d\s\u00a0\u202f]+,\d{2})/i,
    /du (?<from>\d{2}\/\d{2}\/\d{4}) au (?<to>\d{2}\/\d{2}\/\d{4})/i,
  ],
};
