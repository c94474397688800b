/** Profile, file, and the movements it holds (oldest first): day, amount, text. */
export type BankFile = readonly [profile: string, text: string, ...movements: (readonly [string, string, string?])[]];

/** Lines of a file. */
export const lines = (...rows: string[]): string => `${rows.join('\n')}\n`;

/** Exports of French banks and of banks and payment services online. */
export const FRENCH_AND_ONLINE: readonly BankFile[] = [
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
];
