import { FRENCH, type CsvProfile } from '../csv.profile.js';

/** Days in local time where the export has them: the day the customer sees. Operations in process are no bookings yet. */
export const qonto: CsvProfile = {
  id: 'qonto',
  title: 'Qonto',
  recognise: [
    {
      kind: 'contains',
      columns: [
        'Statut',
        'Date de la valeur (UTC)',
        "Date de l'opération (UTC)",
        'Montant total (TTC)',
        'Devise',
        'Nom de la contrepartie',
      ],
    },
  ],
  bookingDate: ['Date de la valeur (local)', 'Date de la valeur (UTC)'],
  valueDate: ['Date de la valeur (local)', 'Date de la valeur (UTC)'],
  label: [['Référence'], ['Note']],
  counterpartyName: ['Nom de la contrepartie'],
  counterpartyIban: ['IBAN de la contrepartie'],
  bankReference: ['Identifiant de transaction', 'Transaction ID'],
  additional: [['Méthode de paiement'], ['Initiateur']],
  account: ['IBAN', 'IBAN du compte'],
  currencyColumn: ['Devise'],
  currency: 'EUR',
  amount: { kind: 'signed', column: ['Montant total (TTC)'] },
  balance: ['Solde'],
  numbers: FRENCH,
  dates: ['DD-MM-YYYY', 'DD/MM/YYYY', 'YYYY-MM-DD'],
  status: {
    column: ['Statut'],
    booked: ['completed', 'execute', 'executee', 'termine', 'terminee', 'settled'],
    skipped: [
      'processing',
      'pending',
      'encours',
      'entraitement',
      'enattente',
      'declined',
      'reversed',
      'refuse',
      'refusee',
      'canceled',
      'annule',
      'annulee',
    ],
  },
  newestFirst: true,
};
