/** Languages of headers; all but English write the day before the month. */
export type Language = 'fr' | 'en' | 'es' | 'de';

/** What a column can mean to the generic reader. */
export type Meaning =
  | 'bookingDate'
  | 'valueDate'
  | 'label'
  | 'amount'
  | 'debit'
  | 'credit'
  | 'direction'
  | 'currency'
  | 'balance'
  | 'account'
  | 'counterpartyName'
  | 'counterpartyIban'
  | 'reference';

/** Header words by meaning and language, best first. Compared without case, accents, blanks and punctuation. */
export const VOCABULARY: Readonly<Record<Meaning, Readonly<Record<Language, readonly string[]>>>> = {
  bookingDate: {
    fr: [
      'Date opération',
      "Date d'opération",
      "Date de l'opération",
      'Date comptable',
      'Date de comptabilisation',
      'Date écriture',
    ],
    en: ['Booking Date', 'Date', 'Posting Date', 'Transaction Date', 'Posted Date', 'Completed Date', 'Date booked'],
    es: ['Fecha', 'Fecha operación', 'Fecha de operación', 'F. Operación', 'Fecha contable'],
    de: ['Buchungstag', 'Buchungsdatum', 'Buchung', 'Datum'],
  },
  valueDate: {
    fr: ['Date valeur', 'Date de valeur', 'Date de la valeur'],
    en: ['Value Date', 'Value'],
    es: ['Fecha valor', 'F. Valor', 'Fecha de valor'],
    de: ['Valuta', 'Valutadatum', 'Wertstellung', 'Wertstellungstag'],
  },
  label: {
    fr: ['Libellé', 'Libellé opération', "Libellé de l'opération", 'Intitulé', 'Détail', 'Motif'],
    en: [
      'Description',
      'Details',
      'Narrative',
      'Remittance',
      'Remittance Information',
      'Memo',
      'Text',
      'Payment Details',
    ],
    es: ['Concepto', 'Descripción', 'Detalle', 'Observaciones'],
    de: ['Verwendungszweck', 'Buchungstext', 'Beschreibung', 'Text'],
  },
  amount: {
    fr: ['Montant', 'Montant opération', "Montant de l'opération", 'Montant en euros', 'Montant EUR', 'Montant (EUR)'],
    en: ['Amount', 'Amount EUR', 'Transaction Amount', 'Amount (EUR)'],
    es: ['Importe', 'Importe EUR', 'Importe (EUR)', 'Cantidad'],
    de: ['Betrag', 'Betrag EUR', 'Betrag (EUR)', 'Umsatz'],
  },
  debit: {
    fr: ['Débit', 'Débit euros', 'Débit EUR', 'Débit (EUR)', 'Dépenses'],
    en: ['Debit', 'Debit Amount', 'Money Out', 'Paid Out', 'Withdrawal', 'Withdrawals'],
    es: ['Cargo', 'Cargos', 'Debe', 'Débito'],
    de: ['Soll', 'Lastschrift', 'Belastung', 'Ausgang'],
  },
  credit: {
    fr: ['Crédit', 'Crédit euros', 'Crédit EUR', 'Crédit (EUR)', 'Recettes'],
    en: ['Credit', 'Credit Amount', 'Money In', 'Paid In', 'Deposit', 'Deposits'],
    es: ['Abono', 'Abonos', 'Haber', 'Crédito'],
    de: ['Haben', 'Gutschrift', 'Eingang'],
  },
  direction: {
    fr: ['Sens', 'Débit/Crédit'],
    en: ['Direction', 'Credit/Debit', 'Debit/Credit', 'CR/DR', 'DR/CR'],
    es: ['Debe/Haber', 'Cargo/Abono'],
    de: ['Soll/Haben', 'S/H', 'Soll/Haben-Kennzeichen'],
  },
  currency: {
    fr: ['Devise', 'Monnaie'],
    en: ['Currency', 'CCY', 'Currency Code'],
    es: ['Moneda', 'Divisa'],
    de: ['Währung', 'Waehrung'],
  },
  balance: {
    fr: ['Solde', 'Solde après opération'],
    en: ['Balance', 'Running Balance', 'Balance After'],
    es: ['Saldo'],
    de: ['Saldo', 'Kontostand', 'Saldo nach Buchung'],
  },
  account: {
    fr: ['IBAN', 'Compte', 'Numéro de compte', 'N° de compte', 'IBAN du compte'],
    en: ['IBAN', 'Account', 'Account Number', 'Account IBAN'],
    es: ['Cuenta', 'IBAN', 'Número de cuenta'],
    de: ['IBAN Auftragskonto', 'Auftragskonto', 'Konto', 'Kontonummer', 'IBAN'],
  },
  counterpartyName: {
    fr: ['Nom de la contrepartie', 'Contrepartie', 'Tiers', 'Bénéficiaire', 'Émetteur'],
    en: ['Counterparty', 'Counterparty Name', 'Payee', 'Payer', 'Name'],
    es: ['Contrapartida', 'Beneficiario', 'Ordenante'],
    de: [
      'Beguenstigter/Zahlungspflichtiger',
      'Begünstigter/Zahlungspflichtiger',
      'Auftraggeber/Empfänger',
      'Name Zahlungsbeteiligter',
      'Empfänger',
    ],
  },
  counterpartyIban: {
    fr: ['IBAN de la contrepartie', 'IBAN contrepartie', 'IBAN du tiers'],
    en: ['Counterparty IBAN', 'Counterparty Account'],
    es: ['IBAN contrapartida', 'Cuenta contrapartida'],
    de: ['Kontonummer/IBAN', 'IBAN Zahlungsbeteiligter', 'Konto-Nr. Empfänger'],
  },
  reference: {
    fr: ['Référence', 'Référence opération', 'Réf'],
    en: ['Reference', 'Ref', 'Transaction ID', 'Transaction Reference', 'Bank Reference'],
    es: ['Referencia', 'Ref.'],
    de: ['Referenz', 'Kundenreferenz', 'Transaktionsnummer'],
  },
};

/** Values of a direction column, normalised. */
export const RECEIVED: readonly string[] = ['credit', 'c', 'cr', 'crdt', 'in', 'h', 'haben', 'abono', 'haber'];
export const PAID: readonly string[] = ['debit', 'd', 'dr', 'dbit', 'out', 's', 'soll', 'cargo', 'debe'];
