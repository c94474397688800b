import type { XmlElement } from '../../../xml/xml-tree.js';
import { CTC_FR_PACK } from '../../ctc-fr/ctc-fr.pack.js';
import type { BilingualText } from '../../rule.js';
import type { Predicate, RuleGroup, SheetRule } from '../sheet-rule.js';
import { collapse } from '../xml-path.js';

export { anywhere, at, having, type Finder } from '../finders.js';

/** Identifier, what must hold, and what says so: one of the texts of that identifier (the first unless given) or its own. */
export type FrenchTest = readonly [id: string, holds: Predicate, text?: number | BilingualText];

/** French rules on the same elements, in the words of the rules on terms. All are fatal. */
export function french(on: RuleGroup['on'], ...tests: readonly FrenchTest[]): RuleGroup {
  return { on, rules: tests.map(frenchRule) };
}

function frenchRule([id, holds, text = 0]: FrenchTest): SheetRule {
  const texts = CTC_FR_PACK.rules.filter((rule) => rule.id === id).map((rule) => rule.text);
  const said = typeof text === 'number' ? (texts[text] ?? texts[0]) : text;
  return { id, severity: 'fatal', holds, found, ...(said ? { text: said } : {}) };
}

/** What is written there, if it is a value and short enough for a message. */
function found(element: XmlElement): string | undefined {
  if (element.children.length > 0) return undefined;
  const text = collapse(element.text);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** Texts of tests that the rules on terms do not have. */
export const NUMBERED_PART: BilingualText = {
  en: 'In an invoice for several sellers, the number of a part (AFL) is given, with document type 130.',
  fr: "Dans une facture multi-vendeurs, le numéro d'une partie (AFL) est indiqué, avec le type de document 130.",
};
export const SCHEME_GIVEN: BilingualText = {
  en: 'Each global identifier of a party names its scheme.',
  fr: 'Chaque identifiant global d’une partie indique son schéma.',
};
