import type { Problem } from '@lettrage/domain';
import type { LifecycleMessage } from './lifecycle-message.js';
import { MessageFacts, type LifecycleRule } from './lifecycle-rule.js';
import { LIFECYCLE_RULES } from './lifecycle.rules.js';
import { PLAUSIBLE_STATUS_RULES } from './plausible-status.rules.js';

/** Version of the published rule set the life-cycle rules follow, and the first day they are valid. */
export const LIFECYCLE_PACK = {
  id: 'ctc-fr-cdv',
  version: '1.4.0.04',
  validFrom: '2026-09-01',
  rules: [...LIFECYCLE_RULES, ...PLAUSIBLE_STATUS_RULES] as readonly LifecycleRule[],
} as const;

/**
 * Checks a life-cycle message against BR-FR-CDV and our own warnings: one problem per place where a rule is broken, with
 * its XPath; empty if all hold. Never throws on a message of the model.
 */
export function checkLifecycleMessage(message: LifecycleMessage, lang: 'en' | 'fr' = 'en'): Problem[] {
  const facts = new MessageFacts(message);
  return LIFECYCLE_PACK.rules.flatMap((rule) =>
    [...rule.test(facts)].map(({ location, found }) => ({
      severity: rule.severity,
      rule: rule.id,
      message: `${rule.text[lang]}${found === undefined ? '' : ` [${found}]`}`,
      location,
    })),
  );
}
