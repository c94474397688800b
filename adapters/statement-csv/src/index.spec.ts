import { expect, it } from '@jest/globals';
import { checkAdapter } from '@lettrage/adapter-sdk/conformance';
import iconv from 'iconv-lite';
import { formatsOf } from '@lettrage/statement-tables';
import adapter from './index.js';

const BNP =
  'Compte de chèques;Compte de chèques;****1234;31/01/2026;;1 234,56\nDate operation;Libelle court;Type operation;Libelle operation;Montant operation en euro\n30/01/2026;VIR;Virement reçu;VIR SEPA ACME FA12;120,00\n29/01/2026;CB;Carte;PAIEMENT CB;-1 012,50\n';
const SOCIETE_GENERALE =
  '="00012345678";01/01/2026;31/01/2026;2;31/01/2026;"1 000,50 EUR"\n\nDate de l\'opération;Libellé;Détail de l\'écriture;Montant de l\'opération;Devise\n30/01/2026;VIR RECU;VIR RECU DE: ACME MOTIF: FA12;120,00;EUR\n29/01/2026;CB;CARTE X1234;-10,00;EUR\n';

it('keeps the promises of the adapter contract', async () => {
  const broken = await checkAdapter(adapter, {
    entry: new URL('./index.js', import.meta.url),
    statementReader: {
      own: [
        { name: 'bnp.csv', bytes: iconv.encode(BNP, 'windows-1252') },
        { name: 'sg.csv', bytes: iconv.encode(SOCIETE_GENERALE, 'windows-1252') },
      ],
      foreign: [
        { name: 'open-items.csv', bytes: Buffer.from('number,kind,customer_id,total\nFA1,invoice,C1,12.00\n') },
        { name: 'camt.xml', bytes: Buffer.from('<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"/>') },
      ],
    },
  });
  expect(broken).toEqual([]);
});

it('lists every profile there is', () => {
  expect(adapter.manifest.formats).toEqual(formatsOf('csv'));
});
