import { describe, expect, it } from '@jest/globals';
import { PROFILES } from '@lettrage/statement-tables';
import { brief, codes, read } from './testing/read-csv.js';

/** Profile, file, and the movements it holds (oldest first): day, amount, text. */
type BankFile = readonly [profile: string, text: string, ...movements: (readonly [string, string, string?])[]];

const lines = (...rows: string[]): string => `${rows.join('\n')}\n`;

const FILES: readonly BankFile[] = [
  [
    'bnp-paribas',
    lines(
      'Date operation;Categorie operation;Sous Categorie operation;Libelle operation;Montant operation;Pointage operation;Commentaire operation',
      '30-01-2026;Virements;Reçus;VIR SEPA RECU /DE ACME /MOTIF FA12;1 120,00;0;',
    ),
    ['2026-01-30', '1120.00', 'VIR SEPA RECU /DE ACME /MOTIF FA12'],
  ],
  [
    'credit-agricole',
    lines(
      'Date;Date valeur;Libellé;Débit euros;Crédit euros;',
      '02/01/2026;03/01/2026;"PRELEVEMENT\nEDF";45,10;;',
      '31/01/2026;31/01/2026;VIREMENT;;10,00;',
    ),
    ['2026-01-02', '-45.10', 'PRELEVEMENT EDF'],
    ['2026-01-31', '10.00', 'VIREMENT'],
  ],
  [
    'credit-mutuel-signed',
    lines('Date;Date de valeur;Montant;Libellé;Solde', '30/01/2026;31/01/2026;-12,00;CB;88,00'),
    ['2026-01-30', '-12.00', 'CB'],
  ],
  [
    'credit-mutuel',
    lines(
      'Date,Date de valeur,Débit,Crédit,Libellé,Solde',
      '30/01/2026,31/01/2026,,1012.50,VIR ACME,1112.50',
      '31/01/2026,31/01/2026,-12.50,,CB,1100.00',
    ),
    ['2026-01-30', '1012.50', 'VIR ACME'],
    ['2026-01-31', '-12.50', 'CB'],
  ],
  [
    'bpce',
    lines(
      'Date de comptabilisation;Libelle simplifie;Libelle operation;Reference;Informations complementaires;Type operation;Categorie;Sous categorie;Debit;Credit;Date operation;Date de valeur;Pointage operation',
      '30/01/26;ACME;VIR SEPA ACME;ABC1;FA12;Virement recu;;;;+120,00;30/01/26;30/01/26;0',
    ),
    ['2026-01-30', '120.00', 'VIR SEPA ACME FA12'],
  ],
  [
    'caisse-epargne',
    lines(
      'Code de la banque : 11425;Code de l agence : 00900;Date de début de téléchargement : 01/01/2026;Date de fin de téléchargement : 31/01/2026;',
      'Numéro de compte : 04012345678;Nom du compte : CPT;Devise : EUR;',
      ';',
      'Solde en fin de période;;;;1 110,00;',
      "Date;Numéro d'opération;Libellé;Débit;Crédit;Détail;",
      '30/01/26;ABC;VIR ACME;;120,00;FA12;',
      '29/01/26;DEF;CB;-10,00;;;',
      'Solde en début de période;;;;1 000,00;',
    ),
    ['2026-01-29', '-10.00', 'CB'],
    ['2026-01-30', '120.00', 'VIR ACME FA12'],
  ],
  [
    'banque-populaire',
    lines(
      'Compte;Date de comptabilisation;Date opération;Libellé;Référence;Date valeur;Montant',
      '12345678901;30/01/2026;29/01/2026;VIR ACME;R1;30/01/2026;120,00',
    ),
    ['2026-01-30', '120.00', 'VIR ACME'],
  ],
  [
    'banque-postale',
    lines(
      'Numéro Compte\t1234567A020',
      'Date\t31/01/2026',
      '',
      'Date\tLibellé\tMontant(EUROS)',
      '30/01/2026\tVIREMENT\t120,00',
    ),
    ['2026-01-30', '120.00', 'VIREMENT'],
  ],
  [
    'lcl',
    lines(
      '14/01/2026;-9,99;Carte;;CB  NETFLIX  13/01/26;;0;Divers',
      '15/01/2026;120,00;Virement;;VIR SEPA ACME;FA12;0;',
    ),
    ['2026-01-14', '-9.99', 'CB NETFLIX 13/01/26'],
    ['2026-01-15', '120.00', 'VIR SEPA ACME FA12'],
  ],
  [
    'boursobank',
    lines(
      'dateOp;dateVal;label;category;categoryParent;supplierFound;solde;comment;accountNum;accountLabel;solde',
      '2026-01-30;2026-01-30;VIR ACME;;;;"1 120,00";;00040123456;BoursoBank;5000.10',
    ),
    ['2026-01-30', '1120.00', 'VIR ACME'],
  ],
  [
    'qonto',
    lines(
      'Status,Settlement date (UTC),Settlement date (local),Operation date (UTC),Amount,Currency,Balance,Counterparty name,Reference',
      'Completed,2026-01-30 22:00:00,2026-01-30 23:00:00,2026-01-30 21:00:00,-12.50,EUR,100.00,Shop,R1',
      'Declined,,,2026-01-29 21:00:00,-99.00,EUR,,Shop,',
    ),
    ['2026-01-30', '-12.50', 'R1'],
  ],
  [
    'shine',
    lines(
      "Transaction ID;Date de la valeur;Date d'opération;IBAN;Type de transaction;Débit;Crédit;Devise;Libellé;Nom de la contrepartie",
      't1;31/01/2026;30/01/2026;FR7630006000011234567890189;VIR;;120,00;EUR;FA12;ACME',
    ),
    ['2026-01-30', '120.00', 'FA12'],
  ],
  [
    'sumup',
    lines(
      'Email,Date,Réf. transaction,Type de transaction,Status,Montant total,Frais,Virement,Date du virement,Payout ID,Reference',
      'a@b.fr,2026-01-02 10:00,T1,Vente,Réussie,100.00,1.75,98.25,2026-01-04,P1,R1',
      'a@b.fr,2026-01-04 10:00,,Virement,Effectué,98.25,,98.25,2026-01-04,P1,',
    ),
    ['2026-01-02', '98.25', 'R1'],
  ],
  [
    'revolut',
    lines(
      'Type,Produit,Date de début,Date de fin,Description,Montant,Frais,Devise,État,Solde',
      'TRANSFER,Actuel,2026-01-02 10:00:00,2026-01-02 10:00:05,De ACME,100.00,1.00,EUR,TERMINÉ,199.00',
      'CARD_PAYMENT,Actuel,2026-01-04 10:00:00,,Shop,-9.00,0.00,EUR,EN ATTENTE,',
    ),
    ['2026-01-02', '99.00', 'De ACME'],
  ],
  [
    'revolut-business',
    lines(
      'Date started (UTC),Date completed (UTC),ID,Type,State,Description,Reference,Payer,Card number,Orig currency,Orig amount,Payment currency,Amount,Total amount,Exchange rate,Fee,Fee currency,Balance,Account,Beneficiary account number,Beneficiary IBAN,Beneficiary BIC',
      '2026-01-02,2026-01-02,u1,TRANSFER,COMPLETED,To ACME,FA12,Me,,EUR,100.00,EUR,-100.00,-100.20,,0.20,EUR,899.80,Main,,DE89370400440532013000,COBADEFFXXX',
    ),
    ['2026-01-02', '-100.20', 'FA12 To ACME'],
  ],
  [
    'wise',
    lines(
      '"TransferWise ID",Date,Amount,Currency,Description,"Payment Reference","Running Balance","Exchange From","Exchange To","Exchange Rate","Payer Name","Payee Name","Payee Account Number",Merchant,"Total fees"',
      'TRANSFER-2,03-01-2026,-50.25,EUR,"Sent money to ACME",FA13,149.75,,,,,ACME,DE89370400440532013000,,0.25',
      'TRANSFER-1,02-01-2026,200.00,EUR,"Received money",FA12,200.00,,,,BOB,,,,0.00',
    ),
    ['2026-01-02', '200.00', 'FA12 Received money'],
    ['2026-01-03', '-50.25', 'FA13 Sent money to ACME'],
  ],
  [
    'paypal',
    lines(
      '"Date","Heure","Fuseau horaire","Nom","Type","État","Devise","Avant commission","Commission","Net","De l\'adresse email","Numéro de transaction","Solde","Impact sur le solde"',
      '"02/01/2026","10:00:00","CET","ACME","Paiement","Terminé","EUR","100,00","-3,20","96,80","a@b.c","T1","96,80","Crédit"',
      '"03/01/2026","10:00:00","CET","ACME","Autorisation","En attente","EUR","50,00","0,00","50,00","a@b.c","T2","96,80","Mémo"',
    ),
    ['2026-01-02', '96.80'],
  ],
  [
    'stripe',
    lines(
      'balance_transaction_id,created_utc,created,available_on_utc,available_on,currency,gross,fee,net,reporting_category,description,automatic_payout_id',
      'txn_1,2026-01-02 10:00:00,2026-01-02 11:00:00,2026-01-05,2026-01-05,eur,100.00,1.75,98.25,charge,Invoice FA12,po_1',
      'txn_2,2026-01-05 10:00:00,2026-01-05 11:00:00,2026-01-05,2026-01-05,eur,-98.25,0.00,-98.25,payout,STRIPE PAYOUT,po_1',
    ),
    ['2026-01-02', '98.25', 'Invoice FA12'],
    ['2026-01-05', '-98.25', 'STRIPE PAYOUT'],
  ],
  [
    'gocardless',
    lines(
      'id,created_at,charge_date,amount,description,currency,status,reference,transaction_fee,payout_date,links.mandate,links.payout,customers.company_name',
      'PM1,2026-01-01T10:00:00Z,2026-01-05,120.00,FA12,EUR,paid_out,REF1,0.35,2026-01-07,MD1,PO1,ACME',
      'PM2,2026-01-01T10:00:00Z,2026-01-05,60.00,FA13,EUR,failed,REF2,,,MD1,,ACME',
    ),
    ['2026-01-05', '120.00', 'FA12 REF1'],
  ],
  [
    'n26',
    lines(
      '"Date","Bénéficiaire","Numéro de compte","Type de transaction","Référence de paiement","Montant (EUR)","Montant (Devise étrangère)","Sélectionnez la devise étrangère","Taux de conversion"',
      '"2026-01-02","ACME","DE89370400440532013000","Virement","FA12","-12.5","","",""',
    ),
    ['2026-01-02', '-12.50', 'FA12'],
  ],
  [
    'bunq',
    lines(
      'Date;Interest Date;Amount;Account;Counterparty;Name;Description',
      '2026-01-02;2026-01-02;-1.012,50;NL91ABNA0417164300;;ACME;FA12',
    ),
    ['2026-01-02', '-1012.50', 'FA12'],
  ],
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

describe('the layout of a bank is known by its header', () => {
  it.each(FILES)('%s', async (profile, text, ...movements) => {
    const result = await read(text);
    expect(result.heads[0]?.source.format).toBe(`csv.${profile}`);
    expect(brief(result)).toEqual(movements.map(([day, amount, label]) => [day, amount, label]));
    expect(result.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    for (const end of result.ends) expect(end.balanced).not.toBe(false);
  });

  it('every profile is known by at least one file here or in the other scenarios', () => {
    const elsewhere = ['fortuneo', 'societe-generale', 'wise-transfers'];
    const shown = new Set([...FILES.map(([profile]) => profile), ...elsewhere]);
    expect(PROFILES.map(({ id }) => id).filter((id) => !shown.has(id))).toEqual([]);
  });
});

describe('what a layout says beside day and amount', () => {
  const of = async (profile: string) => (await read(FILES.find(([id]) => id === profile)![1])).transactions;

  it('SEPA fields with columns of their own', async () => {
    expect((await of('sparkasse'))[0]).toMatchObject({
      endToEndId: 'E2E1',
      counterparty: { name: 'ACME GmbH', iban: 'DE02120300000000202051', bic: 'BYLADEM1001' },
      status: 'booked',
    });
    expect((await of('sparkasse'))[1]).toMatchObject({ status: 'pending' });
    expect((await of('rabobank'))[0]).toMatchObject({ code: { proprietary: 'cb' }, endToEndId: 'E2E1' });
  });

  it('structured communications, in a column or in the text', async () => {
    expect((await of('kbc'))[0]).toMatchObject({ structuredReference: '085080169872' });
    expect((await of('belfius'))[0]).toMatchObject({ structuredReference: '085080169872' });
  });

  it('fees kept from the amount and fees beside it', async () => {
    expect((await of('stripe'))[0]!.charges).toEqual([{ amount: '1.75', currency: 'EUR', included: true }]);
    expect((await of('paypal'))[0]!.charges).toEqual([{ amount: '3.20', currency: 'EUR', included: true }]);
    expect((await of('wise'))[1]!.charges).toEqual([{ amount: '0.25', currency: 'EUR', included: true }]);
  });

  it('what was paid in another currency', async () => {
    expect((await of('monzo'))[0]!.original).toEqual({ amount: '12.00', currency: 'EUR' });
  });

  it('payer and references in the marked fields of a label', async () => {
    const label = 'VIR SEPA RECU /DE ACME SARL /MOTIF FACTURE 12 /REF X1 /EID NOTPROVIDED';
    const [line] = (await read(`Date;Libellé;Montant;Devise\n30/01/2026;${label};120,00;EUR\n`)).transactions;
    expect(line).toMatchObject({ remittance: label, counterparty: { name: 'ACME SARL' } });
    expect(line!.endToEndId).toBeUndefined();
    const sg = 'VIR RECU 123456S DE: ACME MOTIF: FA12 REF: E2E';
    const [other] = (await read(`Date;Libellé;Montant;Devise\n30/01/2026;${sg};120,00;EUR\n`)).transactions;
    expect(other).toMatchObject({ remittance: sg, counterparty: { name: 'ACME' } });
  });

  it('Wise transfers: the account’s own side moves, an exchange moves both', async () => {
    const text = lines(
      'ID,Status,Direction,"Created on","Finished on","Source fee amount","Source fee currency","Target fee amount","Target fee currency","Source name","Source amount (after fees)","Source currency","Target name","Target amount (after fees)","Target currency","Exchange rate",Reference,Batch',
      'TRANSFER-1,COMPLETED,OUT,"2026-01-02 10:00:00","2026-01-02 10:05:00",0.50,EUR,,,Me,99.50,EUR,ACME,110.00,USD,1.1,FA12,',
      'TRANSFER-2,COMPLETED,IN,"2026-01-03 10:00:00","2026-01-03 10:05:00",0.00,USD,,,BOB,50.00,USD,Me,45.00,EUR,0.9,FA13,',
      'BALANCE-3,COMPLETED,NEUTRAL,"2026-01-04 10:00:00","2026-01-04 10:05:00",1.00,EUR,,,Me,9.00,EUR,Me,10.00,USD,1.1,,',
      'TRANSFER-4,CANCELLED,OUT,"2026-01-05 10:00:00","2026-01-05 10:05:00",0.50,EUR,,,Me,99.50,EUR,ACME,110.00,USD,1.1,,',
    );
    const result = await read(text);
    expect(
      result.transactions.map(({ amount, currency, counterparty }) => [amount, currency, counterparty?.name]),
    ).toEqual([
      ['-100.00', 'EUR', 'ACME'],
      ['45.00', 'EUR', 'BOB'],
      ['-10.00', 'EUR', 'Me'],
      ['10.00', 'USD', 'Me'],
    ]);
    expect(codes(result)).toEqual([]);
  });
});
