import { COMMA, type TableProfile } from '../profile.js';

const GERMAN_DAYS = ['DD.MM.YYYY', 'DD.MM.YY', 'YYYY-MM-DD', 'DD/MM/YYYY', 'DD/MM/YY'] as const;
const STATE = {
  booked: ['', 'gebucht', 'umsatzgebucht', 'booked'],
  pending: ['vorgemerkt', 'umsatzvorgemerkt', 'umsatzvorgemerktundnichtgebucht', 'pending'],
  skipped: [],
};

/** The CAMT variant of the savings banks, in which every SEPA field has its column. */
export const sparkasse: TableProfile = {
  id: 'sparkasse',
  title: 'Sparkasse (CSV-CAMT)',
  recognise: [
    {
      kind: 'contains',
      columns: [
        'Auftragskonto',
        'Buchungstag',
        'Valutadatum',
        'Buchungstext',
        'Verwendungszweck',
        'Beguenstigter/Zahlungspflichtiger',
        'Kontonummer/IBAN',
        'Betrag',
      ],
    },
    {
      kind: 'contains',
      columns: [
        'Auftragskonto',
        'Buchungstag',
        'Valutadatum',
        'Buchungstext',
        'Verwendungszweck',
        'Begünstigter/Zahlungspflichtiger',
        'Kontonummer',
        'Betrag',
      ],
    },
    {
      kind: 'contains',
      columns: [
        'Auftragskonto',
        'Buchungstag',
        'Valutadatum',
        'Buchungstext',
        'Verwendungszweck',
        'Beguenstigter/Zahlungspflichtiger',
        'Kontonummer',
        'Betrag',
      ],
    },
  ],
  bookingDate: ['Buchungstag'],
  valueDate: ['Valutadatum'],
  label: [['Verwendungszweck']],
  additional: [['Buchungstext'], ['Sammlerreferenz']],
  counterpartyName: ['Beguenstigter/Zahlungspflichtiger', 'Begünstigter/Zahlungspflichtiger'],
  counterpartyIban: ['Kontonummer/IBAN', 'Kontonummer'],
  counterpartyBic: ['BIC (SWIFT-Code)', 'BLZ'],
  endToEndId: ['Kundenreferenz (End-to-End)'],
  mandateId: ['Mandatsreferenz'],
  account: ['Auftragskonto'],
  currencyColumn: ['Waehrung', 'Währung'],
  currency: 'EUR',
  amount: { kind: 'signed', column: ['Betrag'] },
  numbers: COMMA,
  dates: GERMAN_DAYS,
  states: [{ column: ['Info'], ...STATE, otherwise: 'booked' }],
  newestFirst: true,
};

/** Cooperative banks. */
export const volksbank: TableProfile = {
  id: 'volksbank',
  title: 'Volksbanken Raiffeisenbanken',
  recognise: [
    {
      kind: 'contains',
      columns: [
        'IBAN Auftragskonto',
        'Buchungstag',
        'Valutadatum',
        'Name Zahlungsbeteiligter',
        'IBAN Zahlungsbeteiligter',
        'Verwendungszweck',
        'Betrag',
      ],
    },
  ],
  bookingDate: ['Buchungstag'],
  valueDate: ['Valutadatum'],
  label: [['Verwendungszweck']],
  additional: [['Buchungstext'], ['Bemerkung']],
  counterpartyName: ['Name Zahlungsbeteiligter'],
  counterpartyIban: ['IBAN Zahlungsbeteiligter'],
  counterpartyBic: ['BIC (SWIFT-Code) Zahlungsbeteiligter'],
  mandateId: ['Mandatsreferenz'],
  account: ['IBAN Auftragskonto'],
  currencyColumn: ['Waehrung', 'Währung'],
  currency: 'EUR',
  amount: { kind: 'signed', column: ['Betrag'] },
  balance: ['Saldo nach Buchung'],
  numbers: COMMA,
  dates: GERMAN_DAYS,
  newestFirst: true,
};

/** Deutsche Bank and Postbank: money out and in stand in `Soll` and `Haben`, or signed in one column. */
export const deutscheBank: TableProfile = {
  id: 'deutsche-bank',
  title: 'Deutsche Bank, Postbank',
  recognise: [
    {
      kind: 'contains',
      columns: [
        'Buchungstag',
        'Wert',
        'Umsatzart',
        'Begünstigter / Auftraggeber',
        'Verwendungszweck',
        'Kundenreferenz',
        'Soll',
        'Haben',
      ],
    },
    {
      kind: 'contains',
      columns: [
        'Booking date',
        'Value date',
        'Transaction Type',
        'Beneficiary / Originator',
        'Payment Details',
        'Debit',
        'Credit',
      ],
    },
  ],
  bookingDate: ['Buchungstag', 'Booking date'],
  valueDate: ['Wert', 'Value date'],
  label: [['Verwendungszweck', 'Payment Details']],
  additional: [['Umsatzart', 'Transaction Type']],
  counterpartyName: ['Begünstigter / Auftraggeber', 'Beneficiary / Originator'],
  ultimateName: ['Abweichender Empfänger', 'Compensation amount'],
  counterpartyIban: ['IBAN', 'IBAN / Kontonummer', 'IBAN / Account Number'],
  counterpartyBic: ['BIC'],
  endToEndId: ['Kundenreferenz', 'Customer Reference'],
  mandateId: ['Mandatsreferenz', 'Mandate Reference'],
  currencyColumn: ['Währung', 'Currency'],
  currency: 'EUR',
  amount: { kind: 'debit-credit', debit: ['Soll', 'Debit'], credit: ['Haben', 'Credit'], debitSign: 'either' },
  numbers: COMMA,
  dates: [...GERMAN_DAYS, 'MM/DD/YYYY'].slice(0, 5),
  newestFirst: true,
  above: [/^(?:Konto|IBAN)[;:]\s*(?<iban>[A-Z]{2}\d{2}[\dA-Z ]{11,40})/],
};

/** Both counterparties have columns of their own; the direction says which is the other side. */
export const dkb: TableProfile = {
  id: 'dkb',
  title: 'DKB',
  recognise: [
    {
      kind: 'contains',
      columns: [
        'Buchungsdatum',
        'Wertstellung',
        'Status',
        'Zahlungspflichtige*r',
        'Zahlungsempfänger*in',
        'Verwendungszweck',
        'IBAN',
      ],
    },
    {
      kind: 'contains',
      columns: [
        'Buchungstag',
        'Wertstellung',
        'Buchungstext',
        'Auftraggeber / Begünstigter',
        'Verwendungszweck',
        'Kontonummer',
        'Betrag (EUR)',
      ],
    },
  ],
  bookingDate: ['Buchungsdatum', 'Buchungstag'],
  valueDate: ['Wertstellung'],
  label: [['Verwendungszweck']],
  additional: [['Umsatztyp', 'Buchungstext'], ['Zahlungspflichtige*r'], ['Zahlungsempfänger*in']],
  counterpartyName: ['Auftraggeber / Begünstigter'],
  counterpartyIban: ['IBAN', 'Kontonummer'],
  endToEndId: ['Kundenreferenz'],
  mandateId: ['Mandatsreferenz'],
  currency: 'EUR',
  amount: { kind: 'signed', column: ['Betrag (€)', 'Betrag (EUR)', 'Betrag'] },
  numbers: COMMA,
  dates: GERMAN_DAYS,
  states: [{ column: ['Status'], ...STATE }],
  newestFirst: true,
};

/** Lines not booked yet say `offen` in place of the day. */
export const comdirect: TableProfile = {
  id: 'comdirect',
  title: 'comdirect',
  recognise: [
    { kind: 'contains', columns: ['Buchungstag', 'Wertstellung (Valuta)', 'Vorgang', 'Buchungstext', 'Umsatz in EUR'] },
  ],
  bookingDate: ['Buchungstag'],
  valueDate: ['Wertstellung (Valuta)'],
  label: [['Buchungstext']],
  additional: [['Vorgang']],
  bankReference: ['Referenz'],
  currency: 'EUR',
  amount: { kind: 'signed', column: ['Umsatz in EUR'] },
  numbers: COMMA,
  dates: GERMAN_DAYS,
  states: [{ column: ['Buchungstag'], booked: [], skipped: ['offen'], otherwise: 'booked' }],
  newestFirst: true,
};

/** Commerzbank. */
export const commerzbank: TableProfile = {
  id: 'commerzbank',
  title: 'Commerzbank',
  recognise: [
    { kind: 'contains', columns: ['Buchungstag', 'Wertstellung', 'Umsatzart', 'Buchungstext', 'Betrag', 'Währung'] },
    {
      kind: 'contains',
      columns: ['Transaction date', 'Value date', 'Transaction type', 'Booking text', 'Amount', 'Currency'],
    },
  ],
  bookingDate: ['Buchungstag', 'Transaction date'],
  valueDate: ['Wertstellung', 'Value date'],
  label: [['Buchungstext', 'Booking text']],
  additional: [['Umsatzart', 'Transaction type']],
  account: ['IBAN Auftraggeberkonto', 'IBAN Kontoinhaber', 'Account of initiator', 'IBAN of account of initiator'],
  currencyColumn: ['Währung', 'Currency'],
  currency: 'EUR',
  amount: { kind: 'signed', column: ['Betrag', 'Amount'] },
  numbers: COMMA,
  dates: GERMAN_DAYS,
  newestFirst: true,
};

/** ING in Germany: two columns are headed `Währung`, the balance comes before the amount. */
export const ingDe: TableProfile = {
  id: 'ing-de',
  title: 'ING (Germany)',
  recognise: [
    {
      kind: 'contains',
      columns: [
        'Buchung',
        'Wertstellungsdatum',
        'Auftraggeber/Empfänger',
        'Buchungstext',
        'Verwendungszweck',
        'Betrag',
        'Währung',
      ],
    },
    {
      kind: 'contains',
      columns: ['Buchung', 'Valuta', 'Auftraggeber/Empfänger', 'Buchungstext', 'Verwendungszweck', 'Betrag', 'Währung'],
    },
  ],
  bookingDate: ['Buchung'],
  valueDate: ['Wertstellungsdatum', 'Valuta'],
  label: [['Verwendungszweck']],
  additional: [['Buchungstext'], ['Notiz']],
  counterpartyName: ['Auftraggeber/Empfänger'],
  currencyColumn: ['Währung'],
  currency: 'EUR',
  amount: { kind: 'signed', column: ['Betrag'] },
  balance: ['Saldo'],
  numbers: COMMA,
  dates: GERMAN_DAYS,
  newestFirst: true,
};

/** The older Postbank list, with payer and payee in columns of their own. */
export const postbank: TableProfile = {
  id: 'postbank',
  title: 'Postbank (older list)',
  recognise: [
    {
      kind: 'contains',
      columns: [
        'Buchungsdatum',
        'Wertstellung',
        'Umsatzart',
        'Buchungsdetails',
        'Auftraggeber',
        'Empfänger',
        'Betrag (€)',
      ],
    },
    {
      kind: 'contains',
      columns: [
        'Buchungstag',
        'Wertstellung',
        'Umsatzart',
        'Buchungsdetails',
        'Auftraggeber',
        'Empfänger',
        'Betrag (€)',
      ],
    },
  ],
  bookingDate: ['Buchungsdatum', 'Buchungstag'],
  valueDate: ['Wertstellung'],
  label: [['Buchungsdetails']],
  additional: [['Umsatzart'], ['Auftraggeber'], ['Empfänger']],
  currency: 'EUR',
  amount: { kind: 'signed', column: ['Betrag (€)'] },
  balance: ['Saldo (€)'],
  numbers: COMMA,
  dates: GERMAN_DAYS,
  newestFirst: true,
};
