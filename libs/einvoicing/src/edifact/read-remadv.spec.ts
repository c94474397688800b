import { describe, expect, it } from '@jest/globals';
import { readRemadv } from './read-remadv.js';

const ADVICE = `UNA:+.? '
UNB+UNOC:3+3011110000009:14+3022220000004:14+261102:0800+7'
UNH+1+REMADV:D:96A:UN:EAN003'
BGM+481+AV1+9'
DTM+137:20261101:102'
DTM+138:20261105:102'
NAD+PR+3011110000009::9++Carrefour Hypermarchés'
NAD+PE+3022220000004::9'
CUX+2:EUR:4'
DOC+380+FA1'
MOA+9:120.00'
MOA+12:118.00'
DTM+137:20261001:102'
DOC+381+AV9'
MOA+12:18.00'
UNS+S'
MOA+12:100.00'
UNT+16+1'
UNZ+1+7'
`;
const read = (text: string) => readRemadv(Buffer.from(text, 'latin1'));

describe('REMADV', () => {
  it('becomes an advice with what was paid of each document, credit notes taken off', () => {
    expect(read(ADVICE)).toEqual({
      advice: [
        {
          kind: 'remittance',
          payer: 'Carrefour Hypermarchés',
          date: '2026-11-05',
          total: '100.00',
          items: [
            { invoice: 'FA1', amount: '118.00' },
            { invoice: 'AV9', amount: '-18.00' },
          ],
        },
      ],
      problems: [],
    });
  });

  it.each([
    [
      'a total that does not add up',
      (text: string) => text.replace("S'\nMOA+12:100.00", "S'\nMOA+12:101.00"),
      'remadv-total',
    ],
    [
      'a document without an amount',
      (text: string) => text.replace("MOA+12:18.00'\n", '').replace('UNT+16', 'UNT+15'),
      'remadv-amount',
    ],
    ['an amount that is none', (text: string) => text.replace('118.00', '118.0x'), 'edifact-number'],
    ['another message', (text: string) => text.replace('REMADV:', 'ORDERS:'), 'edifact-no-remadv'],
    ['no interchange', () => 'hello', 'edifact-start'],
  ])('%s explains nothing', (_name, change, rule) => {
    const { advice, problems } = read(change(ADVICE));
    expect(advice).toEqual([]);
    expect(problems.map((problem) => problem.rule)).toContain(rule);
  });
});
