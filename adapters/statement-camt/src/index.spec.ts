import { expect, it } from '@jest/globals';
import { checkAdapter } from '@lettrage/adapter-sdk/conformance';
import adapter from './index.js';
import { account, balance, details, document, entry } from './testing/camt-builder.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const STATEMENT = [
  account(),
  balance('OPBD', '100.00'),
  balance('CLBD', '215.00', '2026-01-31'),
  entry('120.00', { end: details('<RmtInf><Ustrd>FA12 Société Générale</Ustrd></RmtInf>') }),
  entry('-5.00'),
].join('');

it('keeps the promises of the adapter contract', async () => {
  const broken = await checkAdapter(adapter, {
    entry: new URL('./index.js', import.meta.url),
    statementReader: {
      own: [
        { name: 'camt.053', bytes: bytes(document([STATEMENT])) },
        { name: 'camt.052', bytes: bytes(document([account() + entry('12.00')], '052', '02')) },
        { name: 'camt.054', bytes: bytes(document([account() + entry('12.00')], '054', '08')) },
      ],
      foreign: [
        { name: 'bank.csv', bytes: bytes('Date;Libellé;Montant\n30/01/2026;VIR ACME;120,00\n') },
        { name: 'pain.xml', bytes: bytes('<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"/>') },
      ],
    },
  });
  expect(broken).toEqual([]);
});
