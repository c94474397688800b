import { codes } from '../../codes/code-list.js';
import type { InvoiceLine } from '../../model/index.js';
import { decimalOrZero, isFilled, type InvoiceFacts, type Placed } from '../facts.js';
import { rule, ruleForEach, type BilingualText, type Rule } from '../rule.js';
import { SELF_BILLED } from './party.rules.js';
import { frameEndsWith } from './french-terms.js';

const FRAMES_OF_SEVERAL = codes('B8 S8 M8');
const isMultiSeller = (facts: InvoiceFacts): boolean => frameEndsWith(facts, '8');
const isTwoWay = (facts: InvoiceFacts): boolean => frameEndsWith(facts, '9');

/** The number of the part a line belongs to: its object of scheme AFL. */
function partNumberOf(line: InvoiceLine | undefined): string {
  return objectOf(line, 'AFL') ?? '';
}

function objectOf(line: InvoiceLine | undefined, scheme: string): string | undefined {
  const objects = [line?.objectIdentifier, ...(line?.furtherObjectIdentifiers ?? [])];
  return objects.find((object) => object?.scheme === scheme)?.value.trim();
}

const sellerOf = (line: InvoiceLine | undefined): string =>
  line?.itemSeller?.legalRegistrationIdentifier?.value.trim() ?? '';

const isHead = (line: InvoiceLine): boolean =>
  line.lineSubtypeCode === 'GROUP' && line.parentLineIdentifier === undefined;

const headsOf = ({ lines }: InvoiceFacts): Placed<InvoiceLine>[] => lines.filter(([, line]) => isHead(line));
const isGrouped = (f: InvoiceFacts): boolean => isMultiSeller(f) || isTwoWay(f);
const heads = (f: InvoiceFacts): Placed<InvoiceLine>[] => (isGrouped(f) ? headsOf(f) : []);
const lines = (f: InvoiceFacts): readonly Placed<InvoiceLine>[] => (isGrouped(f) ? f.lines : []);
const details = (f: InvoiceFacts): Placed<InvoiceLine>[] =>
  lines(f).filter(([, line]) => line.lineSubtypeCode === 'DETAIL');

const parents = new WeakMap<InvoiceFacts, ReadonlyMap<string | undefined, InvoiceLine>>();
const children = new WeakMap<InvoiceFacts, ReadonlyMap<string | undefined, InvoiceLine[]>>();

function parentOf(f: InvoiceFacts, line: InvoiceLine): InvoiceLine | undefined {
  const known = parents.get(f) ?? new Map(f.lines.map(([, one]) => [one.identifier, one]));
  parents.set(f, known);
  return line.parentLineIdentifier === undefined ? undefined : known.get(line.parentLineIdentifier);
}

function childrenOf(f: InvoiceFacts, line: InvoiceLine): readonly InvoiceLine[] {
  const known = children.get(f) ?? byParent(f);
  children.set(f, known);
  return line.identifier === undefined ? [] : (known.get(line.identifier) ?? []);
}

function byParent({ lines }: InvoiceFacts): ReadonlyMap<string | undefined, InvoiceLine[]> {
  const found = new Map<string | undefined, InvoiceLine[]>();
  for (const [, line] of lines) {
    const below = found.get(line.parentLineIdentifier);
    if (below) below.push(line);
    else found.set(line.parentLineIdentifier, [line]);
  }
  return found;
}

/** A term a line must share with the line it is a part of. */
function sameAsParent(
  f: InvoiceFacts,
  line: InvoiceLine,
  term: (line: InvoiceLine | undefined) => string,
): true | string {
  const own = term(line);
  const same = line.parentLineIdentifier === undefined || own === term(parentOf(f, line));
  return (own !== '' && same) || own;
}

/** What the first line of a part must tell, and how to find it. */
const HEAD_TERMS: readonly [
  term: string,
  en: string,
  fr: string,
  told: (line: InvoiceLine, f: InvoiceFacts) => boolean,
][] = [
  ['EXT-FR-FE-164', 'the name of its seller', 'le nom de son vendeur', (line) => isFilled(line.itemSeller?.name)],
  [
    'EXT-FR-FE-167',
    'the legal identifier of its seller',
    "l'identifiant légal de son vendeur",
    (line) => sellerOf(line) !== '',
  ],
  [
    'EXT-FR-FE-177',
    'the country of its seller',
    'le pays de son vendeur',
    (line) => isFilled(line.itemSeller?.postalAddress?.countryCode),
  ],
  ['EXT-FR-FE-181', 'its VAT amount', 'son montant de TVA', (line) => isFilled(line.vatAmount)],
  [
    'EXT-FR-FE-182',
    'its VAT amount in the accounting currency',
    'son montant de TVA en devise de comptabilisation',
    (line, f) => f.invoice.vatAccountingCurrencyCode === undefined || isFilled(line.vatAmountInAccountingCurrency),
  ],
];

const HEAD: readonly Rule[] = [
  ...HEAD_TERMS.map(([term, en, fr, told]) =>
    ruleForEach(
      'BR-FR-MV-03',
      [term],
      {
        en: `In an invoice for several sellers, the GROUP line of a part tells ${en}.`,
        fr: `Dans une facture multi-vendeurs, la ligne GROUP d'une partie indique ${fr}.`,
      },
      heads,
      told,
    ),
  ),
  ruleForEach(
    'BR-FR-MV-03',
    ['BT-128'],
    {
      en: 'In an invoice for several sellers, the frame of a part (AVV) is not itself one for several sellers.',
      fr: "Dans une facture multi-vendeurs, le cadre d'une partie (AVV) n'est pas lui-même multi-vendeurs.",
    },
    heads,
    (line) => {
      const frame = objectOf(line, 'AVV');
      return frame === undefined || (frame !== '' && !FRAMES_OF_SEVERAL.has(frame)) || frame;
    },
  ),
  ruleForEach(
    'BR-FR-MV-05',
    ['BT-131'],
    {
      en: 'In an invoice for several sellers, the amount of a GROUP line is the sum of the lines below it.',
      fr: "Dans une facture multi-vendeurs, le montant d'une ligne GROUP est la somme de ses lignes.",
    },
    heads,
    (line, f) => {
      const below = childrenOf(f, line).filter(
        ({ lineSubtypeCode: subtype }) => subtype !== undefined && subtype !== 'INFORMATION',
      );
      const sum = below.reduce((total, one) => total.plus(decimalOrZero(one.netAmount)), decimalOrZero('0'));
      const difference = decimalOrZero(line.netAmount).minus(sum).abs();
      return difference.lessThanOrEqualTo(0.01 * below.length) || `${line.netAmount ?? ''} ≠ ${sum.toFixed(2)}`;
    },
  ),
  ruleForEach(
    'BR-FR-MV-09',
    ['EXT-FR-FE-181', 'BT-117'],
    {
      en: 'In an invoice for several sellers, the VAT of a GROUP line is the sum of the breakdown of its part.',
      fr: "Dans une facture multi-vendeurs, la TVA d'une ligne GROUP est la somme de la ventilation de sa partie.",
    },
    heads,
    (line, { breakdown }) => {
      const mark = `#${partNumberOf(line)}#`;
      const sum = breakdown
        .filter(([, bucket]) => bucket.vatExemptionReasonText?.startsWith(mark))
        .reduce((total, [, bucket]) => total.plus(decimalOrZero(bucket.vatCategoryTaxAmount)), decimalOrZero('0'));
      const told =
        line.vatAmount !== undefined && decimalOrZero(line.vatAmount).minus(sum).abs().lessThanOrEqualTo(0.01);
      return told || `${line.vatAmount ?? ''} ≠ ${sum.toFixed(2)}`;
    },
  ),
  ruleForEach(
    'BR-FR-MV-10',
    ['EXT-FR-FE-184'],
    {
      en: 'In an invoice for several sellers, the amount with VAT of a GROUP line is its amount and its VAT.',
      fr: "Dans une facture multi-vendeurs, le montant TTC d'une ligne GROUP est son montant HT et sa TVA.",
    },
    heads,
    (line, f) => {
      if (line.amountWithVat === undefined) return undefined;
      const count = childrenOf(f, line).filter((one) => one.lineSubtypeCode === 'DETAIL').length;
      const sum = decimalOrZero(line.netAmount).plus(decimalOrZero(line.vatAmount));
      const difference = decimalOrZero(line.amountWithVat).minus(sum).abs();
      return difference.lessThanOrEqualTo(0.01 * count) || `${line.amountWithVat} ≠ ${sum.toFixed(2)}`;
    },
  ),
  ruleForEach(
    'BR-FR-MV-11',
    ['BT-128', 'BT-1'],
    {
      en: "In an invoice for several sellers, the part of the seller (BG-4) has the invoice's number (BT-1).",
      fr: 'Dans une facture multi-vendeurs, la partie du vendeur (BG-4) porte le numéro de la facture (BT-1).',
    },
    (f) =>
      heads(f).filter(([, line]) => sellerOf(line) === f.invoice.seller?.legalRegistrationIdentifier?.value.trim()),
    (line, { invoice }) => partNumberOf(line) === invoice.invoiceNumber?.trim() || partNumberOf(line),
  ),
];

/** Of the two parts of frame 9 one is the seller's (BT-30) and one the buyer's (BT-47). */
const TWO_SIDES: readonly Rule[] = (
  [
    ['BT-30', 'seller', 'vendeur'],
    ['BT-47', 'buyer', 'acheteur'],
  ] as const
).map(([term, party, french]) =>
  rule(
    'BR-FR-BD-02',
    [term, 'EXT-FR-FE-167'],
    {
      en: `Self-billing both ways (frame 9) has one GROUP line whose seller is the ${party} (${term}).`,
      fr: `L'autofacturation bidirectionnelle (cadre 9) a une ligne GROUP dont le vendeur est le ${french} (${term}).`,
    },
    (f) => {
      const siren = f.invoice[party]?.legalRegistrationIdentifier?.value.trim() ?? '';
      return !isTwoWay(f) || headsOf(f).filter(([, line]) => siren !== '' && sellerOf(line) === siren).length === 1;
    },
  ),
);

/** Corrective invoices and credit notes of frames 8 and 9 name the invoice they correct in each part. */
function corrected(id: string, frame: (f: InvoiceFacts) => boolean, types: ReadonlySet<string>): readonly Rule[] {
  const of = (f: InvoiceFacts): Placed<InvoiceLine>[] =>
    frame(f) && types.has(f.invoice.invoiceTypeCode ?? '') ? headsOf(f) : [];
  return [
    ruleForEach(
      id,
      ['EXT-FR-FE-136'],
      {
        en: 'In a corrective invoice or credit note of frame 8 or 9, each part names the number of a preceding invoice.',
        fr: "Dans une rectificative ou un avoir de cadre 8 ou 9, chaque partie porte le numéro d'une facture antérieure.",
      },
      of,
      (line) => (line.precedingInvoiceReferences ?? []).some(({ reference }) => reference !== undefined),
    ),
    ruleForEach(
      id,
      ['EXT-FR-FE-138'],
      {
        en: 'In a corrective invoice or credit note of frame 8 or 9, each part has the date of a preceding invoice.',
        fr: "Dans une rectificative ou un avoir de cadre 8 ou 9, chaque partie porte la date d'une facture antérieure.",
      },
      of,
      (line) => (line.precedingInvoiceReferences ?? []).some(({ issueDate }) => issueDate !== undefined),
    ),
  ];
}

/** A term a line shares with its parent. */
function shared(id: string, term: string, text: BilingualText, of: (line: InvoiceLine | undefined) => string): Rule {
  return ruleForEach(id, [term], text, lines, (line, f) => sameAsParent(f, line, of));
}

/** Invoices for several sellers (frame 8) and self-billing both ways (frame 9), made of GROUP and DETAIL lines. */
export const GROUPED_LINE_RULES: readonly Rule[] = [
  ruleForEach(
    'BR-FR-MV-01',
    ['EXT-FR-FE-163', 'BT-23'],
    {
      en: 'With frame 8 or 9, each line says whether it is DETAIL, GROUP or INFORMATION.',
      fr: 'Avec le cadre 8 ou 9, chaque ligne indique si elle est DETAIL, GROUP ou INFORMATION.',
    },
    // In CII a line that does not say passes, and saying it with nothing does not; in UBL both are refused.
    lines,
    ({ lineSubtypeCode: subtype }, { options }) =>
      isFilled(subtype) || (subtype === undefined && options.syntax !== 'ubl'),
  ),
  rule(
    'BR-FR-MV-02',
    ['EXT-FR-FE-163', 'BT-23'],
    {
      en: 'An invoice for several sellers has a GROUP line that is part of no other.',
      fr: "Une facture multi-vendeurs a une ligne GROUP qui n'a pas de ligne parent.",
    },
    (f) => !isMultiSeller(f) || headsOf(f).length > 0,
  ),
  ...HEAD,
  shared(
    'BR-FR-MV-06',
    'EXT-FR-FE-167',
    {
      en: 'In an invoice for several sellers, each line has the legal identifier of the seller of its part.',
      fr: "Dans une facture multi-vendeurs, chaque ligne porte l'identifiant légal du vendeur de sa partie.",
    },
    sellerOf,
  ),
  shared(
    'BR-FR-MV-07',
    'BT-128',
    {
      en: 'In an invoice for several sellers, each line has the number (AFL) of its part.',
      fr: 'Dans une facture multi-vendeurs, chaque ligne porte le numéro (AFL) de sa partie.',
    },
    partNumberOf,
  ),
  ruleForEach(
    'BR-FR-MV-08',
    ['BT-128'],
    {
      en: 'In an invoice for several sellers, the exemption reason of a DETAIL line starts with #number of its part#.',
      fr: "Dans une facture multi-vendeurs, le motif d'exonération d'une ligne DETAIL commence par #numéro de sa partie#.",
    },
    details,
    (line) => {
      const reason = line.vatInformation?.vatExemptionReasonText ?? '';
      return (partNumberOf(line) !== '' && reason.startsWith(`#${partNumberOf(line)}#`)) || reason;
    },
  ),
  rule(
    'BR-FR-MV-12',
    ['BT-128'],
    {
      en: 'In an invoice for several sellers, no two parts have one number (AFL).',
      fr: "Dans une facture multi-vendeurs, deux parties n'ont pas le même numéro (AFL).",
    },
    (f) => {
      const numbers = heads(f)
        .map(([, line]) => partNumberOf(line))
        .filter((number) => number !== '');
      return new Set(numbers).size === numbers.length;
    },
  ),
  rule(
    'BR-FR-MV-13',
    ['BT-3', 'BT-23'],
    {
      en: 'An invoice for several sellers is not self-billed.',
      fr: "Une facture multi-vendeurs n'est pas une autofacture.",
    },
    (f) => !isMultiSeller(f) || !SELF_BILLED.has(f.invoice.invoiceTypeCode ?? ''),
  ),
  rule(
    'BR-FR-BD-02',
    ['EXT-FR-FE-163', 'BT-23'],
    {
      en: 'Self-billing both ways (frame 9) has exactly two GROUP lines that are part of no other.',
      fr: "L'autofacturation bidirectionnelle (cadre 9) a exactement deux lignes GROUP sans ligne parent.",
    },
    (f) => !isTwoWay(f) || headsOf(f).length === 2,
  ),
  ...TWO_SIDES,
  rule(
    'BR-FR-BD-13',
    ['BT-3', 'BT-23'],
    {
      en: 'Self-billing both ways (frame 9) has the type of a self-billed invoice.',
      fr: "L'autofacturation bidirectionnelle (cadre 9) a un type de facture autofacturé.",
    },
    (f) => !isTwoWay(f) || SELF_BILLED.has(f.invoice.invoiceTypeCode ?? '') || f.invoice.invoiceTypeCode,
  ),
  ...corrected('BR-FR-MV-14', isMultiSeller, codes('384 472 381 396 503')),
  ...corrected('BR-FR-BD-14', isTwoWay, codes('261 471 473 502')),
];
