import { ATTACHMENT_TYPES } from '../../../codes/document.codes.js';
import type { Predicate, RuleGroup } from '../sheet-rule.js';
import { extendedTextOf } from './extended-texts.js';

/** Types of lines (EXT-FR-FE-163). */
export const LINE_TYPES: ReadonlySet<string> = new Set(['DETAIL', 'GROUP', 'INFORMATION']);
/** Schemes of identifiers EXTENDED allows besides those of ISO 6523: given by the buyer, given by the seller. */
export const EXTENDED_SCHEMES: ReadonlySet<string> = new Set(['BY', 'SE']);
/** Types of attachments EXTENDED allows. */
export const EXTENDED_ATTACHMENTS: ReadonlySet<string> = new Set([...ATTACHMENT_TYPES, 'application/xml', 'text/xml']);

/** Fatal rules of EXTENDED on the same elements. */
export function extended(
  on: RuleGroup['on'],
  ...tests: readonly (readonly [id: string, holds: Predicate])[]
): RuleGroup {
  return {
    on,
    rules: tests.map(([id, holds]) => {
      const text = extendedTextOf(id);
      return { id, severity: 'fatal', holds, ...(text ? { text } : {}) };
    }),
  };
}
