import type { Decimal } from '../../../arithmetic/decimal.js';
import { ZERO } from '../../../arithmetic/decimal.js';
import type { XmlElement } from '../../../xml/xml-tree.js';
import { isNear, same } from '../arithmetic.js';
import type { SheetDocument } from '../sheet-document.js';
import type { Predicate, RuleGroup } from '../sheet-rule.js';
import { judge } from '../sheet-rule.js';
import { all, cents, has, number, numberAt } from '../xml-path.js';
import { CATEGORY_DEMANDS, type CategoryDemands } from '../vat-categories.js';
import {
  AGREEMENT,
  atPath,
  breakdown,
  DELIVERY,
  hasRegistration,
  INVOICE,
  isCharge,
  isOfCategory,
  isVat,
  lineTaxes,
  LINE,
  LINE_AMOUNT,
  SETTLEMENT,
  TRANSACTION,
} from './cii-contexts.js';

/** What the VAT rules ask of the whole document. */
interface VatFacts {
  /** How often a category stands in the breakdown, on lines, and on allowances and charges. */
  readonly counts: { readonly header: Counts; readonly line: Counts; readonly entry: Counts };
  /** Σ by `line|S`, `line|S|20`, `charge|S`, `allowance|S|20`, as far as they are of the invoice itself. */
  readonly sums: ReadonlyMap<string, Decimal>;
  /** Sellers anywhere, and those of a whole invoice: in a part of one the sheet finds the former alone. */
  readonly seller: SellerFacts;
  readonly sellerOfInvoice: SellerFacts;
  readonly buyer: { readonly vat: boolean; readonly legal: boolean };
}
type Counts = ReadonlyMap<string, number>;

interface SellerFacts {
  readonly registered: boolean;
  readonly vat: boolean;
  readonly representative: boolean;
}

const REPRESENTATIVE = 'ram:SellerTaxRepresentativeTradeParty';

const sellerFacts = (sellers: readonly XmlElement[], representatives: readonly XmlElement[]): SellerFacts => ({
  registered: sellers.some((party) => hasRegistration(party, 'VA', 'FC')),
  vat: sellers.some((party) => hasRegistration(party, 'VA')),
  representative: representatives.some((party) => hasRegistration(party, 'VA')),
});

const codesOf = (tax: XmlElement): string[] => all(tax, 'ram:CategoryCode').map((code) => code.text);

function count(taxes: readonly XmlElement[]): Counts {
  const counts = new Map<string, number>();
  for (const tax of taxes) for (const code of new Set(codesOf(tax))) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}

function vatFacts(document: SheetDocument): VatFacts {
  const parties = (name: string): readonly XmlElement[] => document.named(name);
  const ofInvoice = (name: string): XmlElement[] => [...atPath(`${AGREEMENT}/${name}`)(document)];
  const buyers = parties('ram:BuyerTradeParty');
  return {
    counts: {
      header: count(breakdown(document)),
      line: count(lineTaxes(document)),
      entry: count([...document.named('ram:CategoryTradeTax')]),
    },
    sums: sumsOf(document),
    seller: sellerFacts(parties('ram:SellerTradeParty'), parties(REPRESENTATIVE)),
    sellerOfInvoice: sellerFacts(ofInvoice('ram:SellerTradeParty'), ofInvoice(REPRESENTATIVE)),
    buyer: {
      vat: buyers.some((party) => hasRegistration(party, 'VA')),
      legal: buyers.some((party) => has(party, 'ram:SpecifiedLegalOrganization/ram:ID')),
    },
  };
}

const lines = atPath(`${TRANSACTION}/${LINE}`);
const headerEntries = atPath(`${SETTLEMENT}/ram:SpecifiedTradeAllowanceCharge`);

function sumsOf(document: SheetDocument): Map<string, Decimal> {
  const sums = new Map<string, Decimal>();
  const add = (kind: string, taxes: readonly XmlElement[], amounts: readonly XmlElement[]): void => {
    const keys = new Set(taxes.flatMap((tax) => keysOf(kind, tax)));
    for (const amount of amounts) {
      const value = number(amount) ?? ZERO;
      for (const key of keys) sums.set(key, sums.get(key)?.plus(value) ?? value);
    }
  };
  for (const line of lines(document)) {
    add('line', all(line, 'ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax'), all(line, LINE_AMOUNT));
  }
  for (const entry of headerEntries(document)) {
    const charge = isCharge(entry);
    if (charge === undefined) continue;
    add(
      charge ? 'charge' : 'allowance',
      all(entry, 'ram:CategoryTradeTax'),
      all(entry, 'ram:ActualAmount').slice(0, 1),
    );
  }
  return sums;
}

function keysOf(kind: string, tax: XmlElement): string[] {
  const rates = all(tax, 'ram:RateApplicablePercent').flatMap((rate) => number(rate)?.toFixed() ?? []);
  return codesOf(tax).flatMap((code) => [`${kind}|${code}`, ...rates.map((rate) => `${kind}|${code}|${rate}`)]);
}

/** Σ lines + charges − allowances, each rounded to cents. */
function baseOf(document: SheetDocument, key: string): Decimal {
  const { sums } = document.fact(vatFacts);
  const part = (kind: string): Decimal => cents(sums.get(`${kind}|${key}`) ?? ZERO);
  return part('line').plus(part('charge')).minus(part('allowance'));
}

/** -01. Counting as the sheet does, two lines of a category pass even without an entry of the breakdown. */
function breakdownRule({ code, entries }: CategoryDemands): Predicate {
  return (_invoice, document) => {
    const { counts } = document.fact(vatFacts);
    const header = counts.header.get(code) ?? 0;
    const line = counts.line.get(code) ?? 0;
    const entry = counts.entry.get(code) ?? 0;
    if (entries === 'some') return (line === 0 || line + header >= 2) && (entry === 0 || entry + header >= 2);
    if (header === 0) return code === 'O' || (line === 0 && entry === 0);
    return header === 1 && line + entry > 0;
  };
}

/** -02, -03, -04: who must, or must not, be identified. */
function partiesRule({ seller, buyer }: CategoryDemands): Predicate {
  return (_tax, document) => {
    const { buyer: buys, ...facts } = document.fact(vatFacts);
    const has = seller === 'vat' || buyer !== undefined ? facts.seller : facts.sellerOfInvoice;
    if (seller === 'no-vat') return !has.vat && !has.representative && !buys.vat;
    const isSellerKnown = has.representative || (seller === 'vat' ? has.vat : has.registered);
    return isSellerKnown && (buyer === undefined || buys.vat || (buyer === 'vat-or-legal' && buys.legal));
  };
}

/** -05, -06, -07: the rate. Zero passes for IPSI, not for IGIC. */
function rateRule({ rate, code }: CategoryDemands): Predicate {
  return (tax) => {
    if (rate === 'absent') return !has(tax, 'ram:RateApplicablePercent');
    const value = numberAt(tax, 'ram:RateApplicablePercent');
    if (value === undefined) return false;
    if (rate === 'zero') return value.isZero();
    return code === 'M' ? value.greaterThanOrEqualTo(0) : value.greaterThan(0);
  };
}

const hasReason = (tax: XmlElement): boolean => has(tax, 'ram:ExemptionReason', 'ram:ExemptionReasonCode');

/** -08, -09, -10 of an entry of the breakdown. */
function entryRules(demands: CategoryDemands): Readonly<Record<string, Predicate>> {
  const { code, family, reason, rate } = demands;
  const reasonRule: Predicate = (tax) => hasReason(tax) === (reason === 'needed');
  // For IGIC and IPSI the sheet has no test of its own beyond BR-CO-17.
  if (rate === 'not-negative') return { [`BR-${family}-10`]: reasonRule };
  const base: Predicate = (tax, document) => {
    const given = numberAt(tax, 'ram:BasisAmount');
    if (rate === 'positive') {
      return all(tax, 'ram:RateApplicablePercent').every((percent) => {
        const key = `${code}|${number(percent)?.toFixed() ?? ''}`;
        return same(given, baseOf(document, key));
      });
    }
    if (given === undefined) return false;
    const difference = given.minus(baseOf(document, code)).abs();
    return rate === 'absent' ? difference.isZero() : difference.lessThan(1);
  };
  const tax: Predicate = (entry) => {
    const amount = numberAt(entry, 'ram:CalculatedAmount');
    if (amount === undefined) return false;
    if (rate !== 'positive') return amount.isZero();
    const [given, percent] = [numberAt(entry, 'ram:BasisAmount'), numberAt(entry, 'ram:RateApplicablePercent')];
    return given !== undefined && percent !== undefined && isNear(amount, given, percent);
  };
  return { [`BR-${family}-08`]: base, [`BR-${family}-09`]: tax, [`BR-${family}-10`]: reasonRule };
}

const SUPPLY: Readonly<Record<string, Predicate>> = {
  'BR-IC-11': (tax, document) =>
    [...INVOICE(document)].some((invoice) =>
      has(invoice, `${DELIVERY}/ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime/udt:DateTimeString`),
    ) ||
    (tax.parent !== undefined &&
      has(tax.parent, 'ram:BillingSpecifiedPeriod/ram:StartDateTime', 'ram:BillingSpecifiedPeriod/ram:EndDateTime')),
  'BR-IC-12': (_tax, document) =>
    [...INVOICE(document)].some((invoice) =>
      has(invoice, `${DELIVERY}/ram:ShipToTradeParty/ram:PostalTradeAddress/ram:CountryID`),
    ),
};

const isNothingElse =
  (name: string): Predicate =>
  (_tax, document) =>
    !document.named(name).some((tax) => codesOf(tax).some((code) => code !== 'O'));

const OUTSIDE: Readonly<Record<string, Predicate>> = {
  'BR-O-11': isNothingElse('ram:ApplicableTradeTax'),
  'BR-O-12': isNothingElse('ram:ApplicableTradeTax'),
  'BR-O-13': isNothingElse('ram:CategoryTradeTax'),
  'BR-O-14': isNothingElse('ram:CategoryTradeTax'),
};

/** VAT of the lines of the transaction by category: ten families ask for theirs, and nearly all invoices have one. */
function lineTaxesByCategory(document: SheetDocument): ReadonlyMap<string, readonly XmlElement[]> {
  const byCategory = new Map<string, XmlElement[]>();
  for (const tax of lineTaxes(document)) {
    if (!isOfTransaction(tax.parent?.parent) || !isVat(tax)) continue;
    for (const code of new Set(codesOf(tax))) {
      const same = byCategory.get(code);
      if (same) same.push(tax);
      else byCategory.set(code, [tax]);
    }
  }
  return byCategory;
}

const isOfTransaction = (element: XmlElement | undefined): boolean => element?.parent?.name === TRANSACTION;

function familyRules(demands: CategoryDemands): RuleGroup[] {
  const { code, family } = demands;
  const id = (rule: string): string => `BR-${family}-${rule}`;
  const entriesOf =
    (charge: boolean): RuleGroup['on'] =>
    (document) =>
      document
        .namedBelow('ram:SpecifiedTradeAllowanceCharge', 'ram:CategoryTradeTax')
        .filter((tax) => isOfCategory(tax, code) && isVat(tax) && isCharge(tax.parent!) === charge);
  // Entries of S and Z are judged whatever their type of tax.
  const inBreakdown: RuleGroup['on'] = (document) =>
    breakdown(document).filter(
      (tax) => isOfCategory(tax, code) && (code === 'S' || code === 'Z' || (isVat(tax) && isOfTransaction(tax.parent))),
    );
  return [
    judge(INVOICE, { [id('01')]: breakdownRule(demands) }),
    judge((document) => document.fact(lineTaxesByCategory).get(code) ?? [], {
      [id('02')]: partiesRule(demands),
      [id('05')]: rateRule(demands),
    }),
    judge(entriesOf(false), { [id('03')]: partiesRule(demands), [id('06')]: rateRule(demands) }),
    judge(entriesOf(true), { [id('04')]: partiesRule(demands), [id('07')]: rateRule(demands) }),
    judge(inBreakdown, {
      ...entryRules(demands),
      ...(code === 'K' ? SUPPLY : {}),
      ...(code === 'O' ? OUTSIDE : {}),
    }),
  ];
}

const hasCategory = (document: SheetDocument, code: string): boolean =>
  document.named('ram:CategoryCode').some((category) => category.text === code);

/** The Italian split payment. */
const SPLIT_PAYMENT = judge(INVOICE, {
  'BR-B-01': (_invoice, document) =>
    !hasCategory(document, 'B') || document.named('ram:CountryID').every((country) => country.text === 'IT'),
  'BR-B-02': (_invoice, document) => !hasCategory(document, 'B') || !hasCategory(document, 'S'),
});

/** VAT categories, as the CII sheet of EN 16931 judges them. */
export const CII_VAT: readonly RuleGroup[] = [...CATEGORY_DEMANDS.flatMap(familyRules), SPLIT_PAYMENT];
