import { parseMinor, type PayoutItem, type PayoutReference } from '@lettrage/domain';
import { invoiceNameKeys, itemKeys } from '@lettrage/reconciliation';

/** An invoice, credit note or deposit as charges are tied to it: all instalments of one number of one customer. */
export interface InvoiceFacts {
  readonly number: string;
  /** Code of the customer. */
  readonly customer: string;
  readonly currency: string;
  /** Minor units, of all instalments; negative for a credit note. */
  readonly open: bigint;
  readonly total: bigint;
  readonly orderReference?: string;
  readonly paymentReference?: string;
  readonly externalIds: readonly string[];
}

/** What a charge pays, or why that is for a person to say. */
export type Finding<Invoice extends InvoiceFacts> =
  { readonly invoice: Invoice; readonly by: PayoutReference } | { readonly reason: string };

/** Names under which shops keep an invoice or order in the metadata of a charge, letters and digits only. */
const TELLING_NAMES =
  /^(?:invoice|facture|order|commande|rechnung|bestellung|document|reference|ref)(?:id|no|nr|number|num|ref|reference|name|key)?$|^(?:numero|no|num|id)(?:facture|commande|invoice|order)$/;

/** What a reference names is meant to be an invoice, or may be by chance. */
type Strength = 'named' | 'mentioned';

/**
 * Ties charges to invoices by the company's keys, in their order, and else by what tells: metadata called invoice or
 * order, the invoice and order of the report, an id that a billing tool keeps, and invoice numbers in the description.
 * Only what names one invoice alone counts; what merely mentions it must have its amount too.
 */
export class InvoiceFinder<Invoice extends InvoiceFacts> {
  private readonly byKey = new Map<string, Set<Invoice>>();

  constructor(
    invoices: Iterable<Invoice>,
    private readonly keys: readonly string[] = [],
  ) {
    for (const invoice of invoices) {
      for (const key of itemKeys(invoice)) if (/^(?:num|order|ref):/.test(key)) this.put(key, invoice);
      for (const id of invoice.externalIds) this.put(`id:${id}`, invoice);
    }
  }

  /** The invoice that a charge pays, or the credit note that a refund does. */
  find(item: PayoutItem, currency: string): Finding<Invoice> {
    const amount = parseMinor(item.amount, currency);
    let reason = 'nothing in it names an invoice that is known here';
    for (const { reference, strength } of rankedReferences(item, this.keys)) {
      const named = this.namedBy(reference).filter(
        (invoice) => invoice.currency === currency && invoice.total < 0n === amount < 0n,
      );
      if (named.length === 0) continue;
      const fitting = named.filter(({ open, total }) => open === amount || total === amount);
      const short = reference.value.replace(/[^\p{L}\p{N}]/gu, '').length < 4;
      const sure = named.length === 1 && strength === 'named' && !short ? named : fitting;
      if (sure.length === 1) return { invoice: sure[0]!, by: reference };
      reason =
        named.length > 1
          ? `"${reference.value}" names several invoices`
          : `"${reference.value}" mentions ${named[0]!.number}, but the amounts differ`;
    }
    return { reason };
  }

  private namedBy(reference: PayoutReference): Invoice[] {
    const found = new Set<Invoice>();
    for (const key of lookUpKeys(reference)) for (const invoice of this.byKey.get(key) ?? []) found.add(invoice);
    return [...found];
  }

  private put(key: string, invoice: Invoice): void {
    const known = this.byKey.get(key);
    if (known) known.add(invoice);
    else this.byKey.set(key, new Set([invoice]));
  }
}

/** Keys by which a book is asked for what a reference may name: those of the matching engine, and `id:` of other systems. */
export function lookUpKeys(reference: PayoutReference): string[] {
  const texts = reference.key === 'description' ? wordsWithDigits(reference.value) : [reference.value];
  const named = texts.flatMap((text) => invoiceNameKeys(text));
  return reference.key === 'description' ? named : [...named, `id:${reference.value}`];
}

/** The references of a charge that may name its invoice, the best first. With `keys` of the company these alone. */
export function rankedReferences(
  { references }: Pick<PayoutItem, 'references'>,
  keys: readonly string[],
): { readonly reference: PayoutReference; readonly strength: Strength }[] {
  if (keys.length > 0)
    return keys.flatMap((key) =>
      references
        .filter((reference) => reference.key === key)
        .map((reference) => ({
          reference,
          strength: key === 'description' ? ('mentioned' as const) : ('named' as const),
        })),
    );
  const ranked = references.map((reference) => ({ reference, strength: strengthOf(reference) }));
  return [...ranked.filter((one) => one.strength === 'named'), ...ranked.filter((one) => one.strength === 'mentioned')];
}

function strengthOf({ key, value }: PayoutReference): Strength {
  if (key === 'invoice' || key === 'order' || key === 'payment') return 'named';
  if (key !== 'description') {
    const name = key
      .replace(/^metadata\./, '')
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '');
    return TELLING_NAMES.test(name) ? 'named' : 'mentioned';
  }
  // "Invoice FA2026-000101": letters and digits of a length that stands in a text by no chance.
  const [word, other] = wordsWithDigits(value);
  return word !== undefined && other === undefined && /\p{L}/u.test(word) && /\d{4}/.test(word) ? 'named' : 'mentioned';
}

/** Words of a text that have a digit, without what stands around them. */
export function wordsWithDigits(text: string): string[] {
  const words = text.split(/[\s,;()[\]"'«»]+/).map((word) => word.replace(/^[#.:]+|[.:!?]+$/g, ''));
  return [...new Set(words.filter((word) => /\d/.test(word) && word.length <= 60))].slice(0, 50);
}
