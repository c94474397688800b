import {
  AmountError,
  formatMinor,
  isCurrency,
  isIban,
  type Charge,
  type Counterparty,
  type Day,
  type TransactionLine,
} from '@lettrage/adapter-sdk';
import { show, type LineReferences } from '@lettrage/formats';
import { SwiftAmounts } from './mt940.amount.js';
import type { SwiftField } from './mt940.fields.js';
import { cutLine61, type Line61 } from './mt940.line.js';
import { readNarrative, type Narrative } from './mt940.narrative.js';
import { bookingDay, shortDay, SwiftProblem } from './mt940.values.js';

/** German codes of returned direct debits and transfers. */
const RETURN_CODES = new Set(['009', '059', '108', '109', '159']);
const REASON = /\b(?:A[CGM]\d\d|BE\d\d|MD\d\d|MS\d\d|RC\d\d|RR\d\d|SL\d\d|FF\d\d|DUPL|FOCR|CUST|FRAD|TECH|NARR)\b/;

const ACCOUNT = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;

/** Says that the reference stands in the `:86:` under this word. */
const POINTER = /^(?:EREF|PREF|MARF|MREF\+?|KREF\+?|IREF)$/;

const NO_CHARGES: readonly Charge[] = [];

type Building<T> = { -readonly [Key in keyof T]: T[Key] };

/** A `:61:` that waits for its `:86:`. `minor` is signed. */
export class SwiftMovement {
  readonly minor: bigint;
  readonly status: 'booked' | 'pending';
  /** Sentences on what was accepted although it is not as it should be. */
  readonly warnings: { readonly code: string; readonly message: string }[] = [];
  private readonly bookingDate: Day;
  private readonly valueDate: Day;
  private readonly reversal: boolean;
  private readonly type: string;
  private readonly reference: string;
  private readonly bankReference: string | undefined;
  private readonly supplement: string;
  private readonly texts: string[] = [];
  private readonly extra: string[] = [];

  /** Reads a `:61:`; throws {@link SwiftProblem}. */
  constructor(
    private readonly field: SwiftField,
    private readonly currency: string,
    amounts: SwiftAmounts = new SwiftAmounts(),
  ) {
    const { parts, supplement } = this.cut();
    const { valueDate, bookingDate, mark, amount, type = '', rest } = parts;
    this.supplement = supplement;
    this.valueDate = this.day(shortDay(valueDate, ':61:'), valueDate);
    this.bookingDate = bookingDate?.trim()
      ? this.day(bookingDay(bookingDate, this.valueDate), bookingDate)
      : this.valueDate;
    if (amount === '')
      throw new SwiftProblem('no-amount', 'the movement has no amount and is left out', ':61:', 'warning');
    if (type === '' && !amount.includes(','))
      throw new SwiftProblem('bad-amount', `"${show(amount)}" is not an amount (expected a decimal comma)`, ':61:');
    // RC takes a credit back, so money goes out; RD gives a debit back.
    const incoming = mark === 'C' || mark === 'RD' || mark === 'EC';
    const unsigned = amounts.minor(amount, currency, ':61:', field.line);
    this.minor = incoming ? unsigned : -unsigned;
    this.reversal = mark.startsWith('R');
    this.status = mark.startsWith('E') ? 'pending' : 'booked';
    this.type = type.trimEnd().toUpperCase();
    const at = rest.indexOf('//');
    const reference = provided((at === -1 ? rest : rest.slice(0, at)).trim());
    this.reference = POINTER.test(reference) ? '' : reference;
    this.bankReference = at === -1 ? undefined : provided(rest.slice(at + 2).trim()) || undefined;
  }

  /** Takes a `:86:`, or a line of the bank's own (`:NS:`). */
  add(field: SwiftField): void {
    (field.tag === 'NS' ? this.extra : this.texts).push(...field.lines);
  }

  /** The public line, when all its fields are in. */
  line(account: string, references: LineReferences): TransactionLine {
    const { minor, currency, bankReference, bookingDate } = this;
    const narrative = readNarrative(this.texts);
    narrative.iban ??= this.statedAccount(account);
    const amount = formatMinor(minor, currency);
    const counterparty = counterpartyOf(narrative, minor >= 0n);
    const { structuredReference, endToEndId } = narrative;
    const remittance = narrative.remittance ?? narrative.bookingText;
    const charges = this.charges(narrative);
    const original = this.original();
    const returned = returnOf(narrative);
    const additional = this.additional(narrative, remittance);
    const text = remittance ?? additional;
    const ref = references.next({
      account,
      bookingDate,
      amount,
      currency,
      bankReference,
      endToEndId,
      text: structuredReference === undefined ? text : `${structuredReference} ${text}`,
      counterparty,
    });
    // Key by key and in the order of the interface: a copy without the undefined ones costs more than reading the field.
    const { valueDate, status, reversal } = this;
    const line: Building<TransactionLine> = { type: 'transaction', ref, bookingDate } as TransactionLine;
    line.valueDate = valueDate;
    line.amount = amount;
    line.currency = currency;
    line.status = status;
    line.reversal = reversal;
    if (bankReference !== undefined) line.bankReference = bankReference;
    if (endToEndId !== undefined) line.endToEndId = endToEndId;
    if (narrative.mandateId !== undefined) line.mandateId = narrative.mandateId;
    if (narrative.paymentInformationId !== undefined) line.paymentInformationId = narrative.paymentInformationId;
    if (structuredReference !== undefined) line.structuredReference = structuredReference;
    if (remittance !== undefined) line.remittance = remittance;
    if (counterparty !== undefined) line.counterparty = counterparty;
    const code = narrative.code === undefined ? this.type : joined(this.type, narrative.code, '+');
    if (code !== '') line.code = { proprietary: code };
    if (original !== undefined) line.original = original;
    if (charges.length > 0) line.charges = charges;
    if (returned !== undefined) line.return = returned;
    if (additional !== '') line.additional = additional;
    line.origin = { line: this.field.line };
    return line;
  }

  /** The line as it should be, else with the next one where the bank wrapped it. */
  private cut(): { readonly parts: Line61; readonly supplement: string } {
    const { lines } = this.field;
    const first = lines[0] ?? '';
    const plain = cutLine61(first.trimEnd());
    const supplement = lines.length > 1 ? lines.slice(1).join('') : '';
    if (plain?.type !== undefined) return { parts: plain, supplement };
    const wrapped = lines.length > 1 ? cutLine61((first + lines[1]!).trimEnd()) : undefined;
    if (wrapped?.type !== undefined) {
      this.warn('wrapped-line', 'the movement is wrapped over two lines');
      return { parts: wrapped, supplement: lines.slice(2).join('') };
    }
    if (plain) return { parts: plain, supplement };
    const text = `"${show(first)}" is not a movement (expected the value date YYMMDD, C, D, RC or RD, and an amount)`;
    throw new SwiftProblem('bad-movement', text, ':61:');
  }

  private day({ day, moved }: { day: Day; moved: boolean }, written: string): Day {
    if (moved)
      this.warn('impossible-date', `"${written}" does not exist; it is read as ${day}, the last day of that month`);
    return day;
  }

  private warn(code: string, message: string): void {
    this.warnings.push({ code, message });
  }

  /** The other side's account, which Dutch banks put in the place of a reference or on the line below. */
  private statedAccount(own: string): string | undefined {
    const isOther = (text: string): boolean => text !== own && ACCOUNT.test(text) && isIban(text);
    if (isOther(this.reference)) return this.reference;
    const supplement = this.supplement.trim();
    return isOther(supplement) ? supplement : undefined;
  }

  /** `/OCMT/USD130,00/EXCH/1,11/` of the supplementary details, where it is in another currency. */
  private original(): TransactionLine['original'] {
    const [first = ''] = this.texts;
    // Italian and Scandinavian banks say it in the text instead.
    const told = this.supplement === '' && first.startsWith('/') ? this.texts.join('') : this.supplement;
    if (told === '') return undefined;
    const [, currency = '', amount = ''] = /\/OCMT\/([A-Z]{3})([\d,]+)/.exec(told) ?? [];
    const written = currency === this.currency ? undefined : readable(currency, amount);
    const [, whole, fraction = ''] = /\/EXCH\/(\d{1,12})(?:,(\d{0,12}))?(?!\d)/.exec(told) ?? [];
    const rate = whole === undefined || fraction === '' ? whole : `${whole}.${fraction}`;
    return written === undefined ? undefined : { amount: written, currency, ...(rate === undefined ? {} : { rate }) };
  }

  private charges({ compensation }: Narrative): readonly Charge[] {
    if (compensation === undefined && this.supplement === '') return NO_CHARGES;
    const [, own = '', took = ''] = /\/CHGS\/([A-Z]{3})([\d,]+)/.exec(this.supplement) ?? [];
    const [, stated, amount = ''] = /^([A-Z]{3})?([\d,]+)$/.exec(compensation ?? '') ?? [];
    return [
      { currency: own, amount: readable(own, took) },
      { currency: stated ?? this.currency, amount: readable(stated ?? this.currency, amount) },
    ].flatMap(({ currency, amount: written }) =>
      written === undefined || !/[1-9]/.test(written) ? [] : [{ amount: written, currency, included: true }],
    );
  }

  /** What has no field: the bank's text, the customer's reference, supplementary details, unknown keys. */
  private additional(narrative: Narrative, remittance: string | undefined): string {
    const { bookingText, compensation, returnReason } = narrative;
    const { reference } = this;
    const told = reference === narrative.endToEndId || reference === narrative.paymentInformationId;
    let text = '';
    if (bookingText !== undefined && remittance !== bookingText) text = bookingText;
    if (reference !== '' && reference !== this.bankReference && !told) text = joined(text, `reference ${reference}`);
    if (this.supplement !== '') text = joined(text, this.supplement.trim());
    if (compensation !== undefined) text = joined(text, `COAM ${compensation}`);
    if (returnReason !== undefined && narrative.code !== undefined && !isReturned(narrative))
      text = joined(text, `?34 ${returnReason}`);
    text = joined(text, otherUltimate(narrative, this.minor >= 0n));
    for (const note of narrative.notes) text = joined(text, note);
    for (const line of this.extra) text = joined(text, line);
    return text;
  }
}

/** Two texts of which either may be empty. */
function joined(first: string, second: string, between = '; '): string {
  if (first === '' || second === '') return first + second;
  return first + between + second;
}

function readable(currency: string, amount: string): string | undefined {
  if (!isCurrency(currency) || amount === '') return undefined;
  try {
    return formatMinor(new SwiftAmounts().minor(amount, currency, ':61:'), currency);
  } catch (error) {
    if (error instanceof SwiftProblem || error instanceof AmountError) return undefined;
    throw error;
  }
}

function counterpartyOf(narrative: Narrative, credit: boolean): Counterparty | undefined {
  const { name, iban, bic } = narrative;
  const ultimateName = credit ? narrative.ultimateDebtor : narrative.ultimateCreditor;
  const side: Building<Counterparty> = {};
  if (name !== undefined) side.name = name;
  if (iban !== undefined) side.iban = iban;
  if (bic !== undefined) side.bic = bic;
  if (ultimateName !== undefined) side.ultimateName = ultimateName;
  return (name ?? iban ?? bic ?? ultimateName) === undefined ? undefined : side;
}

function otherUltimate({ ultimateDebtor, ultimateCreditor }: Narrative, credit: boolean): string {
  const other = credit ? ultimateCreditor : ultimateDebtor;
  return other === undefined ? '' : `${credit ? 'ABWE' : 'ABWA'} ${other}`;
}

/** A code word says so itself; in the German dialect `?34` is a reason only with a code of a return. */
function isReturned({ code, returnReason }: Narrative): boolean {
  return code === undefined ? returnReason !== undefined : RETURN_CODES.has(code);
}

function returnOf(narrative: Narrative): TransactionLine['return'] {
  if (!isReturned(narrative)) return undefined;
  const inText = narrative.code === undefined ? undefined : REASON.exec(narrative.remittance ?? '')?.[0];
  const reason = inText ?? narrative.returnReason;
  const text = narrative.returnText ?? narrative.bookingText;
  return { ...(reason === undefined ? {} : { reason }), ...(text === undefined ? {} : { text }) };
}

/** `NONREF` is the filler agreed for "no reference". */
function provided(reference: string): string {
  return /^(?:NONREF|NOTPROVIDED)$/i.test(reference) ? '' : reference;
}
