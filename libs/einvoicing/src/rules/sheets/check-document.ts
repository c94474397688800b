import type { Problem } from '@lettrage/domain';
import type { XmlElement } from '../../xml/xml-tree.js';
import type { BilingualText } from '../rule.js';
import { CII_CODES } from './cii/cii-code.rules.js';
import { CII_CORE } from './cii/cii-core.rules.js';
import { CII_SYNTAX } from './cii/cii-syntax.rules.js';
import { CII_TOTALS } from './cii/cii-total.rules.js';
import { CII_VAT } from './cii/cii-vat.rules.js';
import { foundAt } from './found-values.js';
import { SheetDocument } from './sheet-document.js';
import type { RuleGroup, SheetRule } from './sheet-rule.js';
import { textOf } from './texts.js';
import { UBL_CODES } from './ubl/ubl-code.rules.js';
import { UBL_CORE } from './ubl/ubl-core.rules.js';
import { UBL_SYNTAX } from './ubl/ubl-syntax.rules.js';
import { UBL_TOTALS } from './ubl/ubl-total.rules.js';
import { UBL_VAT } from './ubl/ubl-vat.rules.js';

/** The two syntaxes of EN 16931. */
export type InvoiceSyntax = 'cii' | 'ubl';

/** The rules of EN 16931 on each syntax, in the order of the sheets: model, code lists, syntax. */
export const EN16931_SHEETS: Readonly<Record<InvoiceSyntax, readonly RuleGroup[]>> = {
  cii: [...CII_CORE, ...CII_TOTALS, ...CII_VAT, ...CII_CODES, ...CII_SYNTAX],
  ubl: [...UBL_CORE, ...UBL_TOTALS, ...UBL_VAT, ...UBL_CODES, ...UBL_SYNTAX],
};

/** The syntax of a document or of a part of one, by the namespace of its root; undefined if it is neither. */
export function syntaxOf(root: XmlElement): InvoiceSyntax | undefined {
  if (/^(rsm|ram|udt|qdt):/.test(root.name)) return 'cii';
  return /^(ubl|cn|cac|cbc):/.test(root.name) ? 'ubl' : undefined;
}

/**
 * Judges a written document, or a part of one, by the EN 16931 rules of its syntax: one problem per element that breaks
 * a rule, located by its XPath. What a part lacks around it is not asked for. Linear in the size of the document.
 */
export function checkDocument(root: XmlElement, lang: 'en' | 'fr' = 'en'): Problem[] {
  const syntax = syntaxOf(root);
  return syntax === undefined ? [] : judgeBy(EN16931_SHEETS[syntax], new SheetDocument(root), lang);
}

/** Judges a document by groups of rules. */
export function judgeBy(groups: readonly RuleGroup[], document: SheetDocument, lang: 'en' | 'fr'): Problem[] {
  const problems: Problem[] = [];
  for (const { on, rules } of groups) {
    const asked = askedOf(rules, document);
    if (asked.length === 0) continue;
    for (const element of on(document)) {
      for (const rule of asked) {
        if (!rule.holds(element, document)) problems.push(problemOf(rule, element, document, lang));
      }
    }
  }
  return problems;
}

const NONE: readonly SheetRule[] = [];

/** The rules of a group that a document has something for. */
function askedOf(rules: readonly SheetRule[], document: SheetDocument): readonly SheetRule[] {
  const isAsked = ({ holds: { needs } }: SheetRule): boolean => needs === undefined || document.contains(needs);
  // Nearly always a group is asked whole or, being about what few documents have, not at all: no list is made for it.
  const first = rules.findIndex(isAsked);
  if (first === -1) return NONE;
  return rules.every(isAsked) ? rules : rules.filter(isAsked);
}

function problemOf(rule: SheetRule, element: XmlElement, document: SheetDocument, lang: 'en' | 'fr'): Problem {
  const text: BilingualText | undefined = rule.text ?? textOf(rule.id);
  const found = rule.found ? rule.found(element) : foundAt(rule.id, element, document);
  const message = `${text?.[lang] ?? rule.id}${found === undefined ? '' : ` [${found}]`}`;
  return { severity: rule.severity, rule: rule.id, message, location: document.xpathOf(element) };
}
