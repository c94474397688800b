import { describe, expect, it } from '@jest/globals';
import { FEC_RULES } from '@lettrage/ledger-fec';
import { french } from '@lettrage/messages';
import { sentences } from '../tools/sentences.mjs';

/** Sentences for programs and their authors: a log line, a name in a document's own language. */
const NOT_FOR_PEOPLE: readonly RegExp[] = [/^Statut \{0\}/];

describe('what is said to people', () => {
  it('has a French form, every sentence of it', () => {
    const missing = [...sentences()].filter(([sentence]) => {
      if (NOT_FOR_PEOPLE.some((known) => known.test(sentence))) return false;
      const said = sentence.replace(/\{(\d+)\}/g, 'X$1');
      return french(said) === said;
    });
    expect(missing.map(([sentence, file]) => `${file}: ${sentence}`)).toEqual([]);
  });

  it('has a French form of what to do about each fault of a FEC, behind what is wrong', () => {
    const remedies = Object.values(FEC_RULES).map(([, remedy]) => remedy);
    expect(remedies.filter((remedy) => french(remedy) === remedy)).toEqual([]);
    expect(french('Debit "1,2.5" is negative. Book a negative debit as a credit and the reverse.')).toBe(
      'Debit « 1,2.5 » est négatif. Comptabilisez un débit négatif en crédit, et l’inverse.',
    );
  });
});
