/** Check digits of the references and identifiers that payments and invoices carry. All pure, all on text. */

/** Remainder by 97 of a text of digits and letters (A=10 … Z=35), ISO 7064. */
export function mod97(text: string): number {
  let remainder = 0;
  for (let at = 0; at < text.length; at++) {
    const value = digitOf(text.charCodeAt(at));
    if (value === -1) throw new RangeError(`"${text[at]}" is neither a digit nor a letter`);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder;
}

/** 0…9 and A=10 … Z=35 of a character, small letters too; -1 for any other. */
function digitOf(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  if (code >= 65 && code <= 90) return code - 55;
  return code >= 97 && code <= 122 ? code - 87 : -1;
}

/** Luhn sum over decimal digits; true if the last digit is the right check digit. */
export function isLuhn(digits: string): boolean {
  if (!/^\d+$/.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    let digit = Number(digits[digits.length - 1 - i]);
    if (i % 2 === 1) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return sum % 10 === 0;
}

/** Removes blanks and turns to upper case, the electronic form of identifiers printed in groups. */
export function compact(text: string): string {
  return text.replace(/[\s\u00a0\u202f]/g, '').toUpperCase();
}

const IBAN_SHAPE = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;
const IBAN_LENGTHS =
  'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30';
const IBAN_LENGTH = new Map(IBAN_LENGTHS.split(' ').map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]));

/** True for an IBAN in electronic form with the right length for its country and right check digits (ISO 13616). */
export function isIban(text: string): boolean {
  if (!IBAN_SHAPE.test(text)) return false;
  const length = IBAN_LENGTH.get(text.slice(0, 2));
  if (length !== undefined && length !== text.length) return false;
  return mod97(text.slice(4) + text.slice(0, 4)) === 1;
}

/** The two check digits of an IBAN for a country and its national account number. */
export function ibanCheckDigits(country: string, bban: string): string {
  return String(98 - mod97(`${bban}${country}00`)).padStart(2, '0');
}

/** True for an ISO 11649 creditor reference (`RF18539007547034`), electronic form. */
export function isCreditorReference(text: string): boolean {
  return /^RF\d{2}[A-Z0-9]{1,21}$/.test(text) && mod97(text.slice(4) + text.slice(0, 4)) === 1;
}

/** Builds the ISO 11649 reference of up to 21 letters and digits. */
export function creditorReference(body: string): string {
  return `RF${String(98 - mod97(`${body}RF00`)).padStart(2, '0')}${body}`;
}

const RECURSIVE_TABLE = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5];

/** True for a 27-digit Swiss QR reference (mod 10 recursive). */
export function isQrReference(text: string): boolean {
  if (!/^\d{27}$/.test(text)) return false;
  let carry = 0;
  for (const digit of text.slice(0, 26)) carry = RECURSIVE_TABLE[(carry + Number(digit)) % 10]!;
  return (10 - carry) % 10 === Number(text[26]);
}

/** True for the 12 digits of a Belgian structured communication (first ten mod 97, 0 → 97). */
export function isBelgianReference(text: string): boolean {
  if (!/^\d{12}$/.test(text)) return false;
  return (Number(BigInt(text.slice(0, 10)) % 97n) || 97) === Number(text.slice(10));
}

/** True for a French SIREN: 9 digits, Luhn. */
export function isSiren(text: string): boolean {
  return /^\d{9}$/.test(text) && isLuhn(text);
}

/** True for a French SIRET: 14 digits, Luhn; La Poste's establishments (356000000) count by the sum of digits mod 5. */
export function isSiret(text: string): boolean {
  if (!/^\d{14}$/.test(text)) return false;
  if (isLuhn(text)) return true;
  return text.startsWith('356000000') && [...text].reduce((sum, digit) => sum + Number(digit), 0) % 5 === 0;
}
