import { COMMA, type TableProfile } from '../profile.js';

const DAYS = ['DD-MM-YYYY', 'DD/MM/YYYY', 'YYYY-MM-DD', 'YYYYMMDD', 'DD.MM.YYYY', 'DD-MM-YY', 'DD/MM/YY'] as const;

/** Every line names its own account; several accounts come in one file. */
export const rabobank: TableProfile = {
  id: 'rabobank',
  title: 'Rabobank',
  recognise: [
    {
      kind: 'contains',
      columns: [
        'IBAN/BBAN',
        'Munt',
        'BIC',
        'Volgnr',
        'Datum',
        'Rentedatum',
        'Bedrag',
        'Saldo na trn',
        'Omschrijving-1',
      ],
    },
  ],
  bookingDate: ['Datum'],
  valueDate: ['Rentedatum'],
  label: [['Omschrijving-1'], ['Omschrijving-2'], ['Omschrijving-3']],
  counterpartyName: ['Naam tegenpartij'],
  ultimateName: ['Naam uiteindelijke partij'],
  counterpartyIban: ['Tegenrekening IBAN/BBAN'],
  counterpartyBic: ['BIC tegenpartij'],
  // A running number of the account: with it the same line is the same in every export.
  bankReference: ['Volgnr'],
  endToEndId: ['Transactiereferentie'],
  mandateId: ['Machtigingskenmerk'],
  paymentInformationId: ['Batch ID'],
  structuredReference: ['Betalingskenmerk'],
  returnReason: ['Reden retour'],
  code: ['Code'],
  account: ['IBAN/BBAN'],
  currencyColumn: ['Munt'],
  currency: 'EUR',
  amount: { kind: 'signed', column: ['Bedrag'] },
  original: { amount: ['Oorspr bedrag'], currency: ['Oorspr munt'], rate: ['Koers'] },
  balance: ['Saldo na trn'],
  numbers: COMMA,
  dates: DAYS,
};

/** ING in the Netherlands: amounts without sign, the direction in a column of its own. */
export const ingNl: TableProfile = {
  id: 'ing-nl',
  title: 'ING (Netherlands)',
  recognise: [
    {
      kind: 'contains',
      columns: [
        'Datum',
        'Naam / Omschrijving',
        'Rekening',
        'Tegenrekening',
        'Code',
        'Af Bij',
        'Bedrag (EUR)',
        'Mededelingen',
      ],
    },
    {
      kind: 'contains',
      columns: [
        'Date',
        'Name / Description',
        'Account',
        'Counterparty',
        'Code',
        'Debit/credit',
        'Amount (EUR)',
        'Notifications',
      ],
    },
  ],
  bookingDate: ['Datum', 'Date'],
  label: [['Mededelingen', 'Notifications']],
  additional: [['MutatieSoort', 'Transaction type'], ['Tag']],
  counterpartyName: ['Naam / Omschrijving', 'Name / Description'],
  counterpartyIban: ['Tegenrekening', 'Counterparty'],
  code: ['Code'],
  account: ['Rekening', 'Account'],
  currency: 'EUR',
  amount: {
    kind: 'absolute',
    column: ['Bedrag (EUR)', 'Amount (EUR)'],
    direction: ['Af Bij', 'Debit/credit'],
    received: ['bij', 'credit'],
    paid: ['af', 'debit'],
  },
  balance: ['Saldo na mutatie', 'Resulting balance'],
  numbers: COMMA,
  dates: DAYS,
  newestFirst: true,
};

/** No header, tabs: account, currency, day, balance before, balance after, value day, amount, text. */
export const abnAmro: TableProfile = {
  id: 'abn-amro',
  title: 'ABN AMRO (TXT)',
  recognise: [
    {
      kind: 'first-line',
      data: true,
      cells: 8,
      pattern: /^\d{8,10};[A-Z]{3};\d{8};[-+]?[\d.]+,\d{2};[-+]?[\d.]+,\d{2};\d{8};[-+]?[\d.]+,\d{2};/,
    },
  ],
  bookingDate: [2],
  valueDate: [5],
  label: [[7]],
  account: [0],
  currencyColumn: [1],
  currency: 'EUR',
  amount: { kind: 'signed', column: [6] },
  balance: [4],
  numbers: COMMA,
  dates: ['YYYYMMDD'],
};

/** The spreadsheet of ABN AMRO. */
export const abnAmroSheet: TableProfile = {
  id: 'abn-amro-sheet',
  title: 'ABN AMRO (XLS, CSV)',
  recognise: [
    {
      kind: 'contains',
      columns: [
        'Rekeningnummer',
        'Muntsoort',
        'Transactiedatum',
        'Beginsaldo',
        'Eindsaldo',
        'Transactiebedrag',
        'Omschrijving',
      ],
    },
    {
      kind: 'contains',
      columns: ['accountNumber', 'mutationcode', 'transactiondate', 'startsaldo', 'endsaldo', 'amount', 'description'],
    },
  ],
  bookingDate: ['Transactiedatum', 'transactiondate'],
  valueDate: ['Rentedatum', 'valuedate'],
  label: [['Omschrijving', 'description']],
  account: ['Rekeningnummer', 'accountNumber'],
  currencyColumn: ['Muntsoort', 'mutationcode'],
  currency: 'EUR',
  amount: { kind: 'signed', column: ['Transactiebedrag', 'amount'] },
  balance: ['Eindsaldo', 'endsaldo'],
  numbers: COMMA,
  dates: DAYS,
};

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

/** Knab: the direction in a column of its own. */
export const knab: TableProfile = {
  id: 'knab',
  title: 'Knab',
  recognise: [
    {
      kind: 'contains',
      columns: [
        'Rekeningnummer',
        'Transactiedatum',
        'Valutacode',
        'CreditDebet',
        'Bedrag',
        'Tegenrekeningnummer',
        'Omschrijving',
      ],
    },
  ],
  bookingDate: ['Transactiedatum', 'Boekdatum'],
  valueDate: ['Valutadatum'],
  label: [['Omschrijving']],
  additional: [['Betaalwijze'], ['Type betaling']],
  counterpartyName: ['Tegenrekeninghouder'],
  counterpartyIban: ['Tegenrekeningnummer'],
  bankReference: ['Referentie'],
  mandateId: ['Machtigingsnummer'],
  account: ['Rekeningnummer'],
  currencyColumn: ['Valutacode'],
  currency: 'EUR',
  amount: {
    kind: 'absolute',
    column: ['Bedrag'],
    direction: ['CreditDebet'],
    received: ['c', 'credit'],
    paid: ['d', 'debet'],
  },
  numbers: COMMA,
  dates: DAYS,
  newestFirst: true,
};

/** No header; every line begins with day and own IBAN. */
export const triodosNl: TableProfile = {
  id: 'triodos-nl',
  title: 'Triodos Bank (Netherlands)',
  recognise: [
    { kind: 'first-line', data: true, pattern: /^\d{2}-\d{2}-\d{4};NL\d{2}TRIO\d{10};[\d.]+,\d{2};(?:Credit|Debet);/ },
  ],
  bookingDate: [0],
  label: [[7]],
  additional: [[6]],
  counterpartyName: [4],
  counterpartyIban: [5],
  account: [1],
  currency: 'EUR',
  amount: { kind: 'absolute', column: [2], direction: [3], received: ['credit'], paid: ['debet'] },
  balance: [8],
  numbers: COMMA,
  dates: DAYS,
};
