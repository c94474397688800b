import type { BilingualText } from '../rule.js';
import { CODE_RULES } from '../en16931/code.rules.js';
import { LINE_RULES } from '../en16931/line.rules.js';
import { PRESENCE_RULES } from '../en16931/presence.rules.js';
import { TOTAL_RULES } from '../en16931/total.rules.js';
import { VAT_CATEGORY_RULES } from '../en16931/vat-category.rules.js';
import { FAMILY_TEXTS, SYNTAX_TEXTS } from './syntax-texts.js';

const TEXTS = new Map<string, BilingualText>([
  ...[...PRESENCE_RULES, ...LINE_RULES, ...TOTAL_RULES, ...VAT_CATEGORY_RULES, ...CODE_RULES].map(
    (rule) => [rule.id, rule.text] as const,
  ),
  ...Object.entries(SYNTAX_TEXTS).map(([id, [en, fr]]) => [id, { en, fr }] as const),
]);

/** What a rule of EN 16931 demands, for people. */
export function textOf(id: string): BilingualText | undefined {
  const family = FAMILY_TEXTS[id.slice(0, id.lastIndexOf('-'))];
  return TEXTS.get(id) ?? (family && { en: family[0], fr: family[1] });
}
