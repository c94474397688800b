import type { Address, Contact, Identifier, Invoice, Party } from '../model/index.js';
import { component, type Segment } from './edifact-syntax.js';
import { assign, take, takeText, type Draft } from './invoic-values.js';
import type { SegmentGroup } from './segment-group.js';

/** Party roles (3035) of the invoice's parties; of several that mean the same the first found counts. */
const ROLES = {
  seller: ['SU', 'SE'],
  buyer: ['BY', 'IV'],
  payee: ['PE'],
  representative: ['LC'],
  delivery: ['DP', 'ST'],
} as const;

/** Reads the parties of the header (NAD with what belongs to it). */
export function readParties(groups: readonly SegmentGroup[], invoice: Draft<Invoice>): void {
  const of = (roles: readonly string[]): SegmentGroup | undefined =>
    roles.flatMap((role) => groups.filter(({ head }) => component(head, 0) === role))[0];
  const seller = of(ROLES.seller);
  const buyer = of(ROLES.buyer);
  const [payee, representative, delivery] = [of(ROLES.payee), of(ROLES.representative), of(ROLES.delivery)];
  if (seller) invoice.seller = readParty(seller);
  if (buyer) invoice.buyer = readParty(buyer);
  if (payee) invoice.payee = readPayee(payee);
  if (representative) {
    const { name, vatIdentifier, postalAddress } = readParty(representative);
    invoice.sellerTaxRepresentative = compactly({ name, vatIdentifier, postalAddress });
  }
  if (delivery) readDelivery(delivery, invoice);
}

function readParty({ head, rest }: SegmentGroup): Party {
  const party: Draft<Party> = {};
  const identifiers: Identifier[] = [];
  const own = identifierOf(head);
  if (own) identifiers.push(own);
  assign(party, 'name', nameOf(head));
  for (const reference of rest.filter(({ tag }) => tag === 'RFF')) readPartyReference(reference, party, identifiers);
  const address = addressOf(head);
  if (address) party.postalAddress = address;
  const contact = contactOf(rest);
  if (contact) party.contact = contact;
  if (identifiers.length) party.identifiers = identifiers;
  return party;
}

/** VA is the VAT number; GN and XA are company numbers, told apart by their length: SIREN, SIRET or another register. */
function readPartyReference(reference: Segment, party: Draft<Party>, identifiers: Identifier[]): void {
  const qualifier = component(reference, 0);
  const value = component(reference, 0, 1);
  if (value === undefined) return;
  if (qualifier === 'VA') assign(party, 'vatIdentifier', take(reference, 0, 1));
  else if (qualifier === 'FC') assign(party, 'taxRegistrationIdentifier', take(reference, 0, 1));
  else if (qualifier === 'GN' || qualifier === 'XA') {
    reference.taken = true;
    const digits = value.replace(/\s/g, '');
    if (/^\d{14}$/.test(digits)) identifiers.push({ value: digits, scheme: '0009' });
    else if (party.legalRegistrationIdentifier === undefined)
      party.legalRegistrationIdentifier = /^\d{9}$/.test(digits) ? { value: digits, scheme: '0002' } : { value };
    else reference.taken = false;
  }
}

function readPayee(group: SegmentGroup): NonNullable<Invoice['payee']> {
  const { name, identifiers, legalRegistrationIdentifier } = readParty(group);
  return compactly({ name, identifier: identifiers?.[0], legalRegistrationIdentifier });
}

function readDelivery(group: SegmentGroup, invoice: Draft<Invoice>): void {
  const { name, identifiers, postalAddress } = readParty(group);
  const found = compactly({
    deliverToPartyName: name,
    deliverToLocationIdentifier: identifiers?.[0],
    deliverToAddress: postalAddress,
  });
  if (Object.keys(found).length) invoice.deliveryInformation = { ...invoice.deliveryInformation, ...found };
}

/** C082: with agency 9 a GLN; otherwise French numbers are known by their length. */
function identifierOf(nad: Segment): Identifier | undefined {
  const value = take(nad, 1, 0);
  if (value === undefined) return undefined;
  if (component(nad, 1, 2) === '9') return { value, scheme: '0088' };
  if (/^\d{14}$/.test(value)) return { value, scheme: '0009' };
  return /^\d{9}$/.test(value) ? { value, scheme: '0002' } : { value };
}

/** The structured name (C080), or the first line of the unstructured one (C058). */
function nameOf(nad: Segment): string | undefined {
  const format = (nad.elements[3] ?? []).slice(0, 5);
  const parts = format.map((part) => part.trim()).filter((part) => part !== '');
  nad.taken = true;
  return parts.length ? parts.join(' ') : component(nad, 2, 0);
}

function addressOf(nad: Segment): Address | undefined {
  const structured = (nad.elements[3] ?? []).some((part) => part.trim() !== '');
  const lines = structured
    ? [0, 1, 2].map((line) => component(nad, 4, line))
    : [1, 2, 3].map((line) => component(nad, 2, line));
  const street = lines.some((line) => line !== undefined) ? lines : [0, 1, 2].map((line) => component(nad, 4, line));
  const address = compactly({
    addressLine1: street[0],
    addressLine2: street[1],
    addressLine3: [street[2], structured ? component(nad, 4, 3) : undefined].filter(Boolean).join(' ') || undefined,
    city: component(nad, 5),
    postCode: component(nad, 7),
    countrySubdivision: component(nad, 6),
    countryCode: component(nad, 8),
  });
  return Object.keys(address).length ? address : undefined;
}

function contactOf(segments: readonly Segment[]): Contact | undefined {
  const contact: Draft<Contact> = {};
  for (const segment of segments) {
    if (segment.tag === 'CTA') assign(contact, 'contactPoint', takeText(segment, 1, 1) ?? take(segment, 1, 0));
    if (segment.tag !== 'COM') continue;
    const value = component(segment, 0);
    const means = component(segment, 0, 1);
    if (means === 'TE') assign(contact, 'telephoneNumber', take(segment, 0));
    else if (means === 'EM' && value !== undefined) assign(contact, 'emailAddress', take(segment, 0));
  }
  return Object.keys(contact).length ? contact : undefined;
}

/** An object without the keys that are undefined. */
export function compactly<T extends Record<string, unknown>>(object: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}
