import { codes } from '../codes/code-list.js';
import { isFilled } from '../rules/facts.js';
import type { BilingualText } from '../rules/rule.js';
import {
  CDV_INVOICE_PROFILE,
  CDV_PPF_PROFILE,
  CHARACTERISTICS,
  COMPANY_ROLES,
  LIFECYCLE_STATUSES,
  PROCESSES,
  PUBLIC_REFUSAL_REASONS,
  REASONS_OF_STATUS,
  REQUESTED_ACTIONS,
  STATUS_CODES_OF_PHASE,
  STATUS_REASONS,
} from './lifecycle-codes.js';
import type { LifecycleParty } from './lifecycle-message.js';
import { numbered, onEach, onMessage, type LifecycleRule, type MessageFacts } from './lifecycle-rule.js';

const DOCUMENT = '/rsm:ExchangedDocument';
const CONTEXT = '/rsm:ExchangedDocumentContext';
const INVOICE_TYPES = codes('380 389 393 501 386 500 384 471 472 473 261 262 381 396 502 503');

const both = (en: string, fr: string): BilingualText => ({ en, fr });
const invoices = (facts: MessageFacts) => facts.invoices;
const details = (facts: MessageFacts) => facts.details;
const recipients = ({ message }: MessageFacts) => numbered(`${DOCUMENT}/ram:RecipientTradeParty`, message.recipients);
const hasId = (party: LifecycleParty | undefined): boolean =>
  (party?.globalIds ?? []).some(({ value }) => isFilled(value));

/** Who sends, sets and is told. */
const PARTY_RULES: readonly LifecycleRule[] = [
  onMessage(
    'BR-FR-CDV-05',
    'MDG-9',
    both('The message names its sender.', 'Le message nomme son émetteur.'),
    `${DOCUMENT}/ram:SenderTradeParty`,
    ({ message }) => message.sender !== undefined,
  ),
  onMessage(
    'BR-FR-CDV-06',
    'MDT-21',
    both("The sender's role is given.", "Le rôle de l'émetteur est donné."),
    `${DOCUMENT}/ram:SenderTradeParty/ram:RoleCode`,
    ({ message }) => message.sender === undefined || isFilled(message.sender.role),
  ),
  onMessage(
    'BR-FR-CDV-07',
    'MDT-38 MDT-77',
    both(
      'In the processing phase (23) who set the status is identified.',
      'En phase de traitement (23), celui qui pose le statut est identifié.',
    ),
    `${DOCUMENT}/ram:IssuerTradeParty/ram:GlobalID`,
    ({ message, phases }) => !phases.includes('23') || hasId(message.issuer),
  ),
  onEach(
    'BR-FR-CDV-08',
    'MDT-59 MDT-73',
    both(
      'A recipient other than a platform (WK) or the portal (DFH) has an electronic address.',
      "Un destinataire autre qu'une plateforme (WK) ou le portail (DFH) a une adresse électronique.",
    ),
    recipients,
    ([, party]) => ['WK', 'DFH'].includes(party.role ?? '') || isFilled(party.electronicAddress?.value),
    { child: 'ram:URIUniversalCommunication/ram:URIID' },
  ),
  onMessage(
    'BR-FR-CDV-CL-02',
    'MDT-21 MDT-77',
    both(
      'The sender is a platform (WK); in the processing phase it may be a company of the invoice.',
      "L'émetteur est une plateforme (WK) ; en phase de traitement, ce peut être un acteur de la facture.",
    ),
    `${DOCUMENT}/ram:SenderTradeParty/ram:RoleCode`,
    ({ message, phases }) => {
      const role = message.sender?.role ?? '';
      const allowed = role === 'WK' || (COMPANY_ROLES.has(role) && !phases.includes('305'));
      return allowed || !phases.some(isPhase) || role;
    },
  ),
  onMessage(
    'BR-FR-CDV-CL-03',
    'MDT-40 MDT-77',
    both(
      'Who set the status is a platform (WK) in the transmission phase, a company of the invoice in processing.',
      'Celui qui pose le statut est une plateforme (WK) en phase de transmission, un acteur de la facture en traitement.',
    ),
    `${DOCUMENT}/ram:IssuerTradeParty/ram:RoleCode`,
    ({ message, phases }) => {
      const role = message.issuer?.role ?? '';
      const transmission = !phases.includes('305') || role === 'WK';
      const processing = !phases.includes('23') || COMPANY_ROLES.has(role);
      return (transmission && processing) || role;
    },
  ),
  onEach(
    'BR-FR-CDV-CL-04',
    'MDT-59',
    both('The role of a recipient is in the list.', "Le rôle d'un destinataire est dans la liste."),
    recipients,
    ([, { role }]) => role === undefined || isRecipient(role) || role,
    { child: 'ram:RoleCode' },
  ),
];

/** What the message is. */
const MESSAGE_RULES: readonly LifecycleRule[] = [
  onMessage(
    'BR-FR-CDV-01',
    'MDG-3',
    both('The profile of the message is given.', 'Le profil du message est donné.'),
    `${CONTEXT}/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID`,
    ({ message }) => isFilled(message.profile),
  ),
  onMessage(
    'BR-FR-CDV-02',
    'MDT-3',
    both(
      `The profile is ${CDV_INVOICE_PROFILE}, or ${CDV_PPF_PROFILE} when the public portal (0238:0000, DFH) is the only recipient.`,
      `Le profil est ${CDV_INVOICE_PROFILE}, ou ${CDV_PPF_PROFILE} si le portail public (0238:0000, DFH) est seul destinataire.`,
    ),
    `${CONTEXT}/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID`,
    (facts) => {
      const { profile } = facts.message;
      const right = profile === CDV_INVOICE_PROFILE || (profile === CDV_PPF_PROFILE && facts.forPortalAlone);
      return right || (profile ?? false);
    },
  ),
  onMessage(
    'BR-FR-CDV-03',
    'MDT-4',
    both('The message has an identifier.', 'Le message a un identifiant.'),
    `${DOCUMENT}/ram:ID`,
    ({ message }) => isFilled(message.id),
  ),
  onMessage(
    'BR-FR-CDV-04',
    'MDG-4',
    both('The instant the message was made is given.', 'La date de création du message est donnée.'),
    `${DOCUMENT}/ram:IssueDateTime`,
    ({ message }) => isFilled(message.issuedAt),
  ),
  onEach(
    'BR-FR-CDV-09',
    'MDT-77',
    both('The phase is 23 (processing) or 305 (transmission).', 'La phase est 23 (traitement) ou 305 (transmission).'),
    (facts) => facts.acknowledgements,
    ([, { phase }]) => isPhase(phase ?? '') || (phase ?? false),
    { child: 'ram:TypeCode' },
  ),
  onMessage(
    'BR-FR-CDV-CL-01',
    'MDT-2',
    both(
      'The process is in the list; for the public portal alone it has at most 3 characters or is absent.',
      'Le processus est dans la liste ; pour le portail public seul, il a au plus 3 caractères ou est absent.',
    ),
    `${CONTEXT}/ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID`,
    (facts) => {
      const code = facts.message.process ?? '';
      return (facts.forPortalAlone ? code.length <= 3 : PROCESSES.has(code)) || code;
    },
  ),
];

/** The invoice a message speaks of, and its status. */
const INVOICE_RULES: readonly LifecycleRule[] = [
  onEach(
    'BR-FR-04',
    'MDT-91',
    both('The invoice type is one the French reform knows.', 'Le type de facture est admis par la réforme.'),
    invoices,
    ([, { invoiceTypeCode: type }]) => type === undefined || INVOICE_TYPES.has(type) || type,
    { child: 'ram:TypeCode' },
  ),
  onEach(
    'BR-FR-CDV-10',
    'MDT-87',
    both('The invoice number is given.', 'Le numéro de facture est donné.'),
    invoices,
    ([, invoice]) => isFilled(invoice.invoiceNumber) || invoice.status === '501',
    { child: 'ram:IssuerAssignedID' },
  ),
  onEach(
    'BR-FR-CDV-11',
    'MDG-35 MDT-105',
    both('The invoice date is given, except for status 501.', 'La date de facture est donnée, sauf statut 501.'),
    invoices,
    ([, invoice], facts) => isFilled(invoice.invoiceIssueDate) || facts.tellsInadmissible,
    { child: 'ram:FormattedIssueDateTime' },
  ),
  onEach(
    'BR-FR-CDV-12',
    'MDT-105',
    both('The status is given.', 'Le statut est donné.'),
    invoices,
    ([, { status }]) => isFilled(status),
    { child: 'ram:ProcessConditionCode' },
  ),
  onEach(
    'BR-FR-CDV-13',
    'MDT-129 MDT-105',
    both('The seller is identified, except for status 501.', 'Le vendeur est identifié, sauf statut 501.'),
    invoices,
    ([, { seller, status }]) => status === '501' || hasId(seller),
    { child: 'ram:IssuerTradeParty/ram:GlobalID' },
  ),
  onEach(
    'BR-FR-CDV-13',
    'MDT-129 MDT-105',
    both(
      'The seller has a SIREN (scheme 0002), unless it is not subject to VAT.',
      "Le vendeur a un SIREN (schéma 0002), sauf s'il n'est pas assujetti.",
    ),
    invoices,
    ([, { seller, status }]) => status === '501' || !hasId(seller) || sirenOf(seller) !== undefined,
    { child: 'ram:IssuerTradeParty/ram:GlobalID', severity: 'warning' },
  ),
  onEach(
    'BR-FR-CDV-CL-05',
    'MDT-88 MDT-77',
    both('The status code fits the phase.', 'Le code statut correspond à la phase.'),
    invoices,
    ([, { statusCode }, { phase = '' }]) =>
      statusCode === undefined || !isPhase(phase) || STATUS_CODES_OF_PHASE.get(phase)!.has(statusCode) || statusCode,
    { child: 'ram:StatusCode' },
  ),
  onEach(
    'BR-FR-CDV-CL-06',
    'MDT-105',
    both(
      'The status is in the list; another one must be agreed between the two parties.',
      'Le statut est dans la liste ; un autre doit être convenu entre les deux parties.',
    ),
    invoices,
    ([, { status }]) => status === undefined || LIFECYCLE_STATUSES.has(status) || status,
    { child: 'ram:ProcessConditionCode', severity: 'warning' },
  ),
  onEach(
    'BR-FR-CDV-CL-07',
    'MDT-132',
    both('The role of the seller, if given, is SE.', "Le rôle du vendeur, s'il est donné, est SE."),
    invoices,
    ([, { seller }]) => seller?.role === undefined || seller.role === 'SE' || seller.role,
    { child: 'ram:IssuerTradeParty/ram:RoleCode' },
  ),
  onEach(
    'BR-FR-CDV-CL-08',
    'MDT-158',
    both(
      "The role of the invoice's recipient is in the list.",
      'Le rôle du destinataire de la facture est dans la liste.',
    ),
    (facts) => facts.invoices.flatMap(([path, one]) => numbered(`${path}/ram:RecipientTradeParty`, one.recipients)),
    ([, { role }]) => role === undefined || isRecipient(role) || role,
    { child: 'ram:RoleCode' },
  ),
];

/** Reasons, actions and figures. */
const DETAIL_RULES: readonly LifecycleRule[] = [
  onEach(
    'BR-FR-CDV-14',
    'MDT-105 MDT-207 MDT-215 MDT-224',
    both(
      'A cashed invoice (212) has an amount and a VAT rate in every MEN, and at least one.',
      'Une facture encaissée (212) a un montant et un taux de TVA dans chaque MEN, et au moins un.',
    ),
    invoices,
    ([, { status, details: all = [] }]) => {
      if (status !== '212') return true;
      const cashed = all.flatMap((detail) => detail.characteristics ?? []).filter(({ type }) => type === 'MEN');
      return cashed.length > 0 && cashed.every(({ amount, percent }) => amount !== undefined && percent !== undefined);
    },
    { child: 'ram:SpecifiedDocumentStatus' },
  ),
  onEach(
    'BR-FR-CDV-15',
    'MDT-105 MDT-113',
    both('The statuses 206 207 208 210 213 501 have a reason.', 'Les statuts 206 207 208 210 213 501 ont un motif.'),
    invoices,
    ([, { status = '', details: all = [] }]) =>
      !LIFECYCLE_STATUSES.get(status)?.needsReason || all.some(({ reasonCode }) => isFilled(reasonCode)) || status,
    { child: 'ram:SpecifiedDocumentStatus/ram:ReasonCode' },
  ),
  onEach(
    'BR-FR-CDV-16',
    'MDT-124-2',
    both('A detail of a status has a sequence number.', 'Un détail de statut a un numéro de séquence.'),
    details,
    ([, { sequence }]) => isFilled(sequence),
    { child: 'ram:SequenceNumeric' },
  ),
  onEach(
    'BR-FR-CDV-CL-06',
    'MDT-115',
    both('The status of a detail is in the list.', "Le statut d'un détail est dans la liste."),
    details,
    ([, { status }]) => status === undefined || LIFECYCLE_STATUSES.has(status) || status,
    { child: 'ram:ProcessConditionCode', severity: 'warning' },
  ),
  onEach(
    'BR-FR-CDV-CL-09',
    'MDT-113',
    both('The reason is in the list.', 'Le motif est dans la liste.'),
    details,
    ([, { reasonCode }]) => reasonCode === undefined || STATUS_REASONS.has(reasonCode) || reasonCode,
    { child: 'ram:ReasonCode' },
  ),
  onEach(
    'BR-FR-CDV-CL-09',
    'MDT-113 MDT-105 MDT-115',
    both('The reason is one of the status.', 'Le motif est un de ceux du statut.'),
    details,
    ([, { reasonCode, status }, invoice], { message }) => {
      const code = status ?? invoice.status ?? '';
      const publicSector = (message.sender?.globalIds ?? []).some((id) => id.scheme === '0238' && id.value === '9999');
      const allowed = code === '210' && publicSector ? PUBLIC_REFUSAL_REASONS : REASONS_OF_STATUS.get(code);
      return reasonCode === undefined || !allowed || allowed.has(reasonCode) || `${code}: ${reasonCode}`;
    },
    { child: 'ram:ReasonCode' },
  ),
  onEach(
    'BR-FR-CDV-CL-10',
    'MDT-121',
    both('The action asked for is in the list.', "L'action demandée est dans la liste."),
    details,
    ([, { requestedActionCode: code }]) => code === undefined || REQUESTED_ACTIONS.has(code) || code,
    { child: 'ram:RequestedActionCode' },
  ),
  onEach(
    'BR-FR-CDV-CL-11',
    'MDT-207',
    both('The type of a figure is in the list.', "Le type d'une donnée est dans la liste."),
    (facts) =>
      facts.details.flatMap(([path, one]) =>
        numbered(`${path}/ram:SpecifiedDocumentCharacteristic`, one.characteristics),
      ),
    ([, { type }]) => type === undefined || CHARACTERISTICS.has(type) || type,
    { child: 'ram:TypeCode' },
  ),
];

/** BR-FR-CDV 1.4.0 fix 04. */
export const LIFECYCLE_RULES: readonly LifecycleRule[] = [
  ...MESSAGE_RULES,
  ...PARTY_RULES,
  ...INVOICE_RULES,
  ...DETAIL_RULES,
];

/** The SIREN of a party: the identifier of scheme 0002. */
export function sirenOf(party: LifecycleParty | undefined): string | undefined {
  return party?.globalIds?.find(({ scheme, value }) => scheme === '0002' && isFilled(value))?.value;
}

function isPhase(phase: string): boolean {
  return STATUS_CODES_OF_PHASE.has(phase);
}

function isRecipient(role: string): boolean {
  return COMPANY_ROLES.has(role) || role === 'WK' || role === 'DFH';
}
