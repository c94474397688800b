import type { Address, Contact, Identifier, Party, Payee, TaxRepresentative } from '../model/index.js';
import type { Binding, Draft } from '../xml/xml-binding.js';
import { assign, child, children, group, object, readAll, take, text, writeAll } from '../xml/xml-binding.js';
import type { XmlElement } from '../xml/xml-tree.js';
import type { XmlNode } from '../xml/xml-writer.js';
import { identifier, identifierNode, takeIdentifier, taxScheme } from './ubl-values.js';

/** Scheme that marks a SEPA creditor identifier (BT-90) among the identifiers of a party. */
export const SEPA = 'SEPA';

export const ADDRESS: readonly Binding<Address>[] = [
  text('cbc:StreetName', 'addressLine1'),
  text('cbc:AdditionalStreetName', 'addressLine2'),
  text('cbc:CityName', 'city'),
  text('cbc:PostalZone', 'postCode'),
  text('cbc:CountrySubentity', 'countrySubdivision'),
  group('cac:AddressLine', [text('cbc:Line', 'addressLine3')]),
  group('cac:Country', [text('cbc:IdentificationCode', 'countryCode')]),
];

const CONTACT: readonly Binding<Contact>[] = [
  text('cbc:Name', 'contactPoint'),
  text('cbc:Telephone', 'telephoneNumber'),
  text('cbc:ElectronicMail', 'emailAddress'),
];

const identifiers: Binding<Party> = {
  write: (party) => (party.identifiers ?? []).map(identificationNode),
  read: (parent, party) => {
    const found = identificationsOf(parent).flatMap((id) => takeIdentifier(id) ?? []);
    if (found.length) party.identifiers = found;
  },
};

/** `PartyIdentification` of an identifier. */
export function identificationNode(id: Identifier): XmlNode {
  return { tag: 'cac:PartyIdentification', children: [identifierNode('cbc:ID', id)] };
}

/** Identifiers of a party but the SEPA creditor identifier. */
function identificationsOf(party: XmlElement): XmlElement[] {
  return children(party, 'cac:PartyIdentification')
    .flatMap((identification) => children(identification, 'cbc:ID'))
    .filter((id) => id.attributes.get('schemeID')?.toUpperCase() !== SEPA);
}

/** The SEPA creditor identifier (BT-90) among the identifiers of a party. */
export function takeCreditor(party: XmlElement | undefined): string | undefined {
  const ids = party ? children(party, 'cac:PartyIdentification').flatMap((one) => children(one, 'cbc:ID')) : [];
  return take(ids.find((id) => id.attributes.get('schemeID')?.toUpperCase() === SEPA));
}

/** `PartyTaxScheme` of the scheme VAT, or of any other (BT-32). */
function registration<M>(vat: boolean, key: keyof M): Binding<M> {
  return {
    write: (model) =>
      model[key] === undefined
        ? []
        : [
            {
              tag: 'cac:PartyTaxScheme',
              children: [{ tag: 'cbc:CompanyID', text: model[key] as string }, taxScheme(vat ? 'VAT' : 'TAX')],
            },
          ],
    read: (parent, model) => {
      for (const scheme of children(parent, 'cac:PartyTaxScheme')) {
        const tax = child(scheme, 'cac:TaxScheme');
        const id = tax && child(tax, 'cbc:ID');
        if ((id?.text.trim().toUpperCase() === 'VAT') !== vat) continue;
        take(id);
        return assign(model, key, take(child(scheme, 'cbc:CompanyID')));
      }
    },
  };
}

const NAME: readonly Binding<{ tradingName?: string }>[] = [group('cac:PartyName', [text('cbc:Name', 'tradingName')])];

const LEGAL: readonly Binding<Party>[] = [
  text('cbc:RegistrationName', 'name'),
  identifier('cbc:CompanyID', 'legalRegistrationIdentifier'),
  text('cbc:CompanyLegalForm', 'additionalLegalInformation'),
];

/** The content of `cac:Party` for BG-4 and BG-7, in schema order. */
export const PARTY: readonly Binding<Party>[] = [
  identifier('cbc:EndpointID', 'electronicAddress'),
  identifiers,
  ...(NAME as readonly Binding<Party>[]),
  object('cac:PostalAddress', 'postalAddress', ADDRESS),
  registration(true, 'vatIdentifier'),
  registration(false, 'taxRegistrationIdentifier'),
  group('cac:PartyLegalEntity', LEGAL),
  object('cac:Contact', 'contact', CONTACT),
];

/**
 * A party below an element, such as `cac:AgentParty`: only EXTENDED-CTC-FR gives it the role of the model, elsewhere a
 * manufacturer is a manufacturer.
 */
export function extendedParty<M>(key: keyof M, ...path: readonly string[]): Binding<M> {
  return {
    write: (model, scope) => {
      const party = model[key] as Party | undefined;
      const inner = party === undefined || !scope.isExtended ? [] : writeAll(PARTY, party, scope);
      const [node] = path.reduceRight<XmlNode[]>(
        (nodes, tag) => (nodes.length ? [{ tag, children: nodes }] : []),
        inner,
      );
      return node ? [node] : [];
    },
    read: (parent, model, scope) => {
      if (!scope.isExtended) return;
      const element = path.reduce<XmlElement | undefined>((one, tag) => one && child(one, tag), parent);
      if (!element) return;
      const party: Draft<Party> = {};
      readAll(PARTY, element, party, scope);
      if (Object.keys(party).length) assign(model, key, party);
    },
  };
}

const payeeIdentifier: Binding<Payee> = {
  write: (payee) => (payee.identifier === undefined ? [] : [identificationNode(payee.identifier)]),
  read: (parent, payee) => assign(payee, 'identifier', takeIdentifier(identificationsOf(parent)[0])),
};

/** BG-10. */
export const PAYEE: readonly Binding<Payee>[] = [
  identifier('cbc:EndpointID', 'electronicAddress'),
  payeeIdentifier,
  group('cac:PartyName', [text('cbc:Name', 'name')]),
  object('cac:PostalAddress', 'postalAddress', ADDRESS),
  registration(true, 'vatIdentifier'),
  group('cac:PartyLegalEntity', [identifier('cbc:CompanyID', 'legalRegistrationIdentifier')]),
  object('cac:Contact', 'contact', CONTACT),
];

/** BG-11. */
export const TAX_REPRESENTATIVE: readonly Binding<TaxRepresentative>[] = [
  group('cac:PartyName', [text('cbc:Name', 'name')]),
  object('cac:PostalAddress', 'postalAddress', ADDRESS),
  registration(true, 'vatIdentifier'),
];
