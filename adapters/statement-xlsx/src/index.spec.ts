import { expect, it } from '@jest/globals';
import { checkAdapter } from '@lettrage/adapter-sdk/conformance';
import { formatsOf } from '@lettrage/statement-tables';
import adapter from './index.js';
import { workbook, zipOf } from './testing/workbook-builder.js';

it('keeps the promises of the adapter contract', async () => {
  const broken = await checkAdapter(adapter, {
    entry: new URL('./index.js', import.meta.url),
    statementReader: {
      own: [
        {
          name: 'releve.xlsx',
          bytes: await workbook({
            Feuil1: [
              ['Compte n° 12345678901'],
              ['Date', 'Libellé', 'Débit euros', 'Crédit euros'],
              [{ d: 46052 }, 'VIREMENT ACME', undefined, { n: '120' }],
              [{ d: 46051 }, 'CARTE', { n: '10.5' }],
            ],
          }),
        },
      ],
      foreign: [
        { name: 'letter.docx', bytes: await zipOf({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w/>' }) },
        { name: 'data.csv', bytes: Buffer.from('Date;Libellé;Montant\n02/01/2026;x;1,00\n') },
      ],
    },
  });
  expect(broken).toEqual([]);
});

it('lists every profile there is', () => {
  expect(adapter.manifest.formats).toEqual(formatsOf('xlsx'));
});
