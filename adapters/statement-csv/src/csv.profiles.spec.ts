import { describe, expect, it } from '@jest/globals';
import { brief, codes, read } from './testing/read-csv.js';

describe('bank profiles', () => {
  it('reads BNP Paribas with the account line above', async () => {
    const result = await read(
      'Compte de chèques;Compte de chèques;****1234;31/01/2026;;1 234,56\nDate operation;Libelle court;Type operation;Libelle operation;Montant operation en euro\n30/01/2026;VIR;Virement reçu;VIR SEPA ACME FA12;120,00\n29/01/2026;CB;Carte;PAIEMENT CB;-1 012,50\n',
      { charset: 'windows-1252' },
    );
    expect(result.heads[0]).toMatchObject({
      account: { number: '****1234', currency: 'EUR' },
      source: { format: 'csv.bnp-paribas' },
    });
    expect(brief(result)).toEqual([
      ['2026-01-29', '-1012.50', 'PAIEMENT CB'],
      ['2026-01-30', '120.00', 'VIR SEPA ACME FA12'],
    ]);
    expect(result.ends[0]).toEqual({
      type: 'statement-end',
      closing: { amount: '1234.56', date: '2026-01-31' },
      count: 2,
      sum: '-892.50',
    });
  });

  it('reads BNP Paribas without a header', async () => {
    const result = await read(
      '"Compte de chèques";"x";"****1234";"31/01/2026";"";"1 234,56"\n"30/01/2026";"VIR";"Virement";"ACME";"120,00"\n',
    );
    expect(result.heads[0]!.source.format).toBe('csv.bnp-paribas');
    expect(brief(result)).toEqual([['2026-01-30', '120.00', 'ACME']]);
  });

  it('reads Société Générale: account, period, count and balance in the first line', async () => {
    const text =
      '="00012345678";01/01/2026;31/01/2026;2;31/01/2026;"1 000,50 EUR"\n\nDate de l\'opération;Libellé;Détail de l\'écriture;Montant de l\'opération;Devise\n30/01/2026;VIR RECU;VIR RECU DE: ACME MOTIF: FA12;120,00;EUR\n29/01/2026;CB;CARTE X1234;-10,00;EUR\n';
    const result = await read(text, { charset: 'windows-1252' });
    expect(result.heads[0]).toMatchObject({ account: { number: '00012345678' }, from: '2026-01-01', to: '2026-01-31' });
    expect(result.ends[0]).toMatchObject({
      closing: { amount: '1000.50', date: '2026-01-31' },
      count: 2,
      sum: '110.00',
    });
    expect(result.problems).toEqual([]);
    expect(codes(await read(text.replace(';2;', ';3;')))).toEqual(['totals-differ']);
  });

  it('reads Crédit Agricole: lines above, labels over several lines, both columns positive, € as 0x80', async () => {
    const above =
      'Téléchargement du 31/01/2026\n\nM. DUPONT\nCompte courant n° 12345678901;\nSolde au 31/01/2026 1 234,56 €\nListe des opérations du compte entre le 01/01/2026 et le 31/01/2026\n\n\n';
    const rows =
      'Date;Libellé;Débit euros;Crédit euros;\n30/01/2026;"VIREMENT EN VOTRE FAVEUR\n\nACME FA12   ";;120,00;\n29/01/2026;"CARTE";10,50;;\n';
    const result = await read(above + rows, { charset: 'windows-1252' });
    expect(result.heads[0]!.account).toEqual({ number: '12345678901', currency: 'EUR' });
    expect(brief(result)).toEqual([
      ['2026-01-29', '-10.50', 'CARTE'],
      ['2026-01-30', '120.00', 'VIREMENT EN VOTRE FAVEUR ACME FA12'],
    ]);
    expect(result.ends[0]!.closing).toEqual({ amount: '1234.56', date: '2026-01-31' });
  });

  it.each([
    ['negative debits', '-10,50'],
    ['positive debits', '10,50'],
  ])('reads Crédit Mutuel and CIC with %s, proven by the balance', async (_, debit) => {
    const result = await read(
      `Date;Date de valeur;Débit;Crédit;Libellé;Solde\n29/01/2026;29/01/2026;${debit};;CARTE €;89,50\n30/01/2026;31/01/2026;;120,00;VIR;209,50\n`,
      { charset: 'iso-8859-15' },
    );
    expect(result.transactions.map((line) => [line.amount, line.valueDate, line.remittance])).toEqual([
      ['-10.50', '2026-01-29', 'CARTE €'],
      ['120.00', '2026-01-31', 'VIR'],
    ]);
    expect(result.heads[0]!.opening).toEqual({ amount: '100.00', date: '2026-01-29' });
    expect(result.ends[0]).toMatchObject({ closing: { amount: '209.50' }, balanced: true });
  });

  it('reads the Crédit Mutuel variant with commas and points', async () => {
    const result = await read('Date,Date de valeur,Montant,Libellé,Solde\n29/01/2026,29/01/2026,-10.50,CARTE,89.50\n');
    expect(brief(result)).toEqual([['2026-01-29', '-10.50', 'CARTE']]);
    expect(result.heads[0]!.source.format).toBe('csv.credit-mutuel-signed');
  });

  it.each(['Date de comptabilisation', 'Date comptable'])(
    'reads Banque Populaire and Caisse d’Épargne by %s',
    async (date) => {
      const header = `${date};Libelle simplifie;Libelle operation;Reference;Informations complementaires;Type operation;Categorie;Sous categorie;Debit;Credit;Date operation;Date de valeur;Pointage operation`;
      const result = await read(
        `${header}\n30/01/2026;ACME;VIR SEPA ACME;R1;FA12;Virement recu;;;;+120,00;30/01/2026;31/01/26;0\n29/01/2026;CB;CB SHOP;R2;;Carte;;;-10,50;;29/01/2026;29/01/2026;0\n`,
      );
      expect(
        result.transactions.map((line) => [line.amount, line.remittance, line.bankReference, line.valueDate]),
      ).toEqual([
        ['-10.50', 'CB SHOP', 'R2', '2026-01-29'],
        ['120.00', 'VIR SEPA ACME FA12', 'R1', '2026-01-31'],
      ]);
    },
  );

  it('reads La Banque Postale', async () => {
    const above =
      'Numéro Compte   ;1234567X020\nType         ;CCP\nCompte tenu en  ;euros\nDate            ;31/01/2026\nSolde (EUROS)   ;1234,56\n\n';
    const result = await read(
      `${above}Date;Libellé;Montant(EUROS);Montant(FRANCS)\n30/01/2026;VIREMENT DE ACME;120,00;787,15\n`,
      { charset: 'windows-1252' },
    );
    expect(result.heads[0]!.account).toEqual({ number: '1234567X020', currency: 'EUR' });
    expect(result.ends[0]!.closing).toEqual({ amount: '1234.56', date: '2026-01-31' });
  });

  it('reads BoursoBank with a byte order mark', async () => {
    const header =
      'dateOp;dateVal;label;category;categoryParent;supplierFound;amount;comment;accountNum;accountLabel;accountbalance';
    const result = await read(
      `\ufeff${header}\n2026-01-30;2026-01-31;"VIR ACME";"Virements";"";"acme";1 234,56;;00040123456;Compte;2000.10\n`,
    );
    expect(result.transactions[0]).toMatchObject({
      amount: '1234.56',
      remittance: 'VIR ACME',
      counterparty: { name: 'acme' },
    });
    expect(result.heads[0]!.account.number).toBe('00040123456');
  });

  it('reads Fortuneo, whose debits carry their minus sign', async () => {
    const result = await read(
      'Date opération;Date valeur;libellé;Débit;Crédit;\n30/01/2026;30/01/2026;VIR ACME;;120,00\n29/01/2026;29/01/2026;CARTE;-10,50;\n',
      { charset: 'windows-1252' },
    );
    expect(result.heads[0]!.source.format).toBe('csv.fortuneo');
    expect(brief(result).map((line) => line[1])).toEqual(['-10.50', '120.00']);
  });

  it('reads Qonto by local day and leaves out what is not settled', async () => {
    const header =
      "Statut;Date de la valeur (UTC);Date de la valeur (local);Date de l'opération (UTC);Date de l'opération (local);Montant total (TTC);Débit;Crédit;Solde;Devise;Nom de la contrepartie;Référence";
    const rows =
      'Executé;31-01-2026 23:30:00;01-02-2026 00:30:00;31-01-2026 23:30:00;01-02-2026 00:30:00;120,00;;120,00;220,00;EUR;ACME;FA12\nEn cours;;;30-01-2026 10:00:00;30-01-2026 11:00:00;-5,00;5,00;;;EUR;SHOP;\n';
    const result = await read(`${header}\n${rows}`);
    expect(result.transactions).toEqual([
      expect.objectContaining({
        bookingDate: '2026-02-01',
        amount: '120.00',
        remittance: 'FA12',
        counterparty: { name: 'ACME' },
      }),
    ]);
    expect(result.ends[0]).toMatchObject({ closing: { amount: '220.00' }, balanced: true });
  });

  it('reads Revolut: fee with the amount, completed lines only, one statement for each product and currency', async () => {
    const header = 'Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance';
    const rows = [
      'TRANSFER,Current,2026-01-02 10:00:00,2026-01-02 10:00:05,From ACME,100.00,0.00,EUR,COMPLETED,100.00',
      'EXCHANGE,Current,2026-01-03 10:00:00,2026-01-03 10:00:05,To USD,-50.00,1.00,EUR,COMPLETED,49.00',
      'EXCHANGE,Current,2026-01-03 10:00:00,2026-01-03 10:00:05,From EUR,55.00,0.00,USD,COMPLETED,55.00',
      'CARD_PAYMENT,Current,2026-01-04 10:00:00,,Shop,-9.00,0.00,EUR,PENDING,',
    ];
    const result = await read([header, ...rows, ''].join('\n'));
    expect(result.heads.map((head) => head.account)).toEqual([
      { number: 'Current', currency: 'EUR' },
      { number: 'Current', currency: 'USD' },
    ]);
    expect(result.transactions[1]).toMatchObject({
      amount: '-51.00',
      charges: [{ amount: '1.00', currency: 'EUR', included: true }],
    });
    expect(result.ends.map(({ sum, balanced }) => [sum, balanced])).toEqual([
      ['49.00', true],
      ['55.00', true],
    ]);
  });
});
