import { describe, expect, it } from '@jest/globals';
import { customerKeys, fullNameKey } from '../keys/item-keys.js';
import { brief, item, line, match, matchOne } from '../testing/builders.js';
import { foldName, nameWords } from './name.js';

const printed = (name: string) => ({ counterparty: { name } });

describe('a name whose umlauts are written in one way in the books and in another by the bank', () => {
  it.each([
    ['Mueller Sanitaer GmbH', 'MULLER SANITAR'],
    ['Mueller Sanitär GmbH', 'MULLER SANITAER'],
    ['Müller Sanitaer GmbH', 'MUELLER SANITAR'],
    ['Mueller', 'Müller'],
    ['Mueller Holzbau Kempten', 'MULLER HOLZBAU KEMP'],
    ['Guenther Elektro', 'GUNTHER ELEKTRO'],
    ['Haeussler Reisen', 'HÄUSSLER REISEN'],
    ['Aarhus Tømrer A/S', 'ARHUS TOMRER'],
    ['Joergensen Byg', 'JØRGENSEN BYG'],
  ])('%s is who is printed as %s', (name, text) => {
    const book = [
      item({ number: 'RE-1', open: '512.40', name }),
      item({ number: 'RE-2', open: '99.00', customer: 'C2', name: 'BERTIN' }),
    ];
    expect(brief(matchOne(book, line('512.40', '', printed(text))))).toBe('auto RE-1=512.40');
  });

  it('is found in a label among other words', () => {
    const book = [item({ number: 'RE-1', open: '512.40', name: 'Juergen Boettcher' })];
    expect(brief(matchOne(book, line('512.40', 'VIR SEPA JURGEN BOTTCHER LOYER')))).toBe('auto RE-1=512.40');
  });

  it('is the same payer to what was learned', () => {
    const history = [2, 3].map((day) => ({
      transaction: line('50.00', '', { ...printed('Mueller Treuhand'), bookingDate: `2026-01-0${day}` as never }),
      customer: 'C1',
      allocations: [],
    }));
    const book = [item({ number: 'RE-1', open: '512.40', name: 'BERTIN' })];
    const decision = matchOne(book, line('512.40', '', printed('MULLER TREUHAND')), { history });
    expect(brief(decision)).toBe('auto RE-1=512.40');
  });
});

describe('two customers whose names differ in the spelling of umlauts alone', () => {
  const book = [
    item({ number: 'RE-1', open: '512.40', name: 'Müller Sanitär GmbH' }),
    item({ number: 'RE-2', open: '512.40', customer: 'C2', name: 'Mueller Sanitaer KG' }),
  ];

  it.each(['MULLER SANITAR', 'MUELLER SANITAER', 'MUELLER SANITAR', 'Müller Sanitär'])(
    '%s proves neither where both owe the amount',
    (text) => {
      expect(matchOne(book, line('512.40', '', printed(text))).decision).toBe('review');
    },
  );

  it('are told apart by the number', () => {
    const paid = line('512.40', 'RE-2', printed('MULLER SANITAR'));
    expect(brief(matchOne([...book, item({ number: 'RE-3', open: '10.00' })], paid))).toContain('RE-2=512.40');
  });

  it('give no proof of a sum of several items either', () => {
    const [one, two] = match(
      [
        item({ number: 'RE-1', open: '100.07', name: 'Köhler Bau' }),
        item({ number: 'RE-2', open: '212.33', name: 'Köhler Bau' }),
        item({ number: 'RE-4', open: '312.40', customer: 'C2', name: 'Koehler Bau' }),
      ],
      [line('312.40', '', printed('KOHLER BAU')), line('312.40', '', printed('KOEHLER BAU'))],
    );
    expect([one!.decision, two!.decision]).toEqual(['review', 'review']);
  });
});

describe('keys of names', () => {
  it('are those of the word as written and of the folded one, each once', () => {
    expect(customerKeys({ id: 'C1', name: 'Mueller & Müller Haag', ibans: [] })).toEqual([
      'cust:C1',
      'full:HAG MULLER MULLER',
      'name:MUELLER',
      'name:MULLER',
      'name:HAAG',
      'abbr:MUEL',
      'abbr:MULL',
      'name:HAG',
    ]);
  });

  it.each(['BANQUE', 'RUE', 'NOUER', 'GUERIN', 'ROUEN', 'DUE', 'LIEU', 'QUENTIN', 'TUEUR', 'MAEAU'])(
    'leave %s as it is',
    (word) => expect(foldName([word])).toEqual([word]),
  );

  it('are one whatever the spelling', () => {
    const keys = ['Günther Jäger', 'GUENTHER JAEGER', 'Gunther Jaeger', 'JAGER GUNTHER'].map((name) =>
      fullNameKey(nameWords(name)),
    );
    expect(new Set(keys)).toEqual(new Set(['full:GUNTHER JAGER']));
  });
});
