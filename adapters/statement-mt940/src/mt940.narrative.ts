import { isIban } from '@lettrage/adapter-sdk';
import { asReference, asText, joinSlices, SOFT } from './mt940.join.js';

/** What a `:86:` says, in whatever dialect. `notes` is what has no field of its own. */
export interface Narrative {
  /** Transaction code of the German dialect, three digits. */
  code?: string;
  bookingText?: string;
  remittance?: string;
  name?: string;
  iban?: string;
  bic?: string;
  ultimateDebtor?: string;
  ultimateCreditor?: string;
  endToEndId?: string;
  mandateId?: string;
  paymentInformationId?: string;
  structuredReference?: string;
  returnReason?: string;
  returnText?: string;
  /** Amount the bank took for a return, as written (`EUR3,00` or `3,00`). */
  compensation?: string;
  readonly notes: string[];
}

/** A slash or a dash may part numbers in free text too: it counts only before the sub-field every text begins with. */
const GERMAN = /^(?:(\d{3})([?><@+*#~^|&%$!]|[^\dA-Za-z\s](?=00))|(\?))(?=\d{2})/;
const SLICE = 27;
const LINE = 65;
const BIC = /^[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/;
const SEPA_KEY = /(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|IBAN|BIC|PURP|MDAT|SQTP|DDAT|ORCR|ORMR)\+/;
const SWIFT_KEYS =
  'EREF|IREF|PREF|KREF|MARF|MREF|CSID|CNTP|BENM|ORDP|REMI|RTRN|ISDT|IBAN|BIC|NAME|TRTP|TRCD|TRAN|ULTC|ULTD|ULTB|PURP|CHGS|OCMT|EXCH|ID|ADDR|SVCL|ACCW|BUSP|CREF|DEBT|CRED|ORMR|SWOC';
const SWIFT_START = new RegExp(`^/(?:${SWIFT_KEYS})/`);
const SWIFT_KEY = new RegExp(`/(${SWIFT_KEYS})/`);

/** Reads the lines of a `:86:`. */
export function readNarrative(lines: readonly string[]): Narrative {
  const narrative: Narrative = { notes: [] };
  const joined = joinSlices(lines, LINE);
  const german = GERMAN.exec(joined);
  if (german) readGerman(narrative, joined, german);
  else if (SWIFT_START.test(joined)) readSwift(narrative, joined);
  else readPurpose(narrative, joined);
  return narrative;
}

/** `166?00booking text?20purpose?21…?32name`: sub-fields of two digits after a separator. */
function readGerman(to: Narrative, joined: string, [start, code, separator]: RegExpExecArray): void {
  if (code !== undefined) to.code = code;
  const plain = joined.includes(SOFT) ? joined.replaceAll(SOFT, '') : joined;
  const pieces = plain.slice(code === undefined ? 0 : start.length - 1).split(subfieldsAfter(separator ?? '?'));
  const purpose: string[] = [];
  const names: string[] = [];
  for (let at = 1; at < pieces.length; at += 2) {
    const [field, value] = [pieces[at]!, pieces[at + 1] ?? ''];
    if (field.startsWith('2') || field.startsWith('6')) purpose.push(value);
    else if (field === '32' || field === '33') names.push(value);
    else if (value.trim() !== '') readSubfield(to, field, value.trim());
  }
  readPurpose(to, joinSlices(purpose, SLICE));
  const name = asText(joinSlices(names, SLICE));
  if (name !== '') to.name = name;
}

/** One pattern for each separator a bank uses, made once. */
const SUBFIELDS = new Map<string, RegExp>();

function subfieldsAfter(separator: string): RegExp {
  let pattern = SUBFIELDS.get(separator);
  if (pattern === undefined) {
    const mark = separator.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    pattern = new RegExp(`${mark}(00|10|2\\d|3[0-9]|6[0-3])`);
    if (SUBFIELDS.size < 100) SUBFIELDS.set(separator, pattern);
  }
  return pattern;
}

function readSubfield(to: Narrative, field: string, value: string): void {
  if (field === '00') to.bookingText = value;
  else if (field === '34') to.returnReason = value;
  else if (!(BANK_FIELDS.has(field) && readBank(to, field, value))) to.notes.push(`?${field} ${value}`);
}

/** Bank (30) and account (31, in Poland 38) of the other side. */
const BANK_FIELDS = new Set(['30', '31', '38']);

/** Takes a BIC or an IBAN, Polish ones without their country too; false for a number that is neither. */
function readBank(to: Narrative, field: string, value: string): boolean {
  const plain = value.replace(/\s/g, '').toUpperCase();
  if (field === '30' && BIC.test(plain)) to.bic = plain;
  else if (field !== '30' && isIban(plain)) to.iban = plain;
  else if (field !== '30' && /^\d{26}$/.test(plain) && isIban(`PL${plain}`)) to.iban = `PL${plain}`;
  else return false;
  return true;
}

/** A purpose: free text, or keys such as `EREF+` and `SVWZ+`, wherever the slices were cut. */
function readPurpose(to: Narrative, joined: string): void {
  const pieces = joined.split(SEPA_KEY);
  const texts = [pieces[0]!];
  for (let at = 1; at < pieces.length; at += 2) {
    const [key, value] = [pieces[at]!, pieces[at + 1] ?? ''];
    if (key === 'SVWZ') texts.push(value);
    else readKey(to, key, value);
  }
  const text = texts.map(asText).filter(Boolean).join(' ');
  if (text !== '') to.remittance = text;
}

function readKey(to: Narrative, key: string, value: string): void {
  const reference = asReference(value);
  if (reference === '') return;
  if (key === 'EREF') set(to, 'endToEndId', provided(reference));
  else if (key === 'KREF' || key === 'PREF') set(to, 'paymentInformationId', provided(reference));
  else if (key === 'MREF' || key === 'MARF') set(to, 'mandateId', provided(reference));
  else if (key === 'ABWA' || key === 'ULTD') set(to, 'ultimateDebtor', asText(value));
  else if (key === 'ABWE' || key === 'ULTC' || key === 'ULTB') set(to, 'ultimateCreditor', asText(value));
  else if (key === 'IBAN' && isIban(reference.toUpperCase())) set(to, 'iban', reference.toUpperCase());
  else if (key === 'BIC' && BIC.test(reference)) set(to, 'bic', reference);
  else if (key === 'COAM') set(to, 'compensation', reference);
  else to.notes.push(`${key} ${asText(value)}`);
}

/** `/EREF/…/BENM//NAME/…/REMI/…`: code words between slashes. */
function readSwift(to: Narrative, joined: string): void {
  const pieces = joined.split(SWIFT_KEY);
  for (let at = 1; at < pieces.length; at += 2) {
    const key = pieces[at]!;
    const value = (pieces[at + 1] ?? '').replace(/^\/+|\/+$/g, '');
    if (asText(value) === '') continue;
    if (key === 'REMI') readRemittance(to, value);
    else if (key === 'RTRN') readReturn(to, value);
    else if (key === 'CNTP') readCounterparty(to, value);
    else if (key === 'NAME' || ((key === 'BENM' || key === 'ORDP') && to.name === undefined))
      set(to, 'name', asText(value.replace(/^NAME\//, '')));
    else if (key === 'TRTP') to.bookingText = asText(value);
    else readKey(to, key, value);
  }
}

/** `USTD//text`, `STRD/issuer/reference` or the text itself. */
function readRemittance(to: Narrative, value: string): void {
  const structured = /^STRD\/(?:[A-Z]*\/)?(.+)$/s.exec(value)?.[1];
  if (structured !== undefined) set(to, 'structuredReference', asReference(structured));
  else {
    const text = asText(value.replace(/^USTD\/*/, ''));
    if (text !== '') to.remittance = to.remittance === undefined ? text : `${to.remittance} ${text}`;
  }
}

function readReturn(to: Narrative, value: string): void {
  const [reason = '', ...rest] = value.split('/');
  to.returnReason = asReference(reason);
  const text = asText(rest.join(' '));
  if (text !== '') to.returnText = text;
}

/** Account, BIC, name and town between slashes. */
function readCounterparty(to: Narrative, value: string): void {
  const [account = '', bic = '', name = '', ...rest] = value.split('/');
  const iban = asReference(account).toUpperCase();
  if (isIban(iban)) set(to, 'iban', iban);
  else if (iban !== '') to.notes.push(`account ${iban}`);
  if (BIC.test(asReference(bic))) set(to, 'bic', asReference(bic));
  if (asText(name) !== '') set(to, 'name', asText(name));
  const more = asText(rest.join(' '));
  if (more !== '') to.notes.push(more);
}

type TextField = Exclude<keyof Narrative, 'notes'>;

/** The first counts; another value is kept where a person can see it. */
function set(to: Narrative, field: TextField, value: string | undefined): void {
  if (value === undefined || value === '') return;
  if (to[field] === undefined) to[field] = value;
  else if (to[field] !== value) to.notes.push(value);
}

function provided(reference: string): string | undefined {
  return /^(?:NOTPROVIDED|NONREF)$/i.test(reference) ? undefined : reference;
}
