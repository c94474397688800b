import { codes } from '../../codes/code-list.js';
import type { Identifier, Party } from '../../model/index.js';
import { isFilled, placed, type InvoiceFacts } from '../facts.js';
import { rule, ruleForEach, type BilingualText, type Rule } from '../rule.js';
import { isB2B } from './document.rules.js';
import { deliveryPlaces, frenchParties } from './french-terms.js';

export const SELF_BILLED = codes('389 501 500 471 473 261 502');
const isSelfBilled = ({ invoice }: InvoiceFacts): boolean => SELF_BILLED.has(invoice.invoiceTypeCode ?? '');
const sirenOf = (party: Party | undefined): string => party?.legalRegistrationIdentifier?.value ?? '';

/** The SIRETs of the parties, each with the SIREN it must start with. */
function* sirets(facts: InvoiceFacts): Iterable<readonly [string, { siret: string; siren: string }]> {
  for (const [terms, { identifiers, legal }] of frenchParties(facts)) {
    const index = identifiers.findIndex((identifier) => identifier.scheme === '0009');
    if (index < 0) continue;
    const siren = legal && (legal.scheme ?? '0002') === '0002' ? legal.value : undefined;
    // Seller and buyer have a SIREN to start with; others may leave it out.
    const isMain = terms.identifiers === 'BT-29' || terms.identifiers === 'BT-46';
    const start = siren ?? (isMain ? 'a SIREN, which is missing' : '');
    yield [`/${terms.identifiers}[${index + 1}]`, { siret: identifiers[index]!.value, siren: start }];
  }
  for (const [path, place] of deliveryPlaces(facts))
    if (place?.scheme === '0009') yield [path, { siret: place.value, siren: '' }];
}

function* partyIdentifiers(facts: InvoiceFacts): Iterable<readonly [string, Identifier]> {
  for (const [terms, party] of frenchParties(facts)) yield* placed(`/${terms.identifiers}`, party.identifiers);
}

/** Private identifiers (scheme 0224) are judged of seller and buyer alone. */
function* tradingIdentifiers({ invoice }: InvoiceFacts): Iterable<readonly [string, Identifier]> {
  yield* placed('/BT-29', invoice.seller?.identifiers);
  yield* placed('/BT-46', invoice.buyer?.identifiers);
}

function* legalIdentifiers(facts: InvoiceFacts): Iterable<readonly [string, Identifier | undefined]> {
  for (const [terms, party] of frenchParties(facts)) yield [`/${terms.legal}`, party.legal];
}

function* addresses(facts: InvoiceFacts): Iterable<readonly [string, Identifier | undefined]> {
  for (const [terms, party] of frenchParties(facts)) yield [`/${terms.address}`, party.address];
}

const NINE_DIGITS = /^\d{9}$/;
const hasSiren = (party: Party | undefined): boolean =>
  party?.legalRegistrationIdentifier?.scheme === '0002' && NINE_DIGITS.test(sirenOf(party));
const ADDRESS_CHARACTERS = /^[A-Za-z0-9+\-_.]+$/;

const SIREN: readonly Rule[] = [
  ruleForEach(
    'BR-FR-09',
    ['BT-29', 'BT-46', 'BT-60'],
    {
      en: 'A SIRET (scheme 0009) has 14 digits and starts with the SIREN of the party.',
      fr: 'Un SIRET (schéma 0009) a 14 chiffres et commence par le SIREN de la partie.',
    },
    sirets,
    ({ siret, siren }) => (/^\d{14}$/.test(siret) && siret.startsWith(siren)) || siret,
  ),
  rule(
    'BR-FR-10',
    ['BT-30'],
    { en: 'The seller has a SIREN (BT-30) of 9 digits.', fr: 'Le vendeur a un SIREN (BT-30) de 9 chiffres.' },
    ({ invoice }) => hasSiren(invoice.seller) || sirenOf(invoice.seller),
  ),
  rule(
    'BR-FR-11',
    ['BT-47', 'BT-22'],
    {
      en: 'With treatment B2B the buyer has a SIREN (BT-47) of 9 digits.',
      fr: "En traitement B2B, l'acheteur a un SIREN (BT-47) de 9 chiffres.",
    },
    ({ invoice }) => !isB2B(invoice) || hasSiren(invoice.buyer) || sirenOf(invoice.buyer),
  ),
  ruleForEach(
    'BR-FR-32',
    ['BT-30', 'BT-47', 'BT-61'],
    {
      en: 'A legal identifier of scheme 0002 (SIREN) has 9 digits.',
      fr: 'Un identifiant légal de schéma 0002 (SIREN) a 9 chiffres.',
    },
    legalIdentifiers,
    (identifier) => identifier?.scheme !== '0002' || NINE_DIGITS.test(identifier.value) || identifier.value,
  ),
  ruleForEach(
    'BR-FR-32',
    ['BT-29', 'BT-46', 'BT-60'],
    {
      en: 'An identifier of scheme 0002 or 0231 has 9 digits.',
      fr: 'Un identifiant de schéma 0002 ou 0231 a 9 chiffres.',
    },
    partyIdentifiers,
    (identifier) =>
      !['0002', '0231'].includes(identifier.scheme ?? '') || NINE_DIGITS.test(identifier.value) || identifier.value,
  ),
];

function addressOfSiren(
  id: string,
  term: string,
  text: BilingualText,
  applies: (f: InvoiceFacts) => boolean,
  party: (f: InvoiceFacts) => Party | undefined,
): Rule {
  return rule(id, [term, 'BT-3', 'BT-22'], text, (facts) => {
    const address = party(facts)?.electronicAddress;
    if (!isB2B(facts.invoice) || !applies(facts)) return undefined;
    const siren = sirenOf(party(facts));
    return (
      (address?.scheme === '0225' && address.value.startsWith(siren)) ||
      `${address?.scheme ?? ''}:${address?.value ?? ''}`
    );
  });
}

const ADDRESSES: readonly Rule[] = [
  rule(
    'BR-FR-12',
    ['BT-49'],
    { en: 'The buyer has an electronic address (BT-49).', fr: "L'acheteur a une adresse électronique (BT-49)." },
    ({ invoice }) => isFilled(invoice.buyer?.electronicAddress?.value),
  ),
  rule(
    'BR-FR-13',
    ['BT-34'],
    { en: 'The seller has an electronic address (BT-34).', fr: 'Le vendeur a une adresse électronique (BT-34).' },
    ({ invoice }) => isFilled(invoice.seller?.electronicAddress?.value),
  ),
  addressOfSiren(
    'BR-FR-21',
    'BT-49',
    {
      en: 'With treatment B2B the buyer address (BT-49) has scheme 0225 and starts with the buyer SIREN.',
      fr: "En traitement B2B, l'adresse de l'acheteur (BT-49) est de schéma 0225 et commence par son SIREN.",
    },
    (f) => !isSelfBilled(f),
    (f) => f.invoice.buyer,
  ),
  addressOfSiren(
    'BR-FR-22',
    'BT-34',
    {
      en: 'In a self-billed B2B invoice the seller address (BT-34) has scheme 0225 and starts with the seller SIREN.',
      fr: "En autofacturation B2B, l'adresse du vendeur (BT-34) est de schéma 0225 et commence par son SIREN.",
    },
    isSelfBilled,
    (f) => f.invoice.seller,
  ),
  ruleForEach(
    'BR-FR-23',
    ['BT-34', 'BT-49'],
    {
      en: 'An address of scheme 0225 is made of letters, digits and + - _ . without blanks.',
      fr: 'Une adresse de schéma 0225 ne contient que lettres, chiffres et + - _ ., sans espace.',
    },
    addresses,
    (address) => address?.scheme !== '0225' || ADDRESS_CHARACTERS.test(address.value) || address.value,
  ),
  ruleForEach(
    'BR-FR-24',
    ['BT-29', 'BT-46', 'BT-60'],
    {
      en: 'An identifier of scheme 0224 is made of letters, digits and + - _ . without blanks.',
      fr: 'Un identifiant de schéma 0224 ne contient que lettres, chiffres et + - _ ., sans espace.',
    },
    tradingIdentifiers,
    (identifier) => identifier.scheme !== '0224' || ADDRESS_CHARACTERS.test(identifier.value) || identifier.value,
  ),
  ruleForEach(
    'BR-FR-25',
    ['BT-34', 'BT-49'],
    {
      en: 'An electronic address has at most 125 characters.',
      fr: 'Une adresse électronique a au plus 125 caractères.',
    },
    addresses,
    (address) => (address?.value ?? '').length <= 125,
  ),
  ruleForEach(
    'BR-FR-26',
    ['BT-29', 'BT-46', 'BT-60'],
    {
      en: 'An identifier of scheme 0224 has at most 100 characters.',
      fr: 'Un identifiant de schéma 0224 a au plus 100 caractères.',
    },
    tradingIdentifiers,
    (identifier) => identifier.scheme !== '0224' || identifier.value.length <= 100,
  ),
];

const isMemberOfVatGroup = ({ invoice }: InvoiceFacts): boolean =>
  Boolean(invoice.seller?.identifiers?.some((entry) => entry.scheme === '0231'));

const IDENTIFIERS: readonly Rule[] = [
  ruleForEach(
    'BR-FR-CO-10',
    ['BT-29', 'BT-46'],
    { en: 'A party has one global identifier per scheme.', fr: 'Une partie a un seul identifiant global par schéma.' },
    (f) => [...frenchParties(f)].map(([terms, party]) => [`/${terms.identifiers}`, party] as const),
    ({ identifiers }) => {
      const schemes = identifiers.flatMap(({ scheme }) => (scheme === undefined ? [] : [scheme]));
      return new Set(schemes).size === schemes.length;
    },
  ),
  rule(
    'BR-FR-CO-14',
    ['BG-1', 'BT-29'],
    {
      en: 'A member of a VAT group (scheme 0231) has a note TXD that says MEMBRE_ASSUJETTI_UNIQUE.',
      fr: "Un membre d'assujetti unique (schéma 0231) porte une note TXD MEMBRE_ASSUJETTI_UNIQUE.",
    },
    (f) =>
      !isMemberOfVatGroup(f) ||
      Boolean(f.invoice.notes?.some((note) => note.subjectCode === 'TXD' && note.note === 'MEMBRE_ASSUJETTI_UNIQUE')),
  ),
  rule(
    'BR-FR-CO-15',
    ['BG-11', 'BT-29'],
    {
      en: 'A member of a VAT group (scheme 0231) has a tax representative with VAT identifier (BT-63).',
      fr: "Un membre d'assujetti unique (schéma 0231) a un représentant fiscal avec numéro de TVA (BT-63).",
    },
    (f) => !isMemberOfVatGroup(f) || f.sellerTax.representative,
  ),
];

/** Identifiers and electronic addresses of the parties. */
export const FRENCH_PARTY_RULES: readonly Rule[] = [...SIREN, ...ADDRESSES, ...IDENTIFIERS];
