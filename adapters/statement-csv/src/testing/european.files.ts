import { lines, type BankFile } from './french-and-online.files.js';

/** Exports of banks of other countries. */
export const EUROPEAN: readonly BankFile[] = [
  [
    'sparkasse',
    lines(
      '"Auftragskonto";"Buchungstag";"Valutadatum";"Buchungstext";"Verwendungszweck";"Glaeubiger ID";"Mandatsreferenz";"Kundenreferenz (End-to-End)";"Sammlerreferenz";"Lastschrift Ursprungsbetrag";"Auslagenersatz Ruecklastschrift";"Beguenstigter/Zahlungspflichtiger";"Kontonummer/IBAN";"BIC (SWIFT-Code)";"Betrag";"Waehrung";"Info"',
      '"DE89370400440532013000";"30.01.26";"30.01.26";"GUTSCHR. UEBERWEISUNG";"RE 12";"";"";"E2E1";"";"";"";"ACME GmbH";"DE02120300000000202051";"BYLADEM1001";"1.120,00";"EUR";"Umsatz gebucht"',
      '"DE89370400440532013000";"31.01.26";"31.01.26";"KARTE";"Shop";"";"";"";"";"";"";"Shop";"";"";"-5,00";"EUR";"Umsatz vorgemerkt"',
    ),
    ['2026-01-30', '1120.00', 'RE 12'],
    ['2026-01-31', '-5.00', 'Shop'],
  ],
  [
    'volksbank',
    lines(
      'Bezeichnung Auftragskonto;IBAN Auftragskonto;BIC Auftragskonto;Bankname Auftragskonto;Buchungstag;Valutadatum;Name Zahlungsbeteiligter;IBAN Zahlungsbeteiligter;BIC (SWIFT-Code) Zahlungsbeteiligter;Buchungstext;Verwendungszweck;Betrag;Waehrung;Saldo nach Buchung;Bemerkung;Kategorie;Steuerrelevant;Glaeubiger ID;Mandatsreferenz',
      'Konto;DE89370400440532013000;X;Bank;30.01.2026;30.01.2026;ACME;DE02120300000000202051;BYLADEM1001;Gutschrift;RE 12;120,00;EUR;1.120,00;;;;;',
    ),
    ['2026-01-30', '120.00', 'RE 12'],
  ],
  [
    'deutsche-bank',
    lines(
      'Umsätze Girokonto;;;',
      '01.01.2026 - 31.01.2026',
      'Buchungstag;Wert;Umsatzart;Begünstigter / Auftraggeber;Verwendungszweck;IBAN;BIC;Kundenreferenz;Mandatsreferenz ;Gläubiger ID ;Fremde Gebühren;Betrag;Abweichender Empfänger;Anzahl der Aufträge;Anzahl der Schecks;Soll;Haben;Währung',
      '30.01.2026;30.01.2026;SEPA-Gutschrift;ACME;RE 12;DE02120300000000202051;BYLADEM1001;E2E1;;;;;;1;;;1.120,00;EUR',
      '29.01.2026;29.01.2026;SEPA-Lastschrift;Strom;Abschlag;;;;M1;;;;;;;-45,10;;EUR',
      'Kontostand;31.01.2026;;;2.000,00;EUR',
    ),
    ['2026-01-29', '-45.10', 'Abschlag'],
    ['2026-01-30', '1120.00', 'RE 12'],
  ],
  [
    'dkb',
    lines(
      '"Girokonto";"DE89370400440532013000"',
      '"Kontostand vom 31.01.2026:";"1.120,00 €"',
      '""',
      '"Buchungsdatum";"Wertstellung";"Status";"Zahlungspflichtige*r";"Zahlungsempfänger*in";"Verwendungszweck";"Umsatztyp";"IBAN";"Betrag (€)";"Gläubiger-ID";"Mandatsreferenz";"Kundenreferenz"',
      '"30.01.26";"30.01.26";"Gebucht";"ACME";"Ich";"RE 12";"Eingang";"DE02120300000000202051";"1.120";"";"";""',
      '"29.01.26";"29.01.26";"Gebucht";"Ich";"Shop";"Kauf";"Ausgang";"";"-5,5";"";"";""',
    ),
    ['2026-01-29', '-5.50', 'Kauf'],
    ['2026-01-30', '1120.00', 'RE 12'],
  ],
  [
    'comdirect',
    lines(
      '"Umsätze Girokonto";"Zeitraum: 30 Tage";',
      '"Neuer Kontostand";"1.120,00 EUR";',
      '',
      '"Buchungstag";"Wertstellung (Valuta)";"Vorgang";"Buchungstext";"Umsatz in EUR";',
      '"offen";"--";"Karte";"Shop";"-5,00";',
      '"30.01.2026";"30.01.2026";"Übertrag";"Auftraggeber: ACME Buchungstext: RE 12";"120,00";',
    ),
    ['2026-01-30', '120.00', 'Auftraggeber: ACME Buchungstext: RE 12'],
  ],
  [
    'commerzbank',
    lines(
      'Buchungstag;Wertstellung;Umsatzart;Buchungstext;Betrag;Währung;IBAN Auftraggeberkonto;Kategorie',
      '30.01.2026;30.01.2026;Gutschrift;ACME RE 12;120,00;EUR;DE89370400440532013000;',
    ),
    ['2026-01-30', '120.00', 'ACME RE 12'],
  ],
  [
    'ing-de',
    lines(
      'IBAN;DE89 3704 0044 0532 0130 00',
      'Buchung;Wertstellungsdatum;Auftraggeber/Empfänger;Buchungstext;Verwendungszweck;Saldo;Währung;Betrag;Währung',
      '30.01.2026;30.01.2026;ACME;Gutschrift;RE 12;1.120,00;EUR;120,00;EUR',
    ),
    ['2026-01-30', '120.00', 'RE 12'],
  ],
  [
    'postbank',
    lines(
      '"Buchungsdatum";"Wertstellung";"Umsatzart";"Buchungsdetails";"Auftraggeber";"Empfänger";"Betrag (€)";"Saldo (€)"',
      '"30.01.2026";"30.01.2026";"Gutschrift";"RE 12";"ACME";"Ich";"120,00 €";"1.120,00 €"',
    ),
    ['2026-01-30', '120.00', 'RE 12'],
  ],
  [
    'rabobank',
    lines(
      '"IBAN/BBAN","Munt","BIC","Volgnr","Datum","Rentedatum","Bedrag","Saldo na trn","Tegenrekening IBAN/BBAN","Naam tegenpartij","Naam uiteindelijke partij","Naam initiërende partij","BIC tegenpartij","Code","Batch ID","Transactiereferentie","Machtigingskenmerk","Incassant ID","Betalingskenmerk","Omschrijving-1","Omschrijving-2","Omschrijving-3","Reden retour","Oorspr bedrag","Oorspr munt","Koers"',
      '"NL91RABO0315273637","EUR","RABONL2U","000000000000000123","2026-01-30","2026-01-30","+1120,00","+2120,00","NL91ABNA0417164300","ACME","","","ABNANL2A","cb","","E2E1","","","","FA12"," ","","","","",""',
    ),
    ['2026-01-30', '1120.00', 'FA12'],
  ],
  [
    'ing-nl',
    lines(
      '"Datum","Naam / Omschrijving","Rekening","Tegenrekening","Code","Af Bij","Bedrag (EUR)","MutatieSoort","Mededelingen"',
      '"20260130","ACME","NL20INGB0001234567","NL91ABNA0417164300","OV","Bij","1120,00","Overschrijving","FA12"',
      '"20260129","KPN","NL20INGB0001234567","","IC","Af","20,00","Incasso","tel"',
    ),
    ['2026-01-29', '-20.00', 'tel'],
    ['2026-01-30', '1120.00', 'FA12'],
  ],
  [
    'abn-amro',
    '417164300\tEUR\t20260130\t1000,00\t1120,00\t20260130\t120,00\t/TRTP/SEPA OVERBOEKING/NAME/ACME/REMI/FA12\n',
    ['2026-01-30', '120.00', '/TRTP/SEPA OVERBOEKING/NAME/ACME/REMI/FA12'],
  ],
  [
    'abn-amro-sheet',
    lines(
      'Rekeningnummer;Muntsoort;Transactiedatum;Rentedatum;Beginsaldo;Eindsaldo;Transactiebedrag;Omschrijving',
      '417164300;EUR;20260130;20260130;1000,00;1120,00;120,00;FA12',
    ),
    ['2026-01-30', '120.00', 'FA12'],
  ],
  [
    'belfius',
    lines(
      'Date de comptabilisation à partir de;01/01/2026',
      ';',
      "Compte;Date de comptabilisation;Numéro d'extrait;Numéro de transaction;Compte contrepartie;Nom contrepartie contient;Rue et numéro;Code postal et localité;Transaction;Date valeur;Montant;Devise;BIC;Code pays;Communications",
      'BE68 5390 0754 7034;30/01/2026;1;1;BE71 0961 2345 6769;ACME;;;VIREMENT DE ACME;30/01/2026;120,00;EUR;GKCCBEBB;BE;+++085/0801/69872+++',
    ),
    ['2026-01-30', '120.00', '+++085/0801/69872+++ VIREMENT DE ACME'],
  ],
  [
    'kbc',
    lines(
      'Rekeningnummer;Rubrieknaam;Naam;Munt;Afschriftnummer;Datum;Omschrijving;Valuta;Bedrag;Saldo;credit;debet;rekeningnummer tegenpartij;BIC code tegenpartij;Naam tegenpartij;Adres tegenpartij;gestructureerde mededeling;Vrije mededeling',
      'BE68539007547034;;Ik;EUR; 02026001;30/01/2026;OVERSCHRIJVING;30/01/2026;120,00;1120,00;120,00;;BE71096123456769;GKCCBEBB;ACME;;***085/0801/69872***;',
    ),
    ['2026-01-30', '120.00', 'OVERSCHRIJVING'],
  ],
  [
    'bnp-fortis',
    lines(
      "Nº de séquence;Date d'exécution;Date valeur;Montant;Devise du compte;Numéro de compte;Type de transaction;Contrepartie;Nom de la contrepartie;Communication;Détails;Statut;Motif du refus",
      '2026-00002;30/01/2026;30/01/2026;120,00;EUR;BE68539007547034;Virement;BE71096123456769;ACME;FA12;VIREMENT;Accepté;',
      '2026-00001;29/01/2026;29/01/2026;-20,00;EUR;BE68539007547034;Domiciliation;;KPN;tel;DOM;Refusé;Solde insuffisant',
    ),
    ['2026-01-30', '120.00', 'FA12 VIREMENT'],
  ],
  [
    'ing-be',
    lines(
      'Numéro de compte;Nom du compte;Compte partie adverse;Numéro de mouvement;Date comptable;Date valeur;Montant;Devise;Libellés;Détails du mouvement;Message',
      '390-0754703-34;Moi;BE71096123456769;1;30/01/2026;30/01/2026;120,00;EUR;Virement ACME;d;FA12',
    ),
    ['2026-01-30', '120.00', 'FA12 Virement ACME d'],
  ],
  [
    'knab',
    lines(
      'KNAB EXPORT;;;;;;;;;;;;;;;',
      'Rekeningnummer;Transactiedatum;Valutacode;CreditDebet;Bedrag;Tegenrekeningnummer;Tegenrekeninghouder;Valutadatum;Betaalwijze;Omschrijving;Type betaling;Machtigingsnummer;Incassant ID;Adres;Referentie;Boekdatum;',
      'NL91KNAB0417164300;30-01-2026;EUR;C;120,00;NL91ABNA0417164300;ACME;30-01-2026;Overboeking;FA12;;;;;C6A;30-01-2026;',
    ),
    ['2026-01-30', '120.00', 'FA12'],
  ],
  [
    'triodos-nl',
    '"30-01-2026","NL46TRIO0123456789","120,00","Credit","ACME","NL91ABNA0417164300","ET","FA12","1.120,00"\n',
    ['2026-01-30', '120.00', 'FA12'],
  ],
  [
    'ubs',
    lines(
      'Kontonummer:;0234 00123456.40;',
      'IBAN:;CH93 0076 2011 6238 5295 7;',
      '',
      'Abschlussdatum;Abschlusszeit;Buchungsdatum;Valutadatum;Währung;Belastung;Gutschrift;Einzelbetrag;Saldo;Transaktions-Nr.;Beschreibung1;Beschreibung2;Beschreibung3;Fussnoten;',
      "2026-01-30;10:00:00;2026-01-30;2026-01-30;CHF;;1'120.00;;2'120.00;T1;ACME;RE 12;;;",
      '2026-01-29;10:00:00;2026-01-29;2026-01-29;CHF;-20.00;;;1000.00;T2;Shop;;;;',
    ),
    ['2026-01-29', '-20.00', 'Shop'],
    ['2026-01-30', '1120.00', 'ACME RE 12'],
  ],
  [
    'postfinance',
    lines(
      'Konto:;CH9300762011623852957',
      'Währung:;CHF',
      'Datum;Avisierungstext;Gutschrift in CHF;Lastschrift in CHF;Valuta;Saldo in CHF',
      '30.01.2026;"GUTSCHRIFT ACME RE 12";120;;30.01.2026;1120',
      '29.01.2026;KAUF;;-20.50;29.01.2026;1000',
    ),
    ['2026-01-29', '-20.50', 'KAUF'],
    ['2026-01-30', '120.00', 'GUTSCHRIFT ACME RE 12'],
  ],
  [
    'zkb',
    lines(
      '"Datum";"Buchungstext";"Whg";"Betrag Detail";"ZKB-Referenz";"Referenznummer";"Belastung CHF";"Gutschrift CHF";"Valuta";"Saldo CHF"',
      '"30.01.2026";"Gutschrift ACME";"";"";"Z1";"";"";"120.00";"30.01.2026";"1120.00"',
    ),
    ['2026-01-30', '120.00', 'Gutschrift ACME'],
  ],
  [
    'raiffeisen-ch',
    lines(
      'IBAN;Booked At;Text;Credit/Debit Amount;Balance;Valuta Date',
      'CH9300762011623852957;2026-01-30 00:00:00.0;Gutschrift ACME;120.0;1120.0;2026-01-30 00:00:00.0',
      ';;RE 12;;;',
    ),
    ['2026-01-30', '120.00', 'Gutschrift ACME RE 12'],
  ],
  [
    'bawag',
    'AT611904300234573201;ACME RE 12;30.01.2026;30.01.2026;+1.120,00;EUR\n',
    ['2026-01-30', '1120.00', 'ACME RE 12'],
  ],
  [
    'raiffeisen-at',
    '30.01.2026;ACME RE 12;30.01.2026;120,00;EUR;30.01.2026 10:00:00:123\n',
    ['2026-01-30', '120.00', 'ACME RE 12'],
  ],
  [
    'unicredit-it',
    lines(
      'Data Registrazione;Data valuta;Descrizione;Importo (EUR);Causale',
      '30.01.2026;30.01.2026;BONIFICO ACME FA12;1.120,00;048',
    ),
    ['2026-01-30', '1120.00', 'BONIFICO ACME FA12'],
  ],
  [
    'starling',
    lines(
      'Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP),Spending Category,Notes',
      '30/01/2026,ACME,FA12,FASTER PAYMENT,120.00,1120.00,INCOME,',
    ),
    ['2026-01-30', '120.00', 'FA12'],
  ],
  [
    'monzo',
    lines(
      'Transaction ID,Date,Time,Type,Name,Emoji,Category,Amount,Currency,Local amount,Local currency,Notes and #tags,Address,Receipt,Description,Category split',
      'tx_1,30/01/2026,10:00:00,Card payment,Shop,,Eating out,-10.50,GBP,-12.00,EUR,,,,SHOP PARIS,',
    ),
    ['2026-01-30', '-10.50', 'SHOP PARIS'],
  ],
  [
    'lloyds',
    lines(
      'Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance,',
      "30/01/2026,FPI,'12-34-56,12345678,ACME FA12,,120.00,1120.00",
    ),
    ['2026-01-30', '120.00', 'ACME FA12'],
  ],
  [
    'nationwide',
    lines(
      '"Account Name:","FlexAccount ****12345"',
      '"Account Balance:","£1,120.00"',
      '"Available Balance: ","£1,120.00"',
      '',
      '"Date","Transaction type","Description","Paid out","Paid in","Balance"',
      '"30 Jan 2026","Transfer from","ACME","","£120.00","£1,120.00"',
    ),
    ['2026-01-30', '120.00', 'ACME'],
  ],
  [
    'aib',
    lines(
      'Posted Account, Posted Transactions Date, Description1, Description2, Description3, Debit Amount, Credit Amount,Balance,Posted Currency,Transaction Type,Local Currency Amount,Local Currency',
      '"123456-12345678","30/01/2026","ACME","FA12","","","1,120.00","2,120.00",EUR,"Credit","1,120.00",EUR',
    ),
    ['2026-01-30', '1120.00', 'ACME FA12'],
  ],
];
