import type { Problem } from '@lettrage/domain';
import type { XmlElement } from '../../xml/xml-tree.js';
import { EN16931_SHEETS, judgeBy, syntaxOf, type InvoiceSyntax } from './check-document.js';
import { FRENCH_SHEETS } from './ctc-fr/index.js';
import { CII_EXTENDED } from './extended/cii-extended.rules.js';
import { NOT_IN_CTC_CII, NOT_IN_CTC_UBL } from './extended/extended-drops.js';
import { UBL_EXTENDED } from './extended/ubl-extended.rules.js';
import { FACTURX_BASIC, FACTURX_CORE, FACTURX_EXTENDED, FACTURX_MINIMUM } from './facturx/facturx-core.rules.js';
import { facturxStructure, type FacturxSchema } from './facturx/facturx-structure.js';
import type { SheetDocument } from './sheet-document.js';
import type { RuleGroup, SheetRule } from './sheet-rule.js';

/**
 * How much of EN 16931 a document says it holds: all of it (`core`), a part (Factur-X MINIMUM has neither lines nor
 * breakdown, BASIC WL no lines), or more (`extended` of Factur-X, `ctc-extended` of the French reform). `facturx-core` is
 * all of it inside a Factur-X PDF.
 */
export type SheetProfile = 'minimum' | 'basicwl' | 'basic' | 'core' | 'facturx-core' | 'extended' | 'ctc-extended';

/** The profile a specification identifier (BT-24) names, in a PDF or not; an unknown one promises the core. */
export function sheetProfileOf(specification: string | undefined, inPdf = false): SheetProfile {
  const text = specification?.trim() ?? '';
  if (inPdf && text === CORE) return 'facturx-core';
  if (/(factur-x\.eu|zugferd\.de):[12]p0:minimum$/.test(text)) return 'minimum';
  if (/(factur-x\.eu|zugferd\.de):[12]p0:basicwl$/.test(text)) return 'basicwl';
  if (/#compliant#urn:(factur-x\.eu|zugferd\.de):[12]p0:basic$/.test(text)) return 'basic';
  if (/#conformant#urn[.:]cpro\.gouv\.fr:1p0:extended-ctc-fr$/.test(text)) return 'ctc-extended';
  return /#conformant#urn[.:](factur-x\.eu|zugferd\.de):[12]p0:extended$/.test(text) ? 'extended' : 'core';
}

/** BT-24 of a document that says it is EN 16931, no more and no less. */
const CORE = 'urn:cen.eu:en16931:2017';

/** Rules of the terms MINIMUM has. */
const MINIMUM = /^(BR-0[1-9]|BR-1[345]|BR-CO-09|BR-CO-26|BR-CL-.*|BR-DEC-.*|UBL-.*)$/;
/** Rules that ask for lines, or compare with their sum. */
const OF_LINES = /^(BR-16|BR-2[1-8]|BR-CO-(04|10)|BR-(S|Z|E|AE|IC|G|O|AF|AG)-(01|02|05|08)|BR-O-1[1-4]|BR-B-0[12])$/;
/** Rules EXTENDED replaces (sums have a tolerance) or leaves out (elements beyond the core are allowed). */
const NOT_EXTENDED =
  /^(CII-(SR-.*|DT-(?!097).*)|UBL-(SR|DT|CR)-.*|BR-CO-1[01235]|BR-CO-17|BR-(S|Z|E|AE|IC|G|O|AF|AG)-08)$/;

/** Rules the sheet of Factur-X EN 16931 has in words of its own. */
const OWN = /^BR-(47|48|61)$/;

/** Rules on the elements of CII: the profiles of Factur-X have schemas of their own. */
const OF_SYNTAX = /^CII-(SR|DT)-/;

const NOT_IN_CTC: Readonly<Record<InvoiceSyntax, ReadonlySet<string>>> = { cii: NOT_IN_CTC_CII, ubl: NOT_IN_CTC_UBL };
/** Rules that EXTENDED-CTC-FR adds, or puts in the place of those of the core. */
const OF_CTC: Readonly<Record<InvoiceSyntax, readonly RuleGroup[]>> = { cii: CII_EXTENDED, ubl: UBL_EXTENDED };

const APPLIES: Readonly<Record<SheetProfile, (rule: string, syntax: InvoiceSyntax) => boolean>> = {
  minimum: (rule) => MINIMUM.test(rule),
  basicwl: (rule) => !OF_LINES.test(rule) && !OF_SYNTAX.test(rule) && rule !== 'BR-61',
  basic: (rule) => !OF_SYNTAX.test(rule) && rule !== 'BR-61',
  core: () => true,
  'facturx-core': (rule) => !OF_SYNTAX.test(rule) && !OWN.test(rule),
  extended: (rule) => !NOT_IN_CTC_CII.has(rule) && !NOT_EXTENDED.test(rule) && rule !== 'BR-CO-25',
  'ctc-extended': (rule, syntax) => !NOT_IN_CTC[syntax].has(rule) && rule !== 'BR-CO-25',
};

/** Profiles held to their schema: those that Factur-X alone has. What says EN 16931 outside a PDF may be any CII. */
const SCHEMAS: Partial<Record<SheetProfile, FacturxSchema>> = {
  minimum: 'minimum',
  basicwl: 'basicwl',
  basic: 'basic',
  'facturx-core': 'en16931',
  extended: 'extended',
};

/** The sheets of Factur-X let a code be left empty. */
function unlessEmpty(rule: SheetRule): SheetRule {
  const { holds } = rule;
  const lenient = (element: XmlElement, document: SheetDocument): boolean =>
    (element.children.length === 0 && element.text === '') || holds(element, document);
  return { ...rule, holds: Object.assign(lenient, holds.needs === undefined ? {} : { needs: holds.needs }) };
}

/** What EXTENDED adds: that of Factur-X is that of the reform, but for the elements of CII and under its own names. */
function addedBy(profile: SheetProfile, syntax: InvoiceSyntax): readonly RuleGroup[] {
  if (profile === 'ctc-extended') return OF_CTC[syntax];
  if (profile === 'facturx-core') return FACTURX_CORE;
  if (syntax === 'ubl' || profile === 'core') return [];
  if (profile === 'minimum') return FACTURX_MINIMUM;
  if (profile !== 'extended') return FACTURX_BASIC;
  const extended = CII_EXTENDED.map((group) => ({
    ...group,
    rules: group.rules
      .filter(({ id }) => !id.startsWith('CII-'))
      .map((rule) => ({ ...rule, id: rule.id.replace('BR-FREXT-', 'BR-FXEXT-') })),
  }));
  return [...extended, ...FACTURX_EXTENDED];
}

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
        .filter((rule) => APPLIES[profile](rule.id, syntax))
        .map((rule) =>
          syntax === 'cii' && SCHEMAS[profile] && rule.id.startsWith('BR-CL-') ? unlessEmpty(rule) : rule,
        ),
    }))
    .filter((group) => group.rules.length > 0);
  const all = [...groups, ...addedBy(profile, syntax)];
  kept.set(key, all);
  return all;
}

/** True for Factur-X, by its place or its specification; ZUGFeRD 2.0 had schemas of its own, not kept here. */
export function isFacturx(specification: string | undefined, inPdf = false): boolean {
  return (specification?.includes('factur-x.eu') ?? false) || (inPdf && specification?.trim() === CORE);
}

/**
 * Judges a document by the rules that its profile keeps and adds, and a Factur-X (`withSchema`) by the schema of its
 * profile too.
 */
export function checkDocumentInProfile(
  document: SheetDocument,
  profile: SheetProfile,
  lang: 'en' | 'fr',
  withSchema = true,
): Problem[] {
  const syntax = syntaxOf(document.root);
  if (!syntax) return [];
  const judged = judgeBy(sheetsOf(syntax, profile), document, lang);
  const schema = syntax === 'cii' && withSchema ? SCHEMAS[profile] : undefined;
  return schema ? [...facturxStructure(document, schema, lang), ...judged] : judged;
}

/** Judges a document by the French rules of its syntax, lines that only group others included. */
export function checkFrenchDocument(document: SheetDocument, lang: 'en' | 'fr'): Problem[] {
  const syntax = syntaxOf(document.root);
  return syntax ? judgeBy(FRENCH_SHEETS[syntax], document, lang) : [];
}
