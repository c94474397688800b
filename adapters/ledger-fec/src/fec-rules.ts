/**
 * The rules of the checker: what the text of law demands (error) and what good practice asks for (warning).
 * The sentence is the remedy; the problem's message says first what is wrong and where.
 */
export const FEC_RULES = {
  // The file.
  'fec-file-name': ['error', 'Name it <SIREN>FEC<YYYYMMDD of the closing>.txt, parts with _1, _2 before the dot.'],
  'fec-siren': ['warning', 'Check the SIREN at the beginning of the file name.'],
  'fec-extract': ['warning', 'Hand over only a file of the whole year that bears the legal name.'],
  'fec-empty-file': ['error', 'Export the file again.'],
  'fec-xml-malformed': ['error', 'Write the file as XML that a program wrote, or export the flat file.'],
  'fec-xml-structure': ['error', 'Order the elements as the official schema does (formatA47A-I-VII-1.xsd and others).'],
  'fec-xml-schema': ['warning', 'Name the schema in xsi:noNamespaceSchemaLocation of comptabilite.'],
  'fec-xml-decimal': ['error', 'Write a decimal point in Debit, Credit and Montant of the XML form.'],
  'fec-xml-encoding': ['error', 'Write the file in the character set its first line declares.'],
  'fec-no-entries': ['warning', 'Check the period of the export.'],
  'fec-line-length': ['error', 'End each record with CR, LF or both.'],
  'fec-separator': ['error', 'Separate the fields by TAB or | and nothing else.'],
  'fec-two-separators': ['error', 'Use one separator in the whole file, TAB or |.'],
  'fec-byte-order-mark': ['warning', 'Write the file without a byte-order mark.'],
  'fec-charset-invalid': ['error', 'Write the file in ASCII, ISO 8859-15 or UTF-8.'],
  'fec-charset-mixed': ['error', 'Write the whole file in one character set.'],
  'fec-replacement-character': [
    'error',
    'Restore the lost character; an earlier conversion read the wrong character set.',
  ],
  // The header.
  'fec-no-header': ['error', 'Put the names of the columns in the first line, JournalCode first.'],
  'fec-column-missing': ['error', 'Add the column in its place.'],
  'fec-column-misspelt': ['error', 'Spell the name as the text of law does.'],
  'fec-column-case': ['warning', 'Write the names of the columns in the case of the text of law.'],
  'fec-column-misplaced': ['error', 'Put the 18 columns in the order of the text, further ones after them.'],
  'fec-extra-columns': ['warning', 'Allowed after the 18 columns; describe them in the notice.'],
  // Records.
  'fec-field-count': ['error', 'Give every record as many fields as the header has names.'],
  'fec-empty-line': ['error', 'Remove the line.'],
  'fec-line-break-in-text': ['error', 'Replace CR and LF inside a text by a blank.'],
  'fec-separator-in-text': ['error', 'Replace TAB and | inside a text.'],
  'fec-control-character': ['error', 'Remove NUL and other control characters from the text.'],
  'fec-blank-field': ['error', 'Fill in the field.'],
  // Amounts.
  'fec-decimal-point': ['error', 'Write a decimal comma.'],
  'fec-thousands-separator': ['error', 'Write amounts without thousands separator.'],
  'fec-scientific-notation': ['error', 'Write the amount in plain digits.'],
  'fec-amount-signs': ['error', 'Write one sign at most, first or last.'],
  'fec-amount-format': ['error', 'Write digits with a decimal comma, such as 1200,50.'],
  'fec-amount-decimals': ['warning', 'Round each line to the cent before it is booked.'],
  'fec-negative-amount': ['warning', 'Book a negative debit as a credit and the reverse.'],
  'fec-debit-and-credit': ['error', 'Split the line: one for the debit, one for the credit.'],
  'fec-zero-line': ['warning', 'Remove lines without amount.'],
  'fec-direction': ['error', 'Write D or C, or +1 or -1, in Sens.'],
  'fec-direction-missing': ['error', 'Fill in Sens for every Montant.'],
  // Dates.
  'fec-date-impossible': ['error', 'Write a day that exists.'],
  'fec-date-format': ['error', 'Write dates as YYYYMMDD, without separator or time (in XML as YYYY-MM-DD).'],
  'fec-year-range': ['warning', 'Check the year.'],
  'fec-date-outside-year': ['error', 'Move the entry into the file of its own financial year.'],
  'fec-long-year': ['warning', 'Check that the financial year began then; a first year may be that long.'],
  'fec-valid-before-entry': ['warning', 'Check ValidDate: an entry is validated after it is booked.'],
  'fec-valid-in-future': ['warning', 'Check ValidDate: it cannot be later than the day of hand-over.'],
  'fec-piece-after-entry': ['warning', 'Check PieceDate: the document comes before its entry.'],
  // Accounts and labels.
  'fec-account-digits': ['error', 'Begin the account with three digits of the French chart.'],
  'fec-account-class': ['warning', 'Use the classes 1 to 8 of the chart.'],
  'fec-auxiliary-label': ['warning', 'Fill in CompAuxNum and CompAuxLib together.'],
  'fec-auxiliary-account': ['warning', 'Give auxiliaries on third-party accounts only (40, 41, 42, 45, 46).'],
  'fec-account-labels': ['warning', 'Give an account one label in the whole file.'],
  'fec-auxiliary-labels': ['warning', 'Give an auxiliary one label in the whole file.'],
  'fec-journal-labels': ['warning', 'Give a journal one label in the whole file.'],
  'fec-label-meaningless': ['warning', 'Say in words what the entry is about.'],
  // Currency.
  'fec-currency-pair': ['warning', 'Fill in Montantdevise and Idevise together.'],
  'fec-currency-code': ['warning', 'Write an ISO 4217 code such as USD.'],
  // Entries.
  'fec-entry-unbalanced': ['error', 'Make debits and credits of the entry equal.'],
  'fec-file-unbalanced': ['error', 'Make debits and credits of the file equal.'],
  'fec-entry-two-dates': ['error', 'Give all lines of an entry one EcritureDate, or number them as two entries.'],
  'fec-entry-two-journals': ['error', 'Give all lines of an entry one journal, or number them as two entries.'],
  'fec-entry-two-pieces': ['error', 'Give all lines of an entry one document, or number them as two entries.'],
  'fec-number-gap': ['error', 'Number entries without a gap.'],
  'fec-number-duplicate': ['error', 'Give every entry a number of its own, its lines one after the other.'],
  'fec-number-descending': ['error', 'Write entries in the order of their numbers.'],
  'fec-number-format': ['error', 'Number entries by a sequence that ends in digits.'],
  'fec-order-of-validation': ['error', 'Write entries in the order of their validation.'],
  'fec-opening-not-first': ['error', 'Write the balances brought forward first.'],
  'fec-closing-entry': ['warning', 'Leave out the entries that close income and expense accounts.'],
  'fec-centralisation': ['warning', 'Leave out centralisation entries.'],
  // Lettering.
  'fec-letter-without-date': ['warning', 'Fill in EcritureLet and DateLet together.'],
  'fec-date-without-letter': ['warning', 'Fill in EcritureLet and DateLet together.'],
  'fec-letter-accounts': ['warning', 'Letter lines of one account and auxiliary only.'],
  'fec-letter-unbalanced': ['warning', 'Letter groups that add up to zero only.'],
  'fec-letter-after-closing': ['warning', 'Leave letters dated after the closing blank.'],
} as const satisfies Record<string, readonly ['error' | 'warning', string]>;

/** Identifier of a rule. */
export type FecRule = keyof typeof FEC_RULES;
