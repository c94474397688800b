import { describe, expect, it } from '@jest/globals';
import { partsOfLabel } from './bank-text.js';

describe('the marked parts of a bank label', () => {
  it.each([
    ['VIR SEPA /DE ACME TRAVAUX /MOTIF FA12 /EID E2E-7', { name: 'ACME TRAVAUX', endToEndId: 'E2E-7' }],
    ['VIR RECU DE: ACME MOTIF: FA12 REF: NOTPROVIDED', { name: 'ACME' }],
    ['EREF+2026-07 MREF+M-1 SVWZ+RE 12', { endToEndId: '2026-07', mandateId: 'M-1' }],
    ['GUTSCHRIFTEREF+2026-07MREF+M-1SVWZ+RE 12ABWA+LANG', { endToEndId: '2026-07', mandateId: 'M-1' }],
    ['EREF+NOTPROVIDEDSVWZ+RE 000938', {}],
    ['PAIEMENT +++090/9337/55493+++', { structuredReference: '090933755493' }],
  ])('are read of "%s"', (label, parts) => {
    expect(partsOfLabel(label)).toEqual(parts);
  });

  it('are none where a label has no marks', () => {
    expect(partsOfLabel('FACT 12 + AVOIR 3')).toBeUndefined();
  });
});
