import type { Decimal } from '../../../arithmetic/decimal.js';
import { ZERO } from '../../../arithmetic/decimal.js';
import type { XmlElement } from '../../../xml/xml-tree.js';
import { isNear, same } from '../arithmetic.js';
import type { SheetDocument } from '../sheet-document.js';
import type { Predicate, RuleGroup } from '../sheet-rule.js';
import { judge } from '../sheet-rule.js';
import { all, first, has, normal, number, numberAt } from '../xml-path.js';
import { CATEGORY_DEMANDS, type CategoryDemands } from '../vat-categories.js';
import { DOCUMENT_NAMES, hasVatIdentifier, INVOICE, isCharge, isVat, LINE_NAMES } from './ubl-contexts.js';

type Kind = 'line' | 'allowance' | 'charge';

/** What the VAT rules ask of the whole document. */
interface VatFacts {
  /** Categories of lines, allowances and charges at any depth, by kind; `S` in any scheme, `S|VAT` in the scheme VAT. */
  readonly used: ReadonlyMap<Kind, ReadonlySet<string>>;
  /** Entries of the breakdown of the document, by category in the scheme VAT and in any. */
  readonly breakdown: readonly { readonly code: string; readonly vat: boolean }[];
  /** All identifiers of tax categories of the scheme VAT, breakdown included. */
  readonly vatCodes: ReadonlySet<string>;
  /** Σ by `CreditNoteLine|S` and `CreditNoteLine|S|20`, `charge|S`, `allowance|S|20`. */
  readonly sums: ReadonlyMap<string, Decimal>;
  readonly seller: { readonly registered: boolean; readonly vat: boolean; readonly representative: boolean };
  readonly buyer: { readonly vat: boolean; readonly legal: boolean };
}

const codeOf = (category: XmlElement): string => normal(first(category, 'cbc:ID'));

function vatFacts(document: SheetDocument): VatFacts {
  const used = new Map<Kind, Set<string>>([
    ['line', new Set()],
    ['allowance', new Set()],
    ['charge', new Set()],
  ]);
  const sums = new Map<string, Decimal>();
  const add = (kind: Kind, source: string, categories: readonly XmlElement[], amount: Decimal | undefined): void => {
    const keys = categories.flatMap((category) => keysOf(source, category));
    for (const { code } of keys) used.get(kind)!.add(code);
    if (!amount) return;
    // An amount of two categories of one code counts once.
    for (const sum of new Set(keys.flatMap((key) => key.sums))) sums.set(sum, sums.get(sum)?.plus(amount) ?? amount);
  };
  for (const name of LINE_NAMES) {
    for (const line of document.named(name)) {
      // Lines within lines are no lines of the invoice: they count as used, not in the sums.
      const top = (DOCUMENT_NAMES as readonly string[]).includes(line.parent?.name ?? '');
      const categories = all(line, 'cac:Item/cac:ClassifiedTaxCategory');
      add('line', name, categories, top ? numberAt(line, 'cbc:LineExtensionAmount') : undefined);
    }
  }
  for (const entry of document.named('cac:AllowanceCharge')) {
    const charge = isCharge(entry);
    if (charge === undefined) continue;
    const kind = charge ? 'charge' : 'allowance';
    const top = entry.parent === document.root;
    add(kind, kind, all(entry, 'cac:TaxCategory'), top ? numberAt(entry, 'cbc:Amount') : undefined);
  }
  return { used, sums, ...breakdownFacts(document), ...partyFacts(document) };
}

/** The keys of one category: its code, with the scheme where that is VAT, and the sums its amount belongs to. */
function keysOf(source: string, category: XmlElement): { code: string; sums: string[] }[] {
  const code = codeOf(category);
  const rate = numberAt(category, 'cbc:Percent');
  const sum = `${source}|${code}`;
  const plain = { code, sums: rate ? [sum, `${sum}|${rate.toFixed()}`] : [sum] };
  return isVat(category) ? [plain, { code: `${code}|VAT`, sums: [] }] : [plain];
}

function breakdownFacts(document: SheetDocument): Pick<VatFacts, 'breakdown' | 'vatCodes'> {
  const breakdown = document.fact(breakdownOf).map((category) => ({
    code: codeOf(category),
    vat: isVat(category),
  }));
  const everywhere = [...document.named('cac:TaxCategory'), ...document.named('cac:ClassifiedTaxCategory')];
  return { breakdown, vatCodes: new Set(everywhere.filter(isVat).map(codeOf)) };
}

function partyFacts(document: SheetDocument): Pick<VatFacts, 'seller' | 'buyer'> {
  const sellers = document.named('cac:AccountingSupplierParty').flatMap((role) => all(role, 'cac:Party'));
  const buyers = document.named('cac:AccountingCustomerParty').flatMap((role) => all(role, 'cac:Party'));
  return {
    seller: {
      registered: sellers.some((party) => has(party, 'cac:PartyTaxScheme/cbc:CompanyID')),
      vat: sellers.some(hasVatIdentifier),
      representative: document.named('cac:TaxRepresentativeParty').some(hasVatIdentifier),
    },
    buyer: {
      vat: buyers.some(hasVatIdentifier),
      legal: buyers.some((party) => has(party, 'cac:PartyLegalEntity/cbc:CompanyID')),
    },
  };
}

const sumOf = (facts: VatFacts, key: string): Decimal => facts.sums.get(key) ?? ZERO;

/** Σ lines of a kind + charges − allowances of the document, of a category and, if given, a rate. */
function baseOf(facts: VatFacts, lines: string, key: string): Decimal {
  return sumOf(facts, `${lines}|${key}`)
    .plus(sumOf(facts, `charge|${key}`))
    .minus(sumOf(facts, `allowance|${key}`));
}

/** -01: what is used stands in the breakdown, once or at least once. */
function breakdownRule({ code, entries }: CategoryDemands): Predicate {
  return (_invoice, document) => {
    const facts = document.fact(vatFacts);
    if (entries === 'one') {
      const count = facts.breakdown.filter((entry) => entry.vat && entry.code === code).length;
      return !facts.vatCodes.has(code) || count === 1;
    }
    const key = code === 'S' ? code : `${code}|VAT`;
    const isUsed = [...facts.used.values()].some((codes) => codes.has(key));
    return isUsed === facts.breakdown.some((entry) => entry.code === code && (code !== 'M' || entry.vat));
  };
}

/** -02, -03, -04: who must, or must not, be identified when lines, allowances or charges are of the category. */
function partiesRule({ seller, buyer, code }: CategoryDemands, kind: Kind): Predicate {
  return (_invoice, document) => {
    const facts = document.fact(vatFacts);
    const codes = facts.used.get(kind)!;
    // On lines of category S the sheet looks at the code alone when it decides whether the rule applies.
    if (!codes.has(`${code}|VAT`)) return !(code === 'S' && kind === 'line' && codes.has(code));
    const { seller: has, buyer: buys } = facts;
    if (seller === 'no-vat') return !has.vat && !has.representative && !buys.vat;
    const isSellerKnown = has.representative || (seller === 'vat' ? has.vat : has.registered);
    const isBuyerKnown = buyer === undefined || buys.vat || (buyer === 'vat-or-legal' && buys.legal);
    return isSellerKnown && isBuyerKnown;
  };
}

/** -05, -06, -07: the rate. */
function rateRule({ rate }: CategoryDemands): Predicate {
  return (category) => {
    if (rate === 'absent') return !has(category, 'cbc:Percent');
    const value = numberAt(category, 'cbc:Percent');
    if (value === undefined) return false;
    if (rate === 'zero') return value.isZero();
    return rate === 'positive' ? value.greaterThan(0) : value.greaterThanOrEqualTo(0);
  };
}

/** -08 with rates: within 1.00 of the sum at that rate, in lines of the invoice or of the credit note. */
function baseByRate(code: string): Predicate {
  return (category, document) => {
    const facts = document.fact(vatFacts);
    return all(category, 'cbc:Percent').every((percent) => {
      const rate = number(percent);
      const base = numberAt(category.parent!, 'cbc:TaxableAmount');
      if (rate === undefined || base === undefined) return false;
      const key = `${code}|${rate.toFixed()}`;
      return LINE_NAMES.some((lines) => {
        const any = code === 'S' ? isUsedAtRate(document, facts, lines, key) : document.named(lines).length > 0;
        return (
          any &&
          base
            .minus(baseOf(facts, lines, key))
            .abs()
            .lessThan(1)
        );
      });
    });
  };
}

function isUsedAtRate(document: SheetDocument, facts: VatFacts, lines: string, key: string): boolean {
  return (
    facts.sums.has(`${lines}|${key}`) ||
    facts.sums.has(`charge|${key}`) ||
    facts.sums.has(`allowance|${key}`) ||
    document.fact(entryRates).has(key)
  );
}

/** Category and rate of allowances and charges at any depth. */
function entryRates(document: SheetDocument): ReadonlySet<string> {
  const categories = document.named('cac:AllowanceCharge').flatMap((entry) => all(entry, 'cac:TaxCategory'));
  return new Set(
    categories.map((category) => `${codeOf(category)}|${numberAt(category, 'cbc:Percent')?.toFixed() ?? ''}`),
  );
}

/** -08 without rates: exactly the sum. */
function baseOfCategory(code: string): Predicate {
  return (category, document) => {
    const base = numberAt(category.parent!, 'cbc:TaxableAmount');
    return LINE_NAMES.some(
      (lines) => document.named(lines).length > 0 && same(base, baseOf(document.fact(vatFacts), lines, code)),
    );
  };
}

/** -09: the VAT amount. */
function taxRule({ rate }: CategoryDemands): Predicate {
  return (category) => {
    const tax = numberAt(category.parent!, 'cbc:TaxAmount');
    if (tax === undefined) return false;
    if (rate === 'zero' || rate === 'absent') return tax.isZero();
    const base = numberAt(category.parent!, 'cbc:TaxableAmount');
    const percent = numberAt(category, 'cbc:Percent');
    return base !== undefined && percent !== undefined && isNear(tax, base, percent);
  };
}

/** VAT categories of the items of lines by code: ten families ask for theirs, and nearly all invoices have one. */
function lineCategories(document: SheetDocument): ReadonlyMap<string, readonly XmlElement[]> {
  const byCode = new Map<string, XmlElement[]>();
  for (const category of document.namedBelow('cac:Item', 'cac:ClassifiedTaxCategory')) {
    if (!(LINE_NAMES as readonly string[]).includes(category.parent?.parent?.name ?? '') || !isVat(category)) continue;
    const code = codeOf(category);
    const same = byCode.get(code);
    if (same) same.push(category);
    else byCode.set(code, [category]);
  }
  return byCode;
}

/** Categories of the breakdown of the document. */
const breakdownOf = (document: SheetDocument): XmlElement[] =>
  all(document.root, 'cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory');

function familyRules(demands: CategoryDemands): RuleGroup[] {
  const { code, family, reason } = demands;
  const id = (number: string): string => `BR-${family}-${number}`;
  const isOfIt = (category: XmlElement): boolean => codeOf(category) === code && isVat(category);
  const hasReason = (category: XmlElement): boolean =>
    has(category, 'cbc:TaxExemptionReason', 'cbc:TaxExemptionReasonCode');
  const hasRates = demands.rate === 'positive' || demands.rate === 'not-negative';
  const entriesOf =
    (charge: boolean): RuleGroup['on'] =>
    (document) =>
      document
        .namedBelow('cac:AllowanceCharge', 'cac:TaxCategory')
        .filter((category) => isCharge(category.parent!) === charge && isOfIt(category));
  return [
    judge(INVOICE, {
      [id('01')]: breakdownRule(demands),
      [id('02')]: partiesRule(demands, 'line'),
      [id('03')]: partiesRule(demands, 'allowance'),
      [id('04')]: partiesRule(demands, 'charge'),
    }),
    judge((document) => document.fact(lineCategories).get(code) ?? [], { [id('05')]: rateRule(demands) }),
    judge(entriesOf(false), { [id('06')]: rateRule(demands) }),
    judge(entriesOf(true), { [id('07')]: rateRule(demands) }),
    judge((document) => document.fact(breakdownOf).filter(isOfIt), {
      [id('08')]: hasRates ? baseByRate(code) : baseOfCategory(code),
      [id('09')]: taxRule(demands),
      [id('10')]: (category) => hasReason(category) === (reason === 'needed'),
    }),
  ];
}

const inBreakdown = (document: SheetDocument, code: string): boolean =>
  document.fact(vatFacts).breakdown.some((entry) => entry.vat && entry.code === code);

/** What intra-community supplies, supplies outside VAT and the Italian split payment demand besides. */
const SPECIAL = judge(INVOICE, {
  'BR-IC-11': (invoice, document) =>
    !inBreakdown(document, 'K') ||
    normal(first(invoice, 'cac:Delivery/cbc:ActualDeliveryDate')).length > 1 ||
    all(invoice, 'cac:InvoicePeriod').some((period) => period.children.length > 0),
  'BR-IC-12': (invoice, document) =>
    !inBreakdown(document, 'K') ||
    normal(first(invoice, 'cac:Delivery/cac:DeliveryLocation/cac:Address/cac:Country/cbc:IdentificationCode')).length >
      1,
  'BR-O-11': (_invoice, document) =>
    !inBreakdown(document, 'O') || document.fact(vatFacts).breakdown.every((entry) => !entry.vat || entry.code === 'O'),
  'BR-O-12': onlyOutside('line'),
  'BR-O-13': onlyOutside('allowance'),
  'BR-O-14': onlyOutside('charge'),
  'BR-B-01': (_invoice, document) =>
    !isSplitPayment(document) || document.named('cbc:IdentificationCode').every((country) => country.text === 'IT'),
  'BR-B-02': (_invoice, document) => !isSplitPayment(document) || !isUsed(document, 'S'),
});

function onlyOutside(kind: Kind): Predicate {
  return (_invoice, document) =>
    !inBreakdown(document, 'O') ||
    [...document.fact(vatFacts).used.get(kind)!].every((key) => !key.endsWith('|VAT') || key === 'O|VAT');
}

function isUsed(document: SheetDocument, code: string): boolean {
  return [...document.fact(vatFacts).used.values()].some((codes) => codes.has(code));
}

function isSplitPayment(document: SheetDocument): boolean {
  return isUsed(document, 'B') || document.fact(vatFacts).breakdown.some((entry) => entry.code === 'B');
}

/** VAT categories, as the UBL sheet of EN 16931 judges them. */
export const UBL_VAT: readonly RuleGroup[] = [...CATEGORY_DEMANDS.flatMap(familyRules), SPECIAL];
