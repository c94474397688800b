import type { Identifier, Invoice, PrecedingInvoiceReference } from '../../model/index.js';
import { placed, type InvoiceFacts, type Placed } from '../facts.js';

/** What the French rules ask of any party of an invoice: the terms of a whole party and of a payee alike. */
export interface FrenchParty {
  readonly identifiers: readonly Identifier[];
  readonly legal?: Identifier;
  readonly address?: Identifier;
}

/** Terms of a party: its identifiers, its legal identifier, its electronic address. */
export interface PartyTerms {
  readonly identifiers: string;
  readonly legal: string;
  readonly address: string;
}

interface AnyParty {
  readonly identifier?: Identifier;
  readonly identifiers?: readonly Identifier[];
  readonly legalRegistrationIdentifier?: Identifier;
  readonly electronicAddress?: Identifier;
}

const terms = (identifiers: string, legal: string, address: string): PartyTerms => ({
  identifiers,
  legal,
  address,
});

/** Every party with a role of its own, and how the standard numbers its terms. */
const ROLES = {
  seller: terms('BT-29', 'BT-30', 'BT-34'),
  buyer: terms('BT-46', 'BT-47', 'BT-49'),
  payee: terms('BT-60', 'BT-61', 'EXT-FR-FE-29'),
  buyerAgent: terms('EXT-FR-FE-06', 'EXT-FR-FE-09', 'EXT-FR-FE-12'),
  payer: terms('EXT-FR-FE-46', 'EXT-FR-FE-49', 'EXT-FR-FE-52'),
  salesAgent: terms('EXT-FR-FE-69', 'EXT-FR-FE-72', 'EXT-FR-FE-75'),
  invoicee: terms('EXT-FR-FE-92', 'EXT-FR-FE-95', 'EXT-FR-FE-98'),
  invoicer: terms('EXT-FR-FE-115', 'EXT-FR-FE-118', 'EXT-FR-FE-121'),
} as const satisfies Partial<Record<keyof Invoice, PartyTerms>>;

/** The parties present, with their terms. */
export function* frenchParties({ invoice }: InvoiceFacts): Iterable<readonly [PartyTerms, FrenchParty]> {
  for (const [role, named] of Object.entries(ROLES) as [keyof typeof ROLES, PartyTerms][]) {
    const party: AnyParty | undefined = invoice[role];
    if (!party) continue;
    const { identifier, identifiers, legalRegistrationIdentifier: legal, electronicAddress: address } = party;
    yield [
      named,
      {
        identifiers: identifiers ?? (identifier ? [identifier] : []),
        ...(legal ? { legal } : {}),
        ...(address ? { address } : {}),
      },
    ];
  }
}

/** Where goods went, of the invoice (BT-71) and of its lines (EXT-FR-FE-146). */
export function* deliveryPlaces({ invoice, lines }: InvoiceFacts): Iterable<readonly [string, Identifier | undefined]> {
  yield ['/BT-71', invoice.deliveryInformation?.deliverToLocationIdentifier];
  for (const [path, line] of lines)
    yield [`${path}/EXT-FR-FE-146`, line.deliveryInformation?.deliverToLocationIdentifier];
}

/** Preceding invoices named in the header (BG-3) and in lines. */
export function precedingInvoices({ invoice, lines }: InvoiceFacts): Placed<PrecedingInvoiceReference>[] {
  return [
    ...placed('/BG-3', invoice.precedingInvoiceReferences),
    ...lines.flatMap(([path, line]) => placed(`${path}/BG-3`, line.precedingInvoiceReferences)),
  ];
}

/** The frame (BT-23); empty if absent. */
export function frameOf({ invoice }: InvoiceFacts): string {
  return invoice.processControl?.businessProcessType ?? '';
}

/** Several sellers in one invoice (8) or self-billing both ways (9). */
export function frameEndsWith(facts: InvoiceFacts, digit: '8' | '9'): boolean {
  return /^[BSM]\d$/.test(frameOf(facts)) && frameOf(facts).endsWith(digit);
}
