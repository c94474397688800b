import { isBelgianReference, isIban } from '@lettrage/adapter-sdk';
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
/** The first line of sub-fields, below another. */
const SUBFIELDS = `${SOFT}?20`;
const SLICE = 27;
const LINE = 65;
const BIC = /^[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/;
const SEPA_KEYS = new Map(
  'EREF KREF MREF CRED DEBT COAM OAMT SVWZ ABWA ABWE IBAN PURP MDAT SQTP DDAT ORCR ORMR'
    .split(' ')
    .map((key) => [key, key]),
);
const COLON_START = /^(?:EREF|KREF|MREF|CRED|DEBT|SVWZ):/;
const COLON_KEYS = /(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|PURP): ?/g;
const BELGIAN = /([+*]{3})(\d{3})\/(\d{4})\/(\d{5})\1/;
const SWIFT_KEYS =
  'EREF|IREF|PREF|KREF|MARF|MREF|CSID|CNTP|BENM|ORDP|REMI|RTRN|ISDT|IBAN|BIC|NAME|TRTP|TRCD|TRAN|ULTC|ULTD|ULTB|PURP|CHGS|OCMT|EXCH|ID|ADDR|SVCL|ACCW|BUSP|CREF|DEBT|CRED|ORMR|SWOC';
const SWIFT_START = new RegExp(`^/(?:${SWIFT_KEYS})/`);
const SWIFT_KEY_SET = new Set(SWIFT_KEYS.split('|'));
/** A word between slashes with the end of a line in it. */
const CUT_WORD = new RegExp(`/([A-Z]*)${SOFT}([A-Z]*)/`, 'g');
const OUTER_SLASHES = new RegExp(`^[/${SOFT}]+|[/${SOFT}]+$`, 'g');
const SWIFT_KEY = new RegExp(`/(${SWIFT_KEYS})/`);

/** Reads the lines of a `:86:`. */
export function readNarrative(lines: readonly string[]): Narrative {
  const narrative: Narrative = { notes: [] };
  const joined = joinSlices(lines, LINE);
  const german = GERMAN.exec(joined);
  if (german) readGerman(narrative, joined, german);
  else if (joined.startsWith('/') && SWIFT_START.test(joined)) readSwift(narrative, joined);
  else if (joined.includes(SUBFIELDS)) readBelowText(narrative, joined);
  else if (joined.startsWith('SEPA ') && LABELLED.test(joined)) readLabelled(narrative, asText(joined));
  else readPurpose(narrative, joined);
  return narrative;
}

/** Words with a colon in columns, as ABN AMRO writes SEPA payments where its texts are not structured. */
const LABELLED = /[\s\u0001]IBAN: ?[A-Z]{2}\d{2}/;
const LABEL = /(?:^| )(IBAN|BIC|NAAM|OMSCHRIJVING|KENMERK|BETALINGSKENM\.?|MACHTIGING|INCASSANT|VOOR): ?/;
const KEY_OF: Readonly<Record<string, string>> = { KENMERK: 'EREF', MACHTIGING: 'MREF', INCASSANT: 'CSID' };

/** `SEPA OVERBOEKING IBAN: … BIC: … NAAM: … OMSCHRIJVING: …` */
function readLabelled(to: Narrative, text: string): void {
  const pieces = text.split(LABEL);
  to.bookingText = pieces[0]!.trim();
  for (let at = 1; at < pieces.length; at += 2) {
    const label = pieces[at]!.replace('.', '');
    const value = (pieces[at + 1] ?? '').trim();
    if (value === '') continue;
    if (label === 'NAAM') set(to, 'name', value);
    else if (label === 'OMSCHRIJVING') set(to, 'remittance', value);
    else if (label === 'BETALINGSKENM') set(to, 'structuredReference', asReference(value));
    else readKey(to, KEY_OF[label] ?? label, value);
  }
}

/** Sub-fields that begin on a line below the booking text, without a code: Austrian banks. */
function readBelowText(to: Narrative, joined: string): void {
  const at = joined.indexOf(SUBFIELDS);
  const start = GERMAN.exec(joined.slice(at + 1));
  if (start) readGerman(to, joined.slice(at + 1), start);
  to.bookingText ??= asText(joined.slice(0, at)) || undefined;
}

/** `166?00booking text?20purpose?21…?32name`: sub-fields of two digits after a separator. */
function readGerman(to: Narrative, joined: string, [start, code, separator]: RegExpExecArray): void {
  if (code !== undefined) to.code = code;
  const plain = joined.includes(SOFT) ? joined.replaceAll(SOFT, '') : joined;
  const mark = separator ?? '?';
  const purpose: string[] = [];
  const names: string[] = [];
  let next = nextSubfield(plain, mark, code === undefined ? 0 : start.length - 1);
  while (next !== -1) {
    const at = next;
    next = nextSubfield(plain, mark, at + 3);
    const first = plain.charCodeAt(at + 1);
    const value = plain.slice(at + 3, next === -1 ? undefined : next);
    if (first === TWO || first === SIX) purpose.push(value);
    else if (first === THREE && isName(plain.charCodeAt(at + 2))) names.push(value);
    else {
      const trimmed = value.trim();
      if (trimmed !== '') readSubfield(to, plain.slice(at + 1, at + 3), trimmed);
    }
  }
  readPurpose(to, joinSlices(purpose, SLICE));
  const name = asText(joinSlices(names, SLICE));
  if (name !== '') to.name = name;
}

const [ZERO, ONE, TWO, THREE, SIX, NINE] = [48, 49, 50, 51, 54, 57];

/** Where the next sub-field begins, with its separator: 00, 10, 20-29, 30-39 and 60-63. -1 if there is none. */
function nextSubfield(text: string, separator: string, from: number): number {
  let at = text.indexOf(separator, from);
  while (at !== -1 && !isSubfield(text.charCodeAt(at + 1), text.charCodeAt(at + 2)))
    at = text.indexOf(separator, at + 1);
  return at;
}

function isSubfield(first: number, second: number): boolean {
  if (first === TWO || first === THREE) return second >= ZERO && second <= NINE;
  if (first === SIX) return second >= ZERO && second <= THREE;
  return second === ZERO && (first === ZERO || first === ONE);
}

/** The second digit of 32 and 33. */
function isName(digit: number): boolean {
  return digit === TWO || digit === THREE;
}

function readSubfield(to: Narrative, field: string, value: string): void {
  if (field === '00') to.bookingText = value;
  else if (field === '34') to.returnReason = value;
  else if (!(BANK_FIELDS.has(field) && readBank(to, field, value))) to.notes.push(`?${field} ${value}`);
}

/** Bank (30) and account (31, in Poland 38) of the other side. */
const BANK_FIELDS = new Set(['30', '31', '38']);

/** Takes a BIC or an IBAN; false for a number that is neither. */
function readBank(to: Narrative, field: string, value: string): boolean {
  const [known, read] = field === '30' ? ([BICS, readBic] as const) : ([IBANS, readIban] as const);
  let found = known.get(value);
  if (found === undefined) {
    found = read(value.replace(/\s/g, '').toUpperCase());
    if (known.size >= BANKS_KEPT) known.clear();
    if (value.length <= LONGEST_KEPT) known.set(value, found);
  }
  if (found === '') return false;
  if (field === '30') to.bic = found;
  else to.iban = found;
  return true;
}

/** The same customers pay again and again: banks and accounts as written, and what they are (`''` for neither). */
const BICS = new Map<string, string>();
const IBANS = new Map<string, string>();
const BANKS_KEPT = 1_000;
const LONGEST_KEPT = 50;

function readBic(text: string): string {
  return BIC.test(text) ? text : '';
}

/** Polish accounts are written without their country too. */
function readIban(text: string): string {
  if (isIban(text)) return text;
  return /^\d{26}$/.test(text) && isIban(`PL${text}`) ? `PL${text}` : '';
}

/** A purpose: free text, or keys such as `EREF+` and `SVWZ+`, wherever the slices were cut. */
function readPurpose(to: Narrative, written: string): void {
  // Some programs write a colon for the plus; only where the text begins so, since payers write `IBAN:` too.
  const joined = COLON_START.test(written) ? written.replace(COLON_KEYS, '$1+') : written;
  let remittance = '';
  const take = (key: string | undefined, value: string): void => {
    if (key !== undefined && key !== 'SVWZ') readKey(to, key, value);
    else {
      const text = value === '' ? '' : asText(value);
      if (text !== '') remittance = remittance === '' ? text : `${remittance} ${text}`;
    }
  };
  let key: string | undefined;
  let from = 0;
  for (let plus = joined.indexOf('+'); plus !== -1; plus = joined.indexOf('+', plus + 1)) {
    const next = keyBefore(joined, plus, from);
    if (next === undefined) continue;
    take(key, joined.slice(from, plus - next.length));
    key = next;
    from = plus + 1;
  }
  take(key, from === 0 ? joined : joined.slice(from));
  if (remittance === '') return;
  to.remittance = remittance;
  const [, , ...digits] = (remittance.includes('/') && BELGIAN.exec(remittance)) || [];
  if (isBelgianReference(digits.join(''))) set(to, 'structuredReference', digits.join(''));
}

/** The key that ends before a plus and begins at or behind `from`. */
function keyBefore(text: string, plus: number, from: number): string | undefined {
  const long = plus - 4 >= from ? SEPA_KEYS.get(text.slice(plus - 4, plus)) : undefined;
  return long ?? (plus - 3 >= from && text.startsWith('BIC', plus - 3) ? 'BIC' : undefined);
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
  else to.notes.push(`${key} ${IDENTIFIERS.has(key) ? reference : asText(value)}`);
}

/** Keys whose value has no blanks, whatever the lines cut it into. */
const IDENTIFIERS = new Set(['CSID', 'CRED', 'DEBT', 'IREF', 'ID']);

/** `/EREF/…/BENM//NAME/…/REMI/…`: code words between slashes. */
function readSwift(to: Narrative, joined: string): void {
  const whole = joined.includes(SOFT) ? joined.replace(CUT_WORD, wholeKey) : joined;
  const pieces = whole.split(SWIFT_KEY);
  for (let at = 1; at < pieces.length; at += 2) {
    const key = pieces[at]!;
    const value = (pieces[at + 1] ?? '').replace(OUTER_SLASHES, '');
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

/** A key that the end of a line has cut is put together; any other word keeps its blank. */
function wholeKey(written: string, before: string, behind: string): string {
  return SWIFT_KEY_SET.has(before + behind) ? `/${before}${behind}/` : written;
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
