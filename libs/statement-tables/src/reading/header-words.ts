import { directionWord, normalise } from '../profile.js';
import { COUNTRIES } from './header-words.countries.js';

/** Languages of headers; all but English write the day before the month. */
export type Language = 'en' | 'other';

/** What a column can mean to the generic reader. */
export type Meaning =
  | 'bookingDate'
  | 'valueDate'
  | 'label'
  | 'note'
  | 'amount'
  | 'debit'
  | 'credit'
  | 'direction'
  | 'currency'
  | 'balance'
  | 'account'
  | 'counterpartyName'
  | 'counterpartyIban'
  | 'counterpartyBic'
  | 'reference'
  | 'endToEndId'
  | 'mandateId'
  | 'structured'
  | 'kind'
  | 'status'
  | 'fee'
  | 'originalAmount'
  | 'originalCurrency'
  | 'rate';

type Words = Readonly<Record<Language, string>>;

/** Header words by meaning and language, best first. Compared without case, accents, blanks, punctuation and currency. */
const WORDS: Readonly<Record<Meaning, Words>> = {
  bookingDate: {
    other:
      "Date opération|Date d'opération|Date de l'opération|Date comptable|Date de comptabilisation|Date écriture|Date d'écriture|Date de transaction|Date transaction|Date de l'écriture|Date d'exécution|Jour|Date compta|Buchungstag|Buchungsdatum|Buchung|Datum|Transaktionsdatum|Buchungs-Datum|Auftragsdatum|Boekingsdatum|Boekdatum|Transactiedatum|Uitvoeringsdatum|Verwerkingsdatum|Fecha operación|Fecha de operación|F. Operación|Fecha contable|Fecha|Fecha de la operación|Fecha movimiento|F. Contable|Data operazione|Data contabile|Data registrazione|Data|Data movimento|Data contab.|Data da operação|Data mov.|Data movimento|Data lançamento|Data de operação|Bokföringsdatum|Bokföringsdag|Bokförd|Bokförd dag|Transaktionsdag|Bogføringsdato|Dato|Bogført|Bokført dato|Kirjauspäivä|Data operacji|Data księgowania|Data transakcji|Datum zaúčtování|Datum provedení|Datum splatnosti|Data tranzactie|Könyvelés dátuma|Datum knjiženja|Kuupäev|Tehingu kuupäev|Datums|Darījuma datums|Operacijos data|Datum pohybu|Datum transakce|Päivämäärä",
    en: 'Booking Date|Posting Date|Posted Date|Posted Transactions Date|Date posted|Transaction Date|Completed Date|Date completed|Date completed (UTC)|Completed date (UTC)|Completed on|Finished on|Date booked|Booked at|Booking Day|Booked|Entry Date|Process date|Settlement date|Trans Date|Trans. Date|Transaction Post Date|Post Date|Operation date|Execution date|Date|Date Time|Timestamp|Created at|Date (UTC)|Created (UTC)|Transaction date (UTC)',
  },
  valueDate: {
    other:
      'Date valeur|Date de valeur|Date de la valeur|Valeur|Date val|Date val.|Valuta|Valutadatum|Wertstellung|Wertstellungstag|Wertstellungsdatum|Wert|Wertstellung (Valuta)|Valutatag|Rentedatum|Interest Date|Fecha valor|F. Valor|Fecha de valor|Data valuta|Valuta data|Data valor|Data-valor|Valutadag|Rentedato|Arvopäivä|Data waluty',
    en: 'Value Date|Value day|Date of value|Interest date|Effective date|Valuta date|Valuation date',
  },
  label: {
    other:
      "Libellé|Libellé opération|Libellé de l'opération|Libellé de l'écriture|Libellé complet|Libellés|Intitulé|Détail|Détails|Détail de l'écriture|Détail de l'opération|Motif|Nature de l'opération|Nature|Opération|Opérations|Communication|Communications|Description|Désignation|Verwendungszweck|Buchungsdetails|Beschreibung|Buchungstext|Text|Vorgang/Verwendungszweck|Buchungsinformation|Details|Umsatztext|Avisierungstext|Zahlungsreferenz|Omschrijving|Omschrijvingen|Mededeling|Mededelingen|Naam / Omschrijving|Naam/Omschrijving|Concepto|Descripción|Detalle|Movimiento|Descrizione|Descrizione operazione|Causale|Descrizione estesa|Operazione|Dettagli|Descrição|Descritivo|Histórico|Beskrivning|Rubrik|Tekst|Beskrivelse|Opis|Opis operacji|Opis transakcji|Tytuł|Tytuł operacji|Popis|Zpráva pro příjemce|Selite|Viesti|Leírás|Közlemény|Selgitus|Maksājuma mērķis|Paskirtis|Mokėjimo paskirtis|Text/mottagare|Text / mottagare|Meddelande|Specifikation|Forklaring|Descrizione completa|Descrizione_Completa|Poznámka|Popis transakce",
    en: 'Description|Transaction Description|Details|Narrative|Remittance|Remittance Information|Unstructured Remittance Information|Memo|Text|Payment Details|Transaction Details|Particulars|Payment reference|Narration|Payment Reference Text|Transaction|Transaction text|Message|Notifications|Name / Description|Description 1|Description1|Narrative #1|Booking text|Original Description|Transaction Information',
  },
  note: {
    other:
      "Informations complémentaires|Complément d'information|Libellé complémentaire|Détails du mouvement|Message|Commentaire|Note|Bemerkung|Info|Notiz|Bericht|Opmerkingen|Observaciones|Observación|Más datos|Concepto ampliado|Note aggiuntive|Observações|Datos adicionales|Información adicional",
    en: 'Notes|Note|Additional Information|Additional info|Description 2|Description 3|Description2|Description3|Narrative #2|Narrative #3|Comment|Comments|Further details|More details',
  },
  amount: {
    other:
      "Montant|Montant opération|Montant de l'opération|Montant net|Montant de la transaction|Montant total|Montant (TTC)|Montant total (TTC)|Somme|Valeur montant|Betrag|Umsatz|Buchungsbetrag|Betrag in|Umsatz in|Betrag Buchung|Transaktionsbetrag|Bedrag|Transactiebedrag|Bedrag af/bij|Importe|Cantidad|Importe movimiento|Importe de la operación|Monto|Importo|Importo totale|Importo in|Valor|Montante|Quantia|Valor da operação|Importância|Belopp|Beløb|Beløp|Määrä|Summa|Kwota|Kwota operacji|Kwota transakcji|Částka|Objem|Suma|Összeg|Iznos",
    en: 'Amount|Transaction Amount|Net amount|Amount (net)|Amount in account currency|Value|Total amount|Booking amount|Account amount|Amount (account currency)|Transaction value|Credit/Debit Amount|Net',
  },
  debit: {
    other:
      'Débit|Montant débit|Débit montant|Dépenses|Sorties|Soll|Lastschrift|Belastung|Ausgang|Ausgänge|Ausgaben|Auszahlung|Belastungen|Lastschrift in|Belastung in|Debet|Af|Afschrijving|Uitgaven|Cargo|Cargos|Debe|Débito|Débitos|Gastos|Retiros|Dare|Addebiti|Addebito|Uscite|Uscita|Importo dare|Saídas|Uttag|Udgift|Ut fra konto|Ut|Obciążenia|Wydatki|Na vrub|Terhelés',
    en: 'Debit|Debit Amount|Outflow|Debits|Money Out|Paid Out|Withdrawal|Withdrawals|Withdrawal Amount|Out|Spent|Payments|Amount debit|Debit Amt|Outgoing|Paid out (withdrawals)',
  },
  credit: {
    other:
      'Crédit|Montant crédit|Crédit montant|Recettes|Entrées|Haben|Gutschrift|Eingang|Eingänge|Einnahmen|Einzahlung|Gutschriften|Gutschrift in|Credit|Bij|Bijschrijving|Inkomsten|Abono|Abonos|Haber|Crédito|Créditos|Ingresos|Avere|Accrediti|Accredito|Entrate|Entrata|Importo avere|Entradas|Insättning|Indtægt|Inn på konto|Inn|Uznania|Wpływy|Ve prospěch|Jóváírás',
    en: 'Credit|Credit Amount|Inflow|Credits|Money In|Paid In|Deposit|Deposits|Deposit Amount|In|Received|Receipts|Amount credit|Credit Amt|Incoming|Paid in (deposits)',
  },
  direction: {
    other:
      'Sens|Débit/Crédit|Sens opération|Crédit/Débit|D/C|C/D|Soll/Haben|S/H|Soll/Haben-Kennzeichen|Kennzeichen|Umsatzkennzeichen|Haben/Soll|Af Bij|Af/Bij|Bij/Af|Debet/Credit|Credit/Debet|Debe/Haber|Cargo/Abono|Signo|Dare/Avere|Segno|Entrata/Uscita|Débito/Crédito|D/H|Tipo D/C|Deebet/Kreedit|Deebet/Kreedit (D/C)|Debets/Kredīts|Debetas/Kreditas|D/K|K/D',
    en: 'Direction|Credit/Debit|Debit/Credit|CR/DR|DR/CR|Credit Debit Indicator|Debit/Credit Indicator|Credit or Debit|Debit or Credit|Dr/Cr|Sign|Indicator|Credit Debit|In/Out|Payment direction|CdtDbtInd|Transaction direction',
  },
  currency: {
    other:
      "Devise|Monnaie|Devise du compte|Devise de l'opération|Code devise|Währung|Waehrung|Kontowährung|Whg|Whg.|Munt|Muntsoort|Valuta|Devies|Munteenheid|Valutacode|Moneda|Divisa|Moeda|Valutakod|Waluta|Měna|Pénznem|Valuuta|Valūta|Valiuta|Devizanem|Összeg devizaneme|Měna účtu",
    en: 'Currency|CCY|Currency Code|Account currency|Transaction currency|Ccy.|Cur|Posted Currency|Settlement currency',
  },
  balance: {
    other:
      'Solde|Solde après opération|Solde comptable|Solde progressif|Nouveau solde|Solde courant|Saldo|Kontostand|Saldo nach Buchung|Neuer Saldo|Kontostand nach Buchung|Saldo na mutatie|Saldo na trn|Saldo na boeking|Eindsaldo|Saldo disponible|Saldo posterior|Saldo contabile|Saldo progressivo|Saldo contabilístico|Saldo após|Zůstatek|Saldo po operacji|Saldo po transakcji|Bokfört saldo|Egyenleg|Atlikums|Likutis|Jääk|Konečný zůstatek|Bokfört saldo|Saldo i NOK',
    en: 'Balance|Running Balance|Balance After|Ledger Balance|Account Balance|Resulting balance|Book Balance|Closing Balance|Available Balance|New balance|End balance|Balance after transaction|Current balance',
  },
  account: {
    other:
      'IBAN du compte|Numéro de compte|N° de compte|N° compte|Compte|Compte bancaire|Compte IBAN|RIB|IBAN Auftragskonto|Auftragskonto|Konto|Kontonummer|IBAN Kontoinhaber|Eigenes Konto|Rekening|Rekeningnummer|IBAN rekening|Cuenta|Número de cuenta|IBAN cuenta|Conto|Numero conto|IBAN conto|Conta|Número da conta|IBAN/BBAN|Numer konta|IBAN|Kliendi konto|Číslo účtu|Konta numurs|Könyvelési számla',
    en: 'Account IBAN|Account Number|Account|Own account|Account No|Account No.|Posted Account|Bank Account|Account ID|Customer account no|IBAN',
  },
  counterpartyName: {
    other:
      "Nom de la contrepartie|Contrepartie|Nom contrepartie|Nom contrepartie contient|Tiers|Bénéficiaire|Émetteur|Donneur d'ordre|Nom du tiers|Nom|Bénéficiaire/Donneur d'ordre|Débiteur|Beguenstigter/Zahlungspflichtiger|Begünstigter/Zahlungspflichtiger|Auftraggeber/Empfänger|Begünstigter / Auftraggeber|Auftraggeber / Begünstigter|Auftraggeber|Name Zahlungsbeteiligter|Zahlungsbeteiligter|Empfänger|Empfänger/Auftraggeber|Zahlungsempfänger|Name|Partnername|Naam tegenpartij|Tegenpartij|Naam tegenpartij bevat|Naam|Naam van de tegenpartij|Tegenpartij naam|Contrapartida|Beneficiario|Ordenante|Beneficiario/Ordenante|Contraparte|Controparte|Ordinante|Beneficiario/Ordinante|Nome|Mottagare|Avsändare|Modtager|Mottaker|Nadawca/Odbiorca|Dane kontrahenta|Odbiorca|Název protiúčtu|Saaja/Maksaja|Saaja/Maksja|Saņēmējs/Maksātājs|Gavėjas/Mokėtojas|Název účtu protiúčtu|Název protistrany|Partner elnevezése|Partner neve|Namn",
    en: 'Counterparty|Counterparty Name|Payee|Payer|Name|Partner Name|Beneficiary|Merchant|Merchant name|Payee/Payer|Counter party|Counter Party Name|Contra Account Name|Debtor/Creditor name|Sender|From/To|Remitter|Third party|Other party|Recipient|Payee Name|Beneficiary/Remitter|Payer/Payee|Sender/receiver name|Beneficiary/Payer',
  },
  counterpartyIban: {
    other:
      'IBAN de la contrepartie|IBAN contrepartie|Compte contrepartie|Compte partie adverse|Compte du tiers|IBAN du tiers|Compte de contrepartie|Kontonummer/IBAN|IBAN Zahlungsbeteiligter|Konto-Nr. Empfänger|IBAN / Kontonummer|IBAN Auftraggeberkonto|Partner IBAN|Gegenkonto|IBAN Empfänger|Tegenrekening|Rekening tegenpartij|Tegenrekening IBAN/BBAN|Rekeningnummer tegenpartij|IBAN tegenpartij|Tegenrekening IBAN|IBAN contrapartida|Cuenta contrapartida|Conto controparte|IBAN controparte|IBAN beneficiario|Rachunek kontrahenta|Protiúčet|Saaja/maksja konto|Číslo účtu protiúčtu|Číslo protiúčtu|Partner számla|Rachunek nadawcy/odbiorcy',
    en: 'Counterparty IBAN|Counterparty Account|Counterparty account number|Partner IBAN|Payee Account|Payee Account Number|Beneficiary IBAN|Contra Account|Counterparty bank account|Counterparty IBAN/account|Sender/receiver account|Beneficiary/Payer account',
  },
  counterpartyBic: {
    other:
      'BIC contrepartie|BIC de la contrepartie|BIC (SWIFT-Code)|BIC (SWIFT-Code) Zahlungsbeteiligter|BIC tegenpartij|BIC code tegenpartij|BIC controparte',
    en: 'Counterparty BIC|Partner BIC|Counterparty SWIFT|Sender/receiver bank BIC|BIC/SWIFT|BIC',
  },
  reference: {
    other:
      "Référence|Référence opération|Référence de l'opération|Réf|Réf.|Réf. opération|N° opération|Numéro d'opération|Numéro de transaction|Identifiant de transaction|Référence bancaire|Referenz|Transaktionsnummer|Transaktions-Nr.|Transaktionscode|Bankreferenz|ZKB-Referenz|Referentie|Transactiereferentie|Transactienummer|Volgnummer|Omzetnummer|Referencia|Ref.|Nº operación|Número de operación|Riferimento|N. operazione|CRO|TRN|Referência|Referens|Verifikationsnummer|Numer referencyjny|ID transakcji|ID operace|ID pohybu|Arhiveerimistunnus|Arhīva numurs|Archyvo numeris|Tranzakció azonosító|ID transakce",
    en: 'Reference|Ref|Transaction ID|TransactionID|Transaction Reference|Bank Reference|Reference Number|Entry Reference|Ref No|Ref. No.|Transaction Number|Transaction no.|Transaction Hash|Unique ID|ID|Slug|Ref./Cheque No.',
  },
  endToEndId: {
    other:
      'Kundenreferenz (End-to-End)|Kundenreferenz|End-to-End-Referenz|End-To-End-Ref.|Référence bout en bout|Référence de bout en bout|Ende-zu-Ende-Referenz|End-to-end referentie',
    en: 'End to End Id|End-to-End ID|EndToEndId|End-to-end reference|E2E reference|E2E ID|Customer reference',
  },
  mandateId: {
    other:
      'Mandatsreferenz|Référence du mandat|RUM|Référence mandat|Machtigingskenmerk|Mandaatreferentie|Mandatsref.|Riferimento mandato',
    en: 'Mandate reference|Mandate ID|Mandate',
  },
  structured: {
    other:
      'Communication structurée|Gestructureerde mededeling|Betalingskenmerk|Referenznummer|Strukturierte Referenz|Communication structurée (VCS)|Référence structurée|Viitenumber|Viite|Viitenumero',
    en: 'Structured communication|Structured reference|Creditor reference|Structured remittance|QR reference',
  },
  kind: {
    other:
      "Type|Type opération|Type d'opération|Type de transaction|Catégorie|Sous-catégorie|Sous catégorie|Type de mouvement|Umsatzart|Vorgang|Umsatztyp|Transaktionstyp|Kategorie|Art|Code|MutatieSoort|Mutatiesoort|Type verrichting|Transactietype|Tipo|Tipo movimiento|Categoría|Tipologia|Categoria|Tipo operazione|Typ|Typ operacji|Typ transakcji|Libellé simplifié|Libellé court",
    en: 'Type|Transaction Type|Category|Subcategory|Transaction Code|Payment type|Payment method|Transaction category|Entry type|Method',
  },
  status: {
    other: 'Statut|État|Status|Zustand|Estado|Stato|Stav',
    en: 'Status|State|Transaction status|Booking status|Payment status',
  },
  fee: {
    other: 'Frais|Commission|Gebühr|Gebühren|Comisión|Commissione|Kosten|Tarifa|Costo|Entgelt',
    en: 'Fee|Fees|Charge|Charges|Commission|Transaction fee',
  },
  originalAmount: {
    other:
      "Montant d'origine|Montant en devise|Montant devise|Montant initial|Originalbetrag|Ursprungsbetrag|Fremdwährungsbetrag|Betrag in Fremdwährung|Oorspronkelijk bedrag|Bedrag in vreemde valuta|Importe original|Importe en divisa|Importo originale|Importo in divisa|Kwota oryginalna|Původní částka|Originalbelopp",
    en: 'Original Amount|Foreign amount|Amount in original currency|Amount (original currency)|Source amount|Foreign currency amount',
  },
  originalCurrency: {
    other:
      "Devise d'origine|Devise initiale|Originalwährung|Ursprungswährung|Fremdwährung|Oorspronkelijke valuta|Vreemde valuta|Divisa original|Moneda original|Divisa originale|Waluta oryginalna|Původní měna|Originalvaluta",
    en: 'Original Currency|Foreign currency|Currency (original)|Source currency',
  },
  rate: {
    other:
      'Taux de change|Taux|Cours de change|Wechselkurs|Kurs|Umrechnungskurs|Wisselkoers|Koers|Tipo de cambio|Tasso di cambio|Valutakurs|Kurs wymiany',
    en: 'Exchange rate|FX rate|Rate',
  },
};

/** A column of these names belongs to other lists: invoices, journals, orders. */
const FOREIGN =
  /^(?:journalcode|journallib|ecriturenum|ecrituredate|comptenum|compauxnum|piecerefs?|invoice|invoiceno|invoicenumber|invoicedate|issuedate|duedate|facture|numerofacture|nfacture|numfacture|datefacture|dateecheance|echeance|rechnungsnummer|rechnungsdatum|faelligkeit|customerid|customername|customernumber|siren|siret|vat|vatamount|tva|montanttva|montantht|totalht|totalttc|openamount|quantity|qty|quantite|sku|prixunitaire|unitprice|journal)$/;

/** How words are found: from normalised text to meanings, by rank. */
export interface WordMatch {
  readonly meaning: Meaning;
  /** Place in the list of its meaning: lower says it better. */
  readonly rank: number;
  readonly language: Language;
}

const MATCHES = new Map<string, WordMatch[]>();
for (const [meaning, languages] of Object.entries(WORDS)) {
  for (const language of ['other', 'en'] as const) {
    for (const [rank, word] of languages[language].split('|').entries()) {
      const key = normalise(word);
      MATCHES.set(key, [...(MATCHES.get(key) ?? []), { meaning: meaning as Meaning, rank, language }]);
    }
  }
}

const SECOND_MEANING = 200;
for (const { words } of COUNTRIES) {
  for (const [meaning, list] of Object.entries(words)) {
    for (const [rank, word] of list.split('|').entries()) {
      const key = normalise(word);
      const known = MATCHES.get(key) ?? [];
      // What several languages share keeps the place it has, and what it means elsewhere comes first.
      const place = known.length === 0 ? rank : rank + SECOND_MEANING;
      if (!known.some((match) => match.meaning === meaning))
        MATCHES.set(key, [...known, { meaning: meaning as Meaning, rank: place, language: 'other' }]);
    }
  }
}

const CURRENCY_SUFFIX =
  /(?:(?:in|en|im|em|i|w|v)?(?:eur|euros?|euroa|gbp|usd|chf|pln|sek|nok|dkk|czk|huf|ron|isk|bgn|rsd|try|uah|xpf|xof|xaf|mad|tnd|cad))$/;

/** `+/-` above a column of signs. */
const SIGNS = /^\(?(?:\+\s*\/?\s*[-\u2013\u2212]|[-\u2013\u2212]\s*\/?\s*\+)\)?$/;
const SIGN_COLUMN: readonly WordMatch[] = [{ meaning: 'direction', rank: 0, language: 'other' }];

/** Meanings of a header cell; none for a word that is not known. */
export function meaningsOf(header: string): readonly WordMatch[] {
  // A currency beside the word does not change what the column is.
  const key = normalise(header.replace(/\((?:[A-Z]{3}|€|£|\$|euros?)\)/i, ' '));
  if (key === '') return SIGNS.test(header.trim()) ? SIGN_COLUMN : [];
  return MATCHES.get(key) ?? MATCHES.get(key.replace(CURRENCY_SUFFIX, '')) ?? [];
}

/** True for a column that no bank statement has. */
export function isForeignWord(header: string): boolean {
  return FOREIGN.test(normalise(header));
}

/** Values of a direction column, normalised. */
export const RECEIVED: readonly string[] =
  'credit|c|cr|crdt|in|h|haben|abono|haber|bij|entree|recette|received|incoming|gutschrift|avere|entrata|deposit|moneyin|plus|crebit|creditor|eingang|credito|uznanie|k|kredit|kreedit|j|ma|pano|hyvitys|inn|ind|insattning|prijem|prichozi|prijmy|jovairas|uplata|incasare|alacak|π|πιστωση|кредит|кт|к|приход|надходження'.split(
    '|',
  );
export const PAID: readonly string[] =
  'debit|d|dr|dbit|out|s|soll|cargo|debe|af|debet|sortie|depense|paid|outgoing|lastschrift|belastung|dare|uscita|withdrawal|moneyout|minus|ausgang|debito|obciazenie|deebet|t|wn|otto|veloitus|ut|ud|uttag|vydaj|odchozi|vydaje|terheles|isplata|plata|borc|χ|χρεωση|дебит|дебет|дт|д|расход|витрати'.split(
    '|',
  );

/**
 * Every value is a word or sign for received or paid. Dashes alone stand for nothing told where the header does not
 * promise (`named`) that they are signs.
 */
export function saysDirection(values: readonly string[], named = false): boolean {
  const words = values.map(directionWord);
  return (
    words.length > 0 &&
    words.every((word) => RECEIVED.includes(word) || PAID.includes(word)) &&
    (named || values.some((value) => !/^[-\u2013\u2212]$/.test(value)))
  );
}

/** Values of a state column, normalised: money moved, will move, has not moved. */
export const BOOKED: readonly string[] =
  'booked|completed|complete|posted|settled|executed|execute|executee|cleared|done|success|successful|succeeded|termine|terminee|comptabilise|comptabilisee|valide|validee|effectue|effectuee|gebucht|umsatzgebucht|abgeschlossen|verbucht|geboekt|uitgevoerd|voltooid|contabilizado|completado|realizado|liquidado|contabilizzato|completato|eseguito|eseguita|paid|paidout|accepted|acceptee|acceptes|geaccepteerd|processed|confirmed|final|completedtransaction|book|acepte|accepte|zaksiegowano|zrealizowana|bokfort|bogfort|udfort|utfort|genomford|kirjattu|toteutunut|zauctovano|zauctovane|provedeno|konyvelt|teljesult|finalizata|efectuata|gerceklesti|provedena|izvrsena|ολοκληρωμενη|осчетоводена'.split(
    '|',
  );
export const PENDING: readonly string[] =
  'pending|processing|inprogress|enattente|encours|entraitement|aveniar|avenir|vorgemerkt|umsatzvorgemerkt|ausstehend|inbearbeitung|offen|gereserveerd|inbehandeling|pendiente|enproceso|oczekujaca|oczekuje|odottaa|venter|reserveret|reservert|vantande|cekajici|cekajuca|fuggo|inasteptare|beklemede|inattesa|inelaborazione|authorised|authorized|pdng|hold'.split(
    '|',
  );
export const VOID: readonly string[] =
  'declined|failed|reverted|rejected|refused|refuse|refusee|cancelled|canceled|annule|annulee|rejete|rejetee|echoue|abgelehnt|fehlgeschlagen|storniert|zurueckgewiesen|zuruckgewiesen|geweigerd|geannuleerd|mislukt|rechazado|cancelado|fallido|anulado|rifiutato|annullato|fallito|odrzucona|anulowana|zamitnuto|zrusena|elutasitva|anulata|respinsa|iptal|avvist|afvist|hylatty|void|voided|expired|denied|removed'.split(
    '|',
  );
