import { describe, expect, it } from '@jest/globals';
import { parseDay } from '@lettrage/domain';
import { partsOfAdditional } from './line/bank-notes.js';
import { brief, item, line, matchOne } from './testing/builders.js';

const bill = item({ number: '101353', open: '480.00' });
const acme = { counterparty: { name: 'ACME TRAVAUX' } };

describe('codes of the bank beside what the payer wrote', () => {
  it('are told from words of the payer and of the label', () => {
    expect(
      partsOfAdditional('VIR SEPA ACME; operation 0501; ?10 931; NtryRef 4711; CdtrRefInf/Tp SCOR; FACT 12'),
    ).toEqual({
      said: 'VIR SEPA ACME; FACT 12',
      noted: 'operation 0501; ?10 931; NtryRef 4711; CdtrRefInf/Tp SCOR',
    });
  });

  it('are no older bill that the payer names', () => {
    for (const additional of ['operation 0501', 'GUTSCHRIFT; ?10 931', 'NtryRef 4711; AcctSvcrRef 2026030100017'])
      expect(brief(matchOne([bill], line('480.00', 'VIREMENT', { ...acme, additional })))).toBe('auto 101353=480.00');
  });

  it('do not hide that the label before them is cut', () => {
    const additional = 'operation 0501';
    const cut = line('480.00', 'VIR SEPA ACME TRAVAUX FACTURE 9', { additional });
    expect(matchOne([bill], cut).decision).toBe('review');
    expect(matchOne([bill], line('480.00', 'VIR SEPA ACME TRAVAUX ACOM', { additional })).decision).toBe('review');
  });

  it('make no second payment of one that says nothing', () => {
    const additional = 'operation 0501';
    const history = [
      {
        transaction: line('480.00', 'VIR SEPA ACME TRAVAUX', { ...acme, additional }),
        customer: 'C1',
        allocations: [{ invoice: '101300', amount: '480.00' }],
      },
    ];
    const later = { ...acme, additional, bookingDate: parseDay('2026-02-16') };
    const items = [item({ number: '101400', open: '900.00' })];
    expect(matchOne(items, line('480.00', 'VIR SEPA ACME TRAVAUX', later), { history }).decision).toBe('review');
  });

  it('still name an item by its whole number', () => {
    const number = item({ number: 'FA2026-000123', open: '480.00' });
    const decision = matchOne([number], line('480.00', '', { ...acme, additional: 'InstrId FA2026-000123' }));
    expect(brief(decision)).toBe('auto FA2026-000123=480.00');
  });
});
