/** An identifier with the scheme it belongs to (ISO 6523, EAS, UNTDID 1153 or 7143: the term says which). */
export interface Identifier {
  readonly value: string;
  /** Scheme identifier, such as `0002` (SIREN), `0009` (SIRET), `0225` (French electronic address). */
  readonly scheme?: string;
}

/** BG-4 Seller or BG-7 Buyer. */
export interface Party {
  /** BT-27 Seller name, BT-44 Buyer name. */
  readonly name?: string;
  /** BT-28 Seller trading name, BT-45 Buyer trading name. */
  readonly tradingName?: string;
  /** BT-29 Seller identifier, BT-46 Buyer identifier; scheme: ISO 6523. */
  readonly identifiers?: readonly Identifier[];
  /** BT-30, BT-47 Legal registration identifier (SIREN with scheme 0002). */
  readonly legalRegistrationIdentifier?: Identifier;
  /** BT-31 Seller VAT identifier, BT-48 Buyer VAT identifier. */
  readonly vatIdentifier?: string;
  /** BT-32 Seller tax registration identifier. Seller only. */
  readonly taxRegistrationIdentifier?: string;
  /** BT-33 Seller additional legal information (legal form, capital…). Seller only. */
  readonly additionalLegalInformation?: string;
  /** BT-34 Seller electronic address, BT-49 Buyer electronic address; scheme: EAS. */
  readonly electronicAddress?: Identifier;
  /** BG-5 Seller postal address, BG-8 Buyer postal address. */
  readonly postalAddress?: Address;
  /** BG-6 Seller contact, BG-9 Buyer contact. */
  readonly contact?: Contact;
}

/** BG-5, BG-8, BG-12 or BG-15. The BT numbers are those of BG-5, BG-8, BG-12, BG-15 in this order. */
export interface Address {
  /** BT-35, BT-50, BT-64, BT-75 Address line 1. */
  readonly addressLine1?: string;
  /** BT-36, BT-51, BT-65, BT-76 Address line 2. */
  readonly addressLine2?: string;
  /** BT-162, BT-163, BT-164, BT-165 Address line 3. */
  readonly addressLine3?: string;
  /** BT-37, BT-52, BT-66, BT-77 City. */
  readonly city?: string;
  /** BT-38, BT-53, BT-67, BT-78 Post code. */
  readonly postCode?: string;
  /** BT-39, BT-54, BT-68, BT-79 Country subdivision. */
  readonly countrySubdivision?: string;
  /** BT-40, BT-55, BT-69, BT-80 Country code (ISO 3166-1 alpha-2). */
  readonly countryCode?: string;
}

/** BG-6 Seller contact or BG-9 Buyer contact. */
export interface Contact {
  /** BT-41, BT-56 Contact point. */
  readonly contactPoint?: string;
  /** BT-42, BT-57 Contact telephone number. */
  readonly telephoneNumber?: string;
  /** BT-43, BT-58 Contact email address. */
  readonly emailAddress?: string;
}

/** BG-10 Payee. */
export interface Payee {
  /** BT-59 Payee name. */
  readonly name?: string;
  /** BT-60 Payee identifier. */
  readonly identifier?: Identifier;
  /** BT-61 Payee legal registration identifier. */
  readonly legalRegistrationIdentifier?: Identifier;
  /** Extension: VAT identifier of the payee. */
  readonly vatIdentifier?: string;
  /** Extension: electronic address of the payee. */
  readonly electronicAddress?: Identifier;
  /** Extension: postal address of the payee. */
  readonly postalAddress?: Address;
  /** Extension: contact of the payee. */
  readonly contact?: Contact;
}

/** BG-11 Seller tax representative party. */
export interface TaxRepresentative {
  /** BT-62 Seller tax representative name. */
  readonly name?: string;
  /** BT-63 Seller tax representative VAT identifier. */
  readonly vatIdentifier?: string;
  /** BG-12 Seller tax representative postal address. */
  readonly postalAddress?: Address;
}

/**
 * BG-20, BG-21 (document level) or BG-27, BG-28 (line). The BT numbers are those of BG-20, BG-21, BG-27, BG-28.
 * A line's allowance or charge has no VAT of its own: the line's applies.
 */
export interface AllowanceOrCharge {
  /** BT-92, BT-99, BT-136, BT-141 Amount, without VAT. */
  readonly amount?: string;
  /** BT-93, BT-100, BT-137, BT-142 Base amount. */
  readonly baseAmount?: string;
  /** BT-94, BT-101, BT-138, BT-143 Percentage. */
  readonly percentage?: string;
  /** BT-95, BT-102 VAT category code. */
  readonly vatCategoryCode?: string;
  /** BT-96, BT-103 VAT rate. */
  readonly vatRate?: string;
  /** Extension: why no VAT is charged, as text. */
  readonly vatExemptionReasonText?: string;
  /** Extension: why no VAT is charged (VATEX). */
  readonly vatExemptionReasonCode?: string;
  /** BT-97, BT-104, BT-139, BT-144 Reason. */
  readonly reason?: string;
  /** BT-98, BT-140 reason code (UNTDID 5189); BT-105, BT-145 reason code (UNTDID 7161). */
  readonly reasonCode?: string;
}
