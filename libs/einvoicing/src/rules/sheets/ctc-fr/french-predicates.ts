import { codes } from '../../../codes/code-list.js';
import type { XmlElement } from '../../../xml/xml-tree.js';
import { all, collapse, first } from '../xml-path.js';

/** Types of invoices the reform knows (BT-3). */
const TYPES = codes('380 389 393 501 386 500 384 471 472 473 261 262 381 396 502 503');
const RATES = codes(
  '0 0.0 0.00 10 10.0 10.00 13 13.0 13.00 20 20.0 20.00 8.5 8.50 19.6 19.60 2.1 2.10 5.5 5.50 7 7.0 7.00 20.6 20.60 1.05 0.9 0.90 1.75 9.2 9.20 9.6 9.60',
);
const CATEGORIES = codes('S E AE K G O Z');
export const ATTACHMENTS = codes(
  'RIB LISIBLE FEUILLE_DE_STYLE PJA BORDEREAU_SUIVI DOCUMENT_ANNEXE BON_LIVRAISON BON_COMMANDE BORDEREAU_SUIVI_VALIDATION ETAT_ACOMPTE FACTURE_PAIEMENT_DIRECT RECAPITULATIF_COTRAITANCE',
);
export const SELF_BILLED = codes('389 501 500 471 473 261 502');
export const DEPOSITS = codes('386 500 503');
export const CORRECTIVE = codes('384 471 472 473');
export const CREDIT_NOTES = codes('261 381 396 502 503');
export const PAID_FRAMES = codes('B2 S2 M2');
export const FINAL_FRAMES = codes('B4 S4 M4');

/** Rules of the sheets look at the text as it is written: blanks around a value are part of it. */
export const isKnownType = ({ text }: XmlElement): boolean => TYPES.has(text);
/** A VAT rate the French sheets know, as it is written. */
export const isKnownRate = (rate: string): boolean => RATES.has(rate);
/** A VAT category the French sheets know; a missing one is none. */
export const isKnownCategory = (category: XmlElement | undefined): boolean => CATEGORIES.has(category?.text ?? '');
/** IGIC or IPSI: the taxes of the Canaries and of Ceuta and Melilla. */
export const isLocalTax = (category: XmlElement | undefined): boolean =>
  category?.text === 'L' || category?.text === 'M';

/** At most so many characters, blanks included. */
export function noLongerThan(most: number): (element: XmlElement) => boolean {
  return ({ text }) => text.length <= most || [...text].length <= most;
}

/** Letters, digits and `+ - _ /`, without blanks inside or around; line breaks around are let pass. */
export function isInvoiceNumber({ text }: XmlElement): boolean {
  return /^[A-Za-z0-9+\-_/]+$/.test(collapse(text)) && !text.includes(' ');
}

/** Letters, digits and `+ - _ .`. */
export const isAddress = ({ text }: XmlElement): boolean => /^[A-Za-z0-9+\-_.]+$/.test(text);
/** More than blanks. */
export const isFilled = ({ text }: XmlElement): boolean => collapse(text) !== '';
/** Nine digits; the check digit is left to another rule. */
export const isSiren = ({ text }: XmlElement): boolean => /^\d{9}$/.test(collapse(text));

/** A day of the years 2000 to 2099, of the form `YYYY-MM-DD`. */
export function isDayOfCentury(text: string): boolean {
  const [, year, month, day] = /^(20\d{2})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.exec(text) ?? [];
  return day !== undefined && +day <= lastDay(+year!, +month!);
}

function lastDay(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}

const decimal =
  (shape: RegExp, most: number) =>
  (text: string): boolean =>
    shape.test(text) && text.replace('.', '').length <= most;

export const isAmount = decimal(/^-?\d{1,19}(\.\d{1,2})?$/, 19);
export const isQuantity = decimal(/^-?\d{1,19}(\.\d{1,4})?$/, 19);
export const isSignedPrice = decimal(/^-?\d{1,19}(\.\d{1,6})?$/, 19);
export const isPrice = decimal(/^\d{1,19}(\.\d{1,6})?$/, 19);
const isPercent = decimal(/^\d{1,4}(\.\d{1,2})?$/, 4);

/** An amount: up to 19 digits, two of them decimals. */
export const amount = ({ text }: XmlElement): boolean => isAmount(collapse(text));
/** A quantity: up to 19 digits, four of them decimals. */
export const quantity = ({ text }: XmlElement): boolean => isQuantity(collapse(text));
/** A rate: up to four digits, two of them decimals. */
export const percent = ({ text }: XmlElement): boolean => isPercent(collapse(text));

/**
 * The first SIRET of a party has 14 digits that start with its SIREN; a party other than seller and buyer may leave its
 * SIREN out.
 */
export function isSiretOf(siret: XmlElement | undefined, siren: string, mayLack = false): boolean {
  if (!siret) return true;
  const start = siret.text.slice(0, 9);
  return /^\d{14}$/.test(siret.text) && start === (siren === '' && mayLack ? start : siren);
}

/** Text of the first element at a path that carries a scheme; empty if there is none. */
export function textOfScheme(element: XmlElement, path: string, scheme: string): string {
  return all(element, path).find((found) => found.attributes.get('schemeID') === scheme)?.text ?? '';
}

/** True if no two elements carry the same scheme. */
export function areSchemesUnique(identifiers: readonly XmlElement[]): boolean {
  const schemes = identifiers.flatMap(({ attributes }) => attributes.get('schemeID') ?? []);
  return new Set(schemes).size === schemes.length;
}

/** True if every identifier carries a scheme. */
export const areSchemesGiven = (identifiers: readonly XmlElement[]): boolean =>
  identifiers.every(({ attributes }) => attributes.has('schemeID'));

/** Text of the first element at a path as it is written; empty if there is none. */
export const textAt = (element: XmlElement | undefined, path: string): string =>
  (element && first(element, path)?.text) ?? '';

/** True if one of the elements at a path reads so. */
export const someReads = (element: XmlElement, path: string, text: string): boolean =>
  all(element, path).some((found) => found.text === text);
