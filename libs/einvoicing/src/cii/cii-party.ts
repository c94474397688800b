import type { Address, Contact, Identifier, Party, Payee, TaxRepresentative } from '../model/index.js';
import type { XmlElement } from '../xml/xml-tree.js';
import { childOf } from '../xml/xml-tree.js';
import type { XmlNode } from '../xml/xml-writer.js';
import type { Binding } from '../xml/xml-binding.js';
import { assign, children, child, group, object, take, text } from '../xml/xml-binding.js';
import { CII_NAMESPACES } from './cii-namespaces.js';

/** Writes an identifier with its scheme. */
export function identifierNode(tag: string, identifier: Identifier): XmlNode {
  return {
    tag,
    ...(identifier.scheme === undefined ? {} : { attributes: { schemeID: identifier.scheme } }),
    text: identifier.value,
  };
}

/** Reads an identifier with its scheme; undefined if empty. */
export function takeIdentifier(element: XmlElement | undefined): Identifier | undefined {
  const value = take(element);
  const scheme = element?.attributes.get('schemeID')?.trim();
  return value === undefined ? undefined : { value, ...(scheme ? { scheme } : {}) };
}

/** An identifier that always stands in one tag, scheme or not. */
export function identifier<M>(tag: string, key: keyof M): Binding<M> {
  return {
    write: (model) => (model[key] === undefined ? [] : [identifierNode(tag, model[key] as Identifier)]),
    read: (parent, model) => assign(model, key, takeIdentifier(child(parent, tag))),
  };
}

/** A party identifier: `ram:ID` without scheme, `ram:GlobalID` with one. */
export function partyIdentifier<M>(key: keyof M): Binding<M> {
  return {
    write: (model) => {
      const value = model[key] as Identifier | undefined;
      return value === undefined ? [] : [identifierNode(value.scheme === undefined ? 'ram:ID' : 'ram:GlobalID', value)];
    },
    read: (parent, model) =>
      assign(model, key, takeIdentifier(child(parent, 'ram:GlobalID')) ?? takeIdentifier(child(parent, 'ram:ID'))),
  };
}

/** BT-29, BT-46: all private identifiers, then all with a scheme, as the schema orders them. */
const identifiers: Binding<Party> = {
  write: (party) => {
    const all = party.identifiers ?? [];
    return [
      ...all.filter((entry) => entry.scheme === undefined).map((entry) => identifierNode('ram:ID', entry)),
      ...all.filter((entry) => entry.scheme !== undefined).map((entry) => identifierNode('ram:GlobalID', entry)),
    ];
  },
  read: (parent, party) => {
    const found = [...children(parent, 'ram:ID'), ...children(parent, 'ram:GlobalID')]
      .map(takeIdentifier)
      .filter((entry) => entry !== undefined);
    if (found.length) party.identifiers = found;
  },
};

/** `SpecifiedTaxRegistration/ID`: scheme VA is the VAT identifier, FC the local tax number. */
function taxRegistration<M>(scheme: 'VA' | 'FC', key: keyof M): Binding<M> {
  return {
    write: (model) =>
      model[key] === undefined
        ? []
        : [
            {
              tag: 'ram:SpecifiedTaxRegistration',
              children: [identifierNode('ram:ID', { value: model[key] as string, scheme })],
            },
          ],
    read: (parent, model) => {
      for (const registration of children(parent, 'ram:SpecifiedTaxRegistration')) {
        const id = childOf(registration, CII_NAMESPACES.ram, 'ID');
        if (id?.attributes.get('schemeID') === scheme) return assign(model, key, take(id));
      }
    },
  };
}

export const ADDRESS: readonly Binding<Address>[] = [
  text('ram:PostcodeCode', 'postCode'),
  text('ram:LineOne', 'addressLine1'),
  text('ram:LineTwo', 'addressLine2'),
  text('ram:LineThree', 'addressLine3'),
  text('ram:CityName', 'city'),
  text('ram:CountryID', 'countryCode'),
  text('ram:CountrySubDivisionName', 'countrySubdivision'),
];

/** BT-41 stands in `PersonName`; a document with a department alone means that. */
const contactPoint: Binding<Contact> = {
  write: (contact) =>
    contact.contactPoint === undefined ? [] : [{ tag: 'ram:PersonName', text: contact.contactPoint }],
  read: (parent, contact) =>
    assign(contact, 'contactPoint', take(child(parent, 'ram:PersonName')) ?? take(child(parent, 'ram:DepartmentName'))),
};

const CONTACT: readonly Binding<Contact>[] = [
  contactPoint,
  group('ram:TelephoneUniversalCommunication', [text('ram:CompleteNumber', 'telephoneNumber')]),
  group('ram:EmailURIUniversalCommunication', [text('ram:URIID', 'emailAddress')]),
];

/** BG-4 and BG-7. */
export const PARTY: readonly Binding<Party>[] = [
  identifiers,
  text('ram:Name', 'name'),
  text('ram:Description', 'additionalLegalInformation'),
  group('ram:SpecifiedLegalOrganization', [
    identifier('ram:ID', 'legalRegistrationIdentifier'),
    text('ram:TradingBusinessName', 'tradingName'),
  ]),
  object('ram:DefinedTradeContact', 'contact', CONTACT),
  object('ram:PostalTradeAddress', 'postalAddress', ADDRESS),
  group('ram:URIUniversalCommunication', [identifier('ram:URIID', 'electronicAddress')]),
  taxRegistration('VA', 'vatIdentifier'),
  taxRegistration('FC', 'taxRegistrationIdentifier'),
];

/** BG-10. */
export const PAYEE: readonly Binding<Payee>[] = [
  partyIdentifier('identifier'),
  text('ram:Name', 'name'),
  group('ram:SpecifiedLegalOrganization', [identifier('ram:ID', 'legalRegistrationIdentifier')]),
  object('ram:DefinedTradeContact', 'contact', CONTACT),
  object('ram:PostalTradeAddress', 'postalAddress', ADDRESS),
  group('ram:URIUniversalCommunication', [identifier('ram:URIID', 'electronicAddress')]),
  taxRegistration('VA', 'vatIdentifier'),
];

/** BG-11. */
export const TAX_REPRESENTATIVE: readonly Binding<TaxRepresentative>[] = [
  text('ram:Name', 'name'),
  object('ram:PostalTradeAddress', 'postalAddress', ADDRESS),
  taxRegistration('VA', 'vatIdentifier'),
];
