import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cutLine61 } from './mt940.line.js';

const PATTERN = /^(\d{6})(\d{4}| {4})?(R?[CD]|E[CD])([A-Z])?([\d.,]*)(?:([NFS][A-Za-z0-9]{2}[A-Za-z0-9 ])(.*))?$/s;

describe('the parts of a :61:', () => {
  it('are those of the pattern that describes it, also where they are cut without it', () => {
    const part = fc.constantFrom(
      ...[
        '260105',
        '0105',
        '    ',
        'C',
        'D',
        'RC',
        'RD',
        'EC',
        'R',
        '12,50',
        '1.250,',
        ',',
        '',
        'NTRF',
        'FMSC',
        'NOV ',
        'S',
      ],
      ...['E2E-1', '//BK1', ' ', 'é', 'x'],
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const text = parts.join('');
        const match = PATTERN.exec(text);
        const cut = cutLine61(text);
        expect(cut && [cut.valueDate, cut.bookingDate, cut.mark, cut.amount, cut.type, cut.rest]).toEqual(
          match ? [match[1], match[2], match[3], match[5], match[6], match[7] ?? ''] : undefined,
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it('are found in a whole line', () => {
    expect(cutLine61('2601050106CR1250,00NTRFE2E-1//BK1')).toEqual({
      valueDate: '260105',
      bookingDate: '0106',
      mark: 'C',
      amount: '1250,00',
      type: 'NTRF',
      rest: 'E2E-1//BK1',
    });
  });
});
