import type { Address, AttachedDocument, Identifier } from '../model/index.js';

/**
 * A life-cycle message (CDAR D22B) as plain data, safe to print as JSON: everything the schema can carry, under names of
 * the standard; the docstrings give the MDT numbers of XP Z12-012. What is absent has no key. Amounts are decimal
 * strings; instants `YYYY-MM-DDTHH:MM:SSZ`, days `YYYY-MM-DD`; a date in a format that is neither is kept as
 * `format N: text`.
 */
export interface LifecycleMessage {
  readonly test?: boolean;
  /** MDT-2: REGULATED, NON_REGULATED, B2C, B2CINT, B2BINT, OUTOFSCOPE. */
  readonly process?: string;
  /** MDT-3. */
  readonly profile?: string;
  /** MDT-4 Identifier of the message. */
  readonly id?: string;
  readonly name?: string;
  readonly typeCode?: string;
  readonly messageStatusCode?: string;
  /** MDT-8 Instant the message was made. */
  readonly issuedAt?: string;
  readonly language?: string;
  readonly electronicPresentation?: boolean;
  readonly version?: string;
  readonly globalId?: Identifier;
  readonly notes?: readonly LifecycleNote[];
  readonly period?: LifecyclePeriod;
  /** MDG-9 Who transmits. */
  readonly sender?: LifecycleParty;
  /** MDG-16 Who set the status. */
  readonly issuer?: LifecycleParty;
  /** MDG-23 Who is told. */
  readonly recipients?: readonly LifecycleParty[];
  readonly acknowledgements?: readonly Acknowledgement[];
}

/** An acknowledgement document: one phase, one instant, the invoices it speaks of. */
export interface Acknowledgement {
  readonly multipleReferences?: boolean;
  readonly id?: string;
  /** MDT-77: 23 processing, 305 transmission. */
  readonly phase?: string;
  readonly name?: string;
  /** MDT-78 Instant the status was set; of status 212 the cash-in. */
  readonly setAt?: string;
  readonly statusCode?: string;
  readonly acknowledgementStatusCode?: string;
  readonly itemId?: string;
  readonly reasonInformation?: readonly string[];
  readonly channelCode?: string;
  readonly processConditionCode?: string;
  readonly processCondition?: readonly string[];
  readonly status?: readonly string[];
  readonly invoices?: readonly ReferencedInvoice[];
}

/** An invoice and the status it got. */
export interface ReferencedInvoice {
  /** MDT-87 Invoice number (BT-1). */
  readonly invoiceNumber?: string;
  /** MDT-88 (UNTDID 1373). */
  readonly statusCode?: string;
  readonly copy?: boolean;
  readonly lineId?: string;
  /** MDT-91 Invoice type code (BT-3). */
  readonly invoiceTypeCode?: string;
  readonly globalId?: Identifier;
  readonly revision?: string;
  readonly name?: string;
  /** MDT-95 Instant the issuer's side got the invoice: the same for its whole life. */
  readonly receivedAt?: string;
  /** MDT-96 Attachments. */
  readonly attachments?: readonly AttachedDocument[];
  readonly referenceTypeCode?: string;
  readonly language?: string;
  readonly description?: readonly string[];
  /** MDT-100 Invoice issue date (BT-2). */
  readonly invoiceIssueDate?: string;
  readonly includedAmounts?: readonly LifecycleAmount[];
  readonly version?: string;
  readonly issueCount?: string;
  readonly statusText?: readonly string[];
  /** MDT-105 Status: 200 to 601. */
  readonly status?: string;
  /** MDT-106 Its label. */
  readonly statusLabel?: readonly string[];
  readonly type?: string;
  /** MDG-39 The seller as on the invoice: MDT-129 is BT-30. */
  readonly seller?: LifecycleParty;
  /** MDT-158 is the role. */
  readonly recipients?: readonly LifecycleParty[];
  readonly sender?: LifecycleParty;
  /** MDG-37 Details. */
  readonly details?: readonly StatusDetail[];
  readonly validity?: LifecyclePeriod;
}

/** MDG-37 A detail of a status: a reason, what is asked for, figures. */
export interface StatusDetail {
  readonly at?: string;
  readonly conditionCode?: string;
  /** MDT-113. */
  readonly reasonCode?: string;
  /** MDT-114. */
  readonly reason?: readonly string[];
  readonly condition?: readonly string[];
  /** MDT-115 Status of this detail, where it is not that of the invoice. */
  readonly status?: string;
  readonly statusLabel?: readonly string[];
  readonly reasonInformationCode?: string;
  readonly reasonInformation?: readonly string[];
  readonly reasonClassificationCode?: string;
  readonly reasonClassification?: readonly string[];
  /** MDT-121. */
  readonly requestedActionCode?: string;
  /** MDT-122. */
  readonly requestedAction?: readonly string[];
  readonly invalidInformation?: string;
  readonly validInformation?: string;
  /** MDT-124-2. */
  readonly sequence?: string;
  /** MDT-126 is the content. */
  readonly notes?: readonly LifecycleNote[];
  /** MDG-43. */
  readonly characteristics?: readonly StatusCharacteristic[];
}

/** MDG-43 A figure or value of a status, such as the amount cashed at one VAT rate. */
export interface StatusCharacteristic {
  readonly id?: string;
  /** MDT-207: MEN, MPA, RAP, ESC, CBB, DIV, DVA… */
  readonly type?: string;
  /** MDT-209 The value was changed. */
  readonly changed?: boolean;
  readonly adjustmentDirectionCode?: string;
  readonly name?: readonly string[];
  readonly description?: readonly string[];
  /** Place in the invoice. */
  readonly location?: string;
  readonly value?: readonly string[];
  /** MDT-215, of MEN with tax. */
  readonly amount?: LifecycleAmount;
  readonly measure?: Measured;
  /** MDT-219. */
  readonly date?: string;
  readonly code?: string;
  readonly quantity?: Measured;
  readonly numeric?: string;
  /** MDT-224, of MEN the VAT rate. */
  readonly percent?: string;
}

/** A company or platform in a message. */
export interface LifecycleParty {
  readonly ids?: readonly Identifier[];
  /** With a scheme: 0002 SIREN, 0238 platform. */
  readonly globalIds?: readonly Identifier[];
  readonly name?: string;
  /** BY, SE, WK, DFH… */
  readonly role?: string;
  readonly contacts?: readonly LifecycleContact[];
  readonly address?: LifecycleAddress;
  /** MDT-73: scheme 0225 in France. */
  readonly electronicAddress?: Identifier;
}

/** A person or service of a party. */
export interface LifecycleContact {
  readonly id?: string;
  readonly person?: string;
  readonly department?: string;
  readonly typeCode?: string;
  readonly telephone?: readonly string[];
  readonly fax?: readonly string[];
  readonly email?: Identifier;
}

/** A postal address as the schema has it. */
export interface LifecycleAddress extends Pick<Address, 'addressLine1' | 'addressLine2' | 'addressLine3' | 'city'> {
  readonly postCode?: string;
  readonly addressLine4?: string;
  readonly addressLine5?: string;
  readonly street?: string;
  readonly countryCode?: string;
  readonly country?: string;
  readonly countrySubdivisionCode?: string;
  readonly countrySubdivision?: string;
}

/** A free note. */
export interface LifecycleNote {
  readonly contentCode?: string;
  readonly content?: readonly string[];
  readonly subjectCode?: string;
}

/** From and to, instants or days. */
export interface LifecyclePeriod {
  readonly start?: string;
  readonly end?: string;
}

/** An amount with its currency. */
export interface LifecycleAmount {
  readonly amount: string;
  readonly currency?: string;
}

/** A number with its unit. */
export interface Measured {
  readonly value: string;
  readonly unit?: string;
}
