import { FRENCH, type CsvProfile } from '../csv.profile.js';

/** Five or six lines above the header: account, kind, currency, day, balance. */
export const banquePostale: CsvProfile = {
  id: 'banque-postale',
  title: 'La Banque Postale',
  recognise: [
    { kind: 'exact', columns: ['Date', 'Libellé', 'Montant(EUROS)'] },
    { kind: 'exact', columns: ['Date', 'Libellé', 'Montant(EUROS)', 'Montant(FRANCS)'] },
  ],
  bookingDate: ['Date'],
  label: [['Libellé']],
  amount: { kind: 'signed', column: ['Montant(EUROS)'] },
  numbers: FRENCH,
  dates: ['DD/MM/YYYY'],
  currency: 'EUR',
  newestFirst: true,
  above: [
    /^Num[eé]ro\s*Compte[^;]*;\s*(?<number>[\dA-Z]{6,})/i,
    /^Date[^;]*;\s*(?<balanceDate>\d{2}\/\d{2}\/\d{4})/i,
    /^Solde \(EUROS\)[^;]*;\s*(?<balance>[-+\d\s\u00a0\u202f]+,\d{2})/i,
  ],
};
