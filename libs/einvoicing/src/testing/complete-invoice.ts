import { INVOICE_SHAPE, type Shape } from '../model/invoice-shape.js';
import type { Invoice } from '../model/index.js';

/** Values that syntaxes only take from a list, or of a form, by the end of their path. */
const KNOWN: Readonly<Record<string, string>> = {
  invoiceTypeCode: '380',
  invoiceCurrencyCode: 'EUR',
  vatAccountingCurrencyCode: 'USD',
  valueAddedTaxPointDateCode: '3',
  specificationIdentifier: 'urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr',
  typeCode: '380',
  subjectCode: 'AAB',
  noteSubjectCode: 'AAI',
  lineSubtypeCode: 'DETAIL',
  lineStatusCode: '1',
  countryCode: 'FR',
  countryOfOrigin: 'FR',
  content: 'eA==',
  mimeCode: 'application/pdf',
  paymentMeansTypeCode: '30',
  'invoicedObjectIdentifier.scheme': 'AFL',
  'furtherInvoicedObjectIdentifiers.scheme': 'AVV',
  'objectIdentifier.scheme': 'AFL',
  'furtherObjectIdentifiers.scheme': 'AVV',
  'legalRegistrationIdentifier.scheme': '0002',
  'legalRegistrationIdentifier.value': '404833048',
  'electronicAddress.scheme': '0225',
  'standardIdentifier.scheme': '0160',
  'standardIdentifier.value': '3456789012340',
  'classificationIdentifiers.scheme': 'TST',
  scheme: '0088',
};
const DAY = /Date$/;
const NUMBER = /(amount|quantity|price|discount|percentage|rate|measuredValue|vatAmount|currency)$/i;
const SUM = /^(sumOf|invoiceTotal|vatAmountIn|amountDue|amountWith|itemPriceBaseQuantity$|vatCategory(Taxable|Tax))/;
const CATEGORY = /vatCategoryCode$/i;

/** An invoice with every term of the model, each with a value of its own, so that one in another's place shows. */
export function completeInvoice(): Invoice {
  let made = 0;
  const valueOf = (path: readonly string[]): string => {
    const key = path.at(-1)!;
    const known = KNOWN[path.slice(-2).join('.')] ?? KNOWN[key];
    if (known !== undefined) return known;
    made++;
    if (DAY.test(key)) return `2026-09-${String((made % 28) + 1).padStart(2, '0')}`;
    if (CATEGORY.test(key)) return 'S';
    return NUMBER.test(key) || SUM.test(key) ? `${made}.25` : `${key.slice(0, 12)}${made}`;
  };
  const fill = (shape: Shape, path: readonly string[]): unknown => {
    if (shape === 'text') return valueOf(path);
    // One instalment is no plan of several.
    const count = path.at(-1) === 'paymentInstalments' ? 2 : 1;
    if ('list' in shape) return Array.from({ length: count }, () => fill(shape.list, path));
    return Object.fromEntries(Object.entries(shape.keys).map(([key, inner]) => [key, fill(inner, [...path, key])]));
  };
  return fill(INVOICE_SHAPE, []) as Invoice;
}

/** Paths of the values of an invoice, such as `lines.0.netAmount`. */
export function pathsOf(value: unknown, path = ''): string[] {
  if (value === null || typeof value !== 'object') return [path];
  return Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, path === '' ? key : `${path}.${key}`));
}
