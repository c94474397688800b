import type { Problem } from '@lettrage/domain';
import { CTC_FR_PACK } from '../rules/ctc-fr/ctc-fr.pack.js';

/** What a French rule says of an element whose text is no number: by the element it stands in. */
const OF_NUMBERS: readonly (readonly [element: RegExp, rules: readonly string[]])[] = [
  [/:(ChargeAmount|PriceAmount)(\[\d+\])?$|Price[^/]*\/[^/]+\/[^/]*Amount(\[\d+\])?$/, ['BR-FR-DEC-03']],
  [/Amount(\[\d+\])?$/, ['BR-FR-DEC-01']],
  [/Quantity(\[\d+\])?$/, ['BR-FR-DEC-02']],
  [/:(RateApplicablePercent|Percent)(\[\d+\])?$/, ['BR-FR-DEC-04', 'BR-FR-16']],
];

/**
 * What the French rules say of a text that is no day or no number at all: reading leaves such a term out, and a rule on
 * terms would then find nothing to judge.
 */
export function frenchFormProblems(reading: readonly Problem[], lang: 'en' | 'fr'): Problem[] {
  return reading.flatMap(({ rule, location }) => {
    if (location === undefined) return [];
    return rulesFor(rule, location).map((id) => ({
      severity: 'fatal' as const,
      rule: id,
      message: CTC_FR_PACK.rules.find((one) => one.id === id)!.text[lang],
      location,
    }));
  });
}

function rulesFor(rule: string, location: string): readonly string[] {
  if (rule === 'cii-date' || rule === 'ubl-date') return ['BR-FR-03'];
  if (rule !== 'cii-number' && rule !== 'ubl-number') return [];
  return OF_NUMBERS.find(([element]) => element.test(location))?.[1] ?? [];
}
