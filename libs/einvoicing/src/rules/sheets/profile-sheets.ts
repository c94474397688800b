import type { Problem } from '@lettrage/domain';
import type { XmlElement } from '../../xml/xml-tree.js';
import { EN16931_SHEETS, judgeBy, syntaxOf, type InvoiceSyntax } from './check-document.js';
import { FRENCH_SHEETS } from './ctc-fr/index.js';
import { SheetDocument } from './sheet-document.js';
import type { RuleGroup } from './sheet-rule.js';

/**
 * How much of EN 16931 a document says it holds: all of it (`core`), a part (Factur-X MINIMUM has neither lines nor
 * breakdown, BASIC WL no lines), or more (`extended`).
 */
export type SheetProfile = 'minimum' | 'basicwl' | 'core' | 'extended';

/** The profile a specification identifier (BT-24) names; an unknown one promises the core. */
export function sheetProfileOf(specification: string | undefined): SheetProfile {
  const text = specification?.trim() ?? '';
  if (/(factur-x\.eu|zugferd\.de):[12]p0:minimum$/.test(text)) return 'minimum';
  if (/(factur-x\.eu|zugferd\.de):[12]p0:basicwl$/.test(text)) return 'basicwl';
  return /#conformant#urn[.:](factur-x\.eu|zugferd\.de|cpro\.gouv\.fr):[12]p0:extended(-ctc-fr)?$/.test(text)
    ? 'extended'
    : 'core';
}

/** Rules of the terms MINIMUM has. */
const MINIMUM = /^(BR-0[1-9]|BR-1[345]|BR-CO-09|BR-CO-15|BR-CO-26|BR-CL-.*|BR-DEC-.*|CII-.*|UBL-.*)$/;
/** Rules that ask for lines, or compare with their sum. */
const OF_LINES = /^(BR-16|BR-2[1-8]|BR-CO-(04|10)|BR-(S|Z|E|AE|IC|G|O|AF|AG)-(01|02|05|08)|BR-O-1[1-4]|BR-B-0[12])$/;
/** Rules EXTENDED replaces (sums have a tolerance) or leaves out (elements beyond the core are allowed). */
const NOT_EXTENDED = /^(CII-(SR|DT)-.*|UBL-(SR|DT|CR)-.*|BR-CO-1[01235]|BR-CO-17|BR-(S|Z|E|AE|IC|G|O|AF|AG)-08)$/;

const APPLIES: Readonly<Record<SheetProfile, (rule: string) => boolean>> = {
  minimum: (rule) => MINIMUM.test(rule),
  basicwl: (rule) => !OF_LINES.test(rule),
  core: () => true,
  extended: (rule) => !NOT_EXTENDED.test(rule),
};

const kept = new Map<string, readonly RuleGroup[]>();

/** The rules of a syntax as far as they are those of a profile. */
function sheetsOf(syntax: InvoiceSyntax, profile: SheetProfile): readonly RuleGroup[] {
  if (profile === 'core') return EN16931_SHEETS[syntax];
  const key = `${syntax} ${profile}`;
  const known = kept.get(key);
  if (known) return known;
  const groups = EN16931_SHEETS[syntax]
    .map((group) => ({
      ...group,
      rules: group.rules
        .filter((rule) => APPLIES[profile](rule.id))
        // EXTENDED still refuses what the core now lets pass: an amount due without terms of payment.
        .map((rule) =>
          profile === 'extended' && rule.id === 'BR-CO-25' ? { ...rule, severity: 'fatal' as const } : rule,
        ),
    }))
    .filter((group) => group.rules.length > 0);
  kept.set(key, groups);
  return groups;
}

/** Judges a document by the rules of EN 16931 that its profile keeps; the sums of EXTENDED are judged elsewhere. */
export function checkDocumentInProfile(root: XmlElement, profile: SheetProfile, lang: 'en' | 'fr'): Problem[] {
  const syntax = syntaxOf(root);
  if (!syntax) return [];
  const document = new SheetDocument(root, profile === 'extended' ? isGroupingLine : undefined);
  return judgeBy(sheetsOf(syntax, profile), document, lang);
}

/** Judges a document by the French rules of its syntax, lines that only group others included. */
export function checkFrenchDocument(root: XmlElement, lang: 'en' | 'fr'): Problem[] {
  const syntax = syntaxOf(root);
  return syntax ? judgeBy(FRENCH_SHEETS[syntax], new SheetDocument(root), lang) : [];
}

/** A line that groups or explains others (BT-X-8) and adds nothing itself. */
function isGroupingLine(element: XmlElement): boolean {
  if (element.name !== 'ram:IncludedSupplyChainTradeLineItem') return false;
  const document = element.children.find((child) => child.name === 'ram:AssociatedDocumentLineDocument');
  const subtype = document?.children.find((child) => child.name === 'ram:LineStatusReasonCode')?.text.trim();
  return subtype === 'GROUP' || subtype === 'INFORMATION';
}
