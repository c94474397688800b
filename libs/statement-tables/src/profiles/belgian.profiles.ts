import { COMMA, type TableProfile } from '../profile.js';

const DAYS = ['DD-MM-YYYY', 'DD/MM/YYYY', 'YYYY-MM-DD', 'YYYYMMDD', 'DD.MM.YYYY', 'DD-MM-YY', 'DD/MM/YY'] as const;

/** Lines of what was searched stand above the header. */
export const belfius: TableProfile = {
  id: 'belfius',
  title: 'Belfius',
  recognise: [
    {
      kind: 'contains',
      columns: [
        'Compte',
        'Date de comptabilisation',
        "Numéro d'extrait",
        'Numéro de transaction',
        'Compte contrepartie',
        'Transaction',
        'Date valeur',
        'Montant',
        'Devise',
        'Communications',
      ],
    },
    {
      kind: 'contains',
      columns: [
        'Rekening',
        'Boekingsdatum',
        'Transactienummer',
        'Rekening tegenpartij',
        'Transactie',
        'Valutadatum',
        'Bedrag',
        'Devies',
        'Mededelingen',
      ],
    },
  ],
  bookingDate: ['Date de comptabilisation', 'Boekingsdatum'],
  valueDate: ['Date valeur', 'Valutadatum'],
  label: [
    ['Communications', 'Mededelingen'],
    ['Transaction', 'Transactie'],
  ],
  counterpartyName: ['Nom contrepartie contient', 'Nom contrepartie', 'Naam tegenpartij bevat', 'Naam tegenpartij'],
  counterpartyIban: ['Compte contrepartie', 'Rekening tegenpartij'],
  counterpartyBic: ['BIC'],
  account: ['Compte', 'Rekening'],
  currencyColumn: ['Devise', 'Devies'],
  currency: 'EUR',
  amount: { kind: 'signed', column: ['Montant', 'Bedrag'] },
  numbers: COMMA,
  dates: DAYS,
  newestFirst: true,
};

/** KBC and CBC: `Valuta` is the value day, `Munt` the currency. */
export const kbc: TableProfile = {
  id: 'kbc',
  title: 'KBC, CBC',
  recognise: [
    {
      kind: 'contains',
      columns: [
        'Rekeningnummer',
        'Rubrieknaam',
        'Naam',
        'Munt',
        'Afschriftnummer',
        'Datum',
        'Omschrijving',
        'Valuta',
        'Bedrag',
        'Saldo',
      ],
    },
    {
      kind: 'contains',
      columns: [
        'Numéro de compte',
        'Nom de la rubrique',
        'Nom',
        'Devise',
        "Numéro de l'extrait",
        'Date',
        'Description',
        'Valeur',
        'Montant',
        'Solde',
      ],
    },
    {
      kind: 'contains',
      columns: [
        'Account number',
        'Heading',
        'Name',
        'Currency',
        'Statement number',
        'Date',
        'Description',
        'Value',
        'Amount',
        'Balance',
      ],
    },
  ],
  bookingDate: ['Datum', 'Date'],
  valueDate: ['Valuta', 'Valeur', 'Value'],
  label: [
    ['Vrije mededeling', 'Communication libre', 'Free-format reference'],
    ['Omschrijving', 'Description'],
  ],
  counterpartyName: ['Naam tegenpartij', 'Nom contrepartie', 'Nom de la contrepartie', 'Name counterparty'],
  counterpartyIban: [
    'rekeningnummer tegenpartij',
    'Numéro de compte contrepartie',
    "Counterparty's account number",
    'account number counterparty',
  ],
  counterpartyBic: ['BIC code tegenpartij', 'Code BIC contrepartie', 'BIC code counterparty'],
  structuredReference: ['gestructureerde mededeling', 'communication structurée', 'Structured reference'],
  account: ['Rekeningnummer', 'Numéro de compte', 'Account number'],
  currencyColumn: ['Munt', 'Devise', 'Currency'],
  currency: 'EUR',
  amount: { kind: 'signed', column: ['Bedrag', 'Montant', 'Amount'] },
  balance: ['Saldo', 'Solde', 'Balance'],
  numbers: COMMA,
  dates: DAYS,
  newestFirst: true,
};

const FORTIS_STATES = {
  booked: 'accepte|acceptee|geaccepteerd|accepted|comptabilise|geboekt|execute|executee|uitgevoerd'.split('|'),
  pending: ['encours', 'inbehandeling', 'enattente', 'pending'],
  skipped: ['refuse', 'refusee', 'geweigerd', 'refused', 'annule', 'geannuleerd'],
};

/** BNP Paribas Fortis: refused operations stay in the list with their reason. */
export const bnpFortis: TableProfile = {
  id: 'bnp-fortis',
  title: 'BNP Paribas Fortis',
  recognise: [
    {
      kind: 'contains',
      columns: [
        'Nº de séquence',
        "Date d'exécution",
        'Date valeur',
        'Montant',
        'Devise du compte',
        'Numéro de compte',
        'Type de transaction',
        'Contrepartie',
        'Communication',
      ],
    },
    {
      kind: 'contains',
      columns: [
        'Volgnummer',
        'Uitvoeringsdatum',
        'Valutadatum',
        'Bedrag',
        'Valuta rekening',
        'Rekeningnummer',
        'Type verrichting',
        'Tegenpartij',
        'Mededeling',
      ],
    },
    {
      kind: 'contains',
      columns: [
        'ANNEE + REFERENCE',
        "DATE DE L'EXECUTION",
        'DATE VALEUR',
        'MONTANT',
        'DEVISE DU COMPTE',
        'CONTREPARTIE DE LA TRANSACTION',
        'DETAIL',
      ],
    },
  ],
  bookingDate: ["Date d'exécution", 'Uitvoeringsdatum', "DATE DE L'EXECUTION"],
  valueDate: ['Date valeur', 'Valutadatum'],
  label: [
    ['Communication', 'Mededeling'],
    ['Détails', 'Details', 'DETAIL'],
  ],
  additional: [['Type de transaction', 'Type verrichting']],
  counterpartyName: ['Nom de la contrepartie', 'Naam van de tegenpartij', 'CONTREPARTIE DE LA TRANSACTION'],
  counterpartyIban: ['Contrepartie', 'Tegenpartij'],
  bankReference: ['Nº de séquence', 'Volgnummer', 'ANNEE + REFERENCE'],
  account: ['Numéro de compte', 'Rekeningnummer'],
  currencyColumn: ['Devise du compte', 'Valuta rekening'],
  currency: 'EUR',
  amount: { kind: 'signed', column: ['Montant', 'Bedrag'] },
  numbers: COMMA,
  dates: DAYS,
  states: [{ column: ['Statut', 'Status'], ...FORTIS_STATES }],
  newestFirst: true,
};

/** ING in Belgium. */
export const ingBe: TableProfile = {
  id: 'ing-be',
  title: 'ING (Belgium)',
  recognise: [
    {
      kind: 'contains',
      columns: [
        'Numéro de compte',
        'Nom du compte',
        'Compte partie adverse',
        'Numéro de mouvement',
        'Date comptable',
        'Date valeur',
        'Montant',
        'Devise',
        'Libellés',
      ],
    },
    {
      kind: 'contains',
      columns: [
        'Rekeningnummer',
        'Naam van de rekening',
        'Rekening tegenpartij',
        'Omzetnummer',
        'Boekingsdatum',
        'Valutadatum',
        'Bedrag',
        'Munteenheid',
        'Omschrijving',
      ],
    },
    {
      kind: 'contains',
      columns: [
        'Account Number',
        'Account Name',
        'Counterparty account',
        'Booking date',
        'Value date',
        'Amount',
        'Currency',
        'Description',
      ],
    },
  ],
  bookingDate: ['Date comptable', 'Boekingsdatum', 'Booking date'],
  valueDate: ['Date valeur', 'Valutadatum', 'Value date'],
  label: [
    ['Message', 'Bericht'],
    ['Libellés', 'Omschrijving', 'Description'],
    ['Détails du mouvement', 'Detail van de omzet'],
  ],
  counterpartyIban: ['Compte partie adverse', 'Rekening tegenpartij', 'Counterparty account'],
  bankReference: ['Numéro de mouvement', 'Omzetnummer'],
  account: ['Numéro de compte', 'Rekeningnummer', 'Account Number'],
  currencyColumn: ['Devise', 'Munteenheid', 'Currency'],
  currency: 'EUR',
  amount: { kind: 'signed', column: ['Montant', 'Bedrag', 'Amount'] },
  numbers: COMMA,
  dates: DAYS,
  newestFirst: true,
};
