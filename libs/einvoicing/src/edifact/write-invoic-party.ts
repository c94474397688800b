import type { Address, Identifier, Invoice, Party } from '../model/index.js';
import type { InvoicProfile } from './invoic-qualifiers.js';
import { wrap } from './invoic-values.js';
import type { SegmentWriter } from './segment-writer.js';

/** The GLN (scheme 0088) among identifiers. */
export function glnOf(identifiers: readonly Identifier[] | undefined): string | undefined {
  return identifiers?.find(({ scheme }) => scheme === '0088')?.value;
}

/** Writes the parties of an invoice with their numbers, bank accounts and contacts. */
export function writeParties(out: SegmentWriter, invoice: Invoice, profile: InvoicProfile): void {
  const { seller, buyer, payee, sellerTaxRepresentative: representative, deliveryInformation: delivery } = invoice;
  if (seller) writeParty(out, 'SU', seller, '/BG-4', payee ? [] : banksOf(invoice), profile);
  if (buyer) writeParty(out, 'BY', buyer, '/BG-7', [], profile);
  if (payee) {
    const { name, identifier, legalRegistrationIdentifier: legal } = payee;
    const party: Party = {
      ...(name === undefined ? {} : { name }),
      ...(identifier === undefined ? {} : { identifiers: [identifier] }),
      ...(legal === undefined ? {} : { legalRegistrationIdentifier: legal }),
    };
    writeParty(out, 'PE', party, '/BG-10', banksOf(invoice), profile);
  }
  if (representative) writeParty(out, 'LC', representative, '/BG-11', [], profile);
  const { deliverToPartyName: name, deliverToLocationIdentifier: place, deliverToAddress: address } = delivery ?? {};
  if (name !== undefined || place !== undefined || address !== undefined) {
    const party: Party = {
      ...(name === undefined ? {} : { name }),
      ...(place === undefined ? {} : { identifiers: [place] }),
      ...(address === undefined ? {} : { postalAddress: address }),
    };
    writeParty(out, 'DP', party, '/BG-13', [], profile);
  }
}

type Banks = NonNullable<NonNullable<Invoice['paymentInstructions']>['creditTransfers']>;

function banksOf(invoice: Invoice): Banks {
  return invoice.paymentInstructions?.creditTransfers ?? [];
}

function writeParty(
  out: SegmentWriter,
  role: string,
  party: Party,
  term: string,
  banks: Banks,
  profile: InvoicProfile,
): void {
  const identifiers = party.identifiers ?? [];
  const own =
    identifiers.find(({ scheme }) => scheme === '0088') ?? identifiers.find(({ scheme }) => scheme === undefined);
  const address = party.postalAddress ?? {};
  const name = wrap((party.name ?? '').replace(/\s+/g, ' '), 35);
  if (name.length > 5 || name.join(' ') !== (party.name ?? ''))
    out.lost(term, 'The name has more than EDIFACT can carry: it was cut.');
  const code = own && [own.value, undefined, own.scheme === undefined ? '91' : '9'];
  const { city, countrySubdivision, postCode, countryCode } = address;
  out.add(
    'NAD',
    role,
    code,
    undefined,
    name.slice(0, 5),
    streetOf(out, address, term, profile),
    city,
    countrySubdivision,
    postCode,
    countryCode,
  );
  for (const bank of banks) {
    const account = [bank.paymentAccountIdentifier, ...wrap(bank.paymentAccountName ?? '', 35).slice(0, 2)];
    const bic = bank.paymentServiceProviderIdentifier;
    out.add('FII', 'RB', account, bic === undefined ? undefined : [bic, '25', '5']);
  }
  writeNumbers(out, party, own, term);
  const { contactPoint, telephoneNumber, emailAddress } = party.contact ?? {};
  if (party.contact) out.add('CTA', 'IC', contactPoint === undefined ? undefined : ['', contactPoint]);
  if (telephoneNumber !== undefined) out.add('COM', [telephoneNumber, 'TE']);
  if (emailAddress !== undefined) out.add('COM', [emailAddress, 'EM']);
}

/** Three lines of 35 characters in D.96A, four in D.01B: the model's three, one to a component. */
function streetOf(out: SegmentWriter, address: Address, term: string, profile: InvoicProfile): (string | undefined)[] {
  const lines = [address.addressLine1, address.addressLine2, address.addressLine3];
  if (lines.some((line) => (line ?? '').length > 35))
    out.lost(term, `An address line is longer than the 35 characters of ${profile.release}: partners may cut it.`);
  return lines;
}

function writeNumbers(out: SegmentWriter, party: Party, own: Identifier | undefined, term: string): void {
  const legal = party.legalRegistrationIdentifier;
  if (party.vatIdentifier !== undefined) out.add('RFF', ['VA', party.vatIdentifier]);
  if (party.taxRegistrationIdentifier !== undefined) out.add('RFF', ['FC', party.taxRegistrationIdentifier]);
  if (legal) out.add('RFF', ['GN', legal.value]);
  // Nine digits are read back as a SIREN (0002).
  if (legal?.scheme !== undefined && (legal.scheme !== '0002' || !/^\d{9}$/.test(legal.value)))
    out.lost(term, `The scheme ${legal.scheme} of the legal identifier is lost.`);
  for (const identifier of party.identifiers ?? []) {
    if (identifier === own) continue;
    if (identifier.scheme === '0009') out.add('RFF', ['XA', identifier.value]);
    else out.lost(term, `The identifier ${identifier.value} of scheme ${identifier.scheme ?? '(none)'} is lost.`);
  }
}
