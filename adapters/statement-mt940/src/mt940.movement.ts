import {
  AmountError,
  formatMinor,
  isCurrency,
  type Charge,
  type Counterparty,
  type Day,
  type TransactionLine,
} from '@lettrage/adapter-sdk';
import { show, type LineReferences } from '@lettrage/formats';
import type { SwiftField } from './mt940.fields.js';
import { readNarrative, type Narrative } from './mt940.narrative.js';
import { bookingDay, commaMinor, shortDay, SwiftProblem } from './mt940.values.js';

/** Dutch banks have types of two letters, filled up with a blank: `NOV `. */
const LINE_61 = /^(\d{6})(\d{4}| {4})?(R?[CD]|E[CD])([A-Z])?([\d.,]*)(?:([NFS][A-Za-z0-9]{2}[A-Za-z0-9 ])(.*))?$/s;
/** German codes of returned direct debits and transfers. */
const RETURN_CODES = new Set(['009', '059', '108', '109', '159']);
const REASON = /\b(?:A[CGM]\d\d|BE\d\d|MD\d\d|MS\d\d|RC\d\d|RR\d\d|SL\d\d|FF\d\d|DUPL|FOCR|CUST|FRAD|TECH|NARR)\b/;

const NO_CHARGES: readonly Charge[] = [];

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
  ) {
    const { match, supplement } = this.match();
    const [, value, booking, mark = '', , amount = '', type = '', rest = ''] = match;
    this.supplement = supplement;
    this.valueDate = this.day(shortDay(value!, ':61:'), value!);
    this.bookingDate = booking?.trim() ? this.day(bookingDay(booking, this.valueDate), booking) : this.valueDate;
    if (amount === '')
      throw new SwiftProblem('no-amount', 'the movement has no amount and is left out', ':61:', 'warning');
    if (type === '' && !amount.includes(','))
      throw new SwiftProblem('bad-amount', `"${show(amount)}" is not an amount (expected a decimal comma)`, ':61:');
    // RC takes a credit back, so money goes out; RD gives a debit back.
    const incoming = mark === 'C' || mark === 'RD' || mark === 'EC';
    const unsigned = commaMinor(amount, currency, ':61:');
    this.minor = incoming ? unsigned : -unsigned;
    this.reversal = mark.startsWith('R');
    this.status = mark.startsWith('E') ? 'pending' : 'booked';
    this.type = type.trimEnd().toUpperCase();
    const at = rest.indexOf('//');
    this.reference = provided((at === -1 ? rest : rest.slice(0, at)).trim());
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
    const amount = formatMinor(minor, currency);
    const counterparty = counterpartyOf(narrative, minor >= 0n);
    const { structuredReference, endToEndId } = narrative;
    const remittance = narrative.remittance ?? narrative.bookingText;
    const charges = this.charges(narrative);
    const original = this.original();
    const returned = returnOf(narrative);
    const additional = this.additional(narrative, remittance);
    const ref = references.next({
      account,
      bookingDate,
      amount,
      currency,
      bankReference,
      endToEndId,
      text: [structuredReference, remittance ?? additional].filter(Boolean).join(' '),
      counterparty,
    });
    const code = [this.type, narrative.code].filter(Boolean).join('+');
    return {
      type: 'transaction',
      ref,
      bookingDate,
      valueDate: this.valueDate,
      amount,
      currency,
      status: this.status,
      reversal: this.reversal,
      ...given({
        bankReference,
        endToEndId,
        mandateId: narrative.mandateId,
        paymentInformationId: narrative.paymentInformationId,
        structuredReference,
        remittance,
        counterparty,
        code: code === '' ? undefined : { proprietary: code },
        original,
        charges: charges.length > 0 ? charges : undefined,
        return: returned,
        additional: additional === '' ? undefined : additional,
      }),
      origin: { line: this.field.line },
    };
  }

  /** The line as it should be, else with the next one where the bank wrapped it. */
  private match(): { match: RegExpExecArray; supplement: string } {
    const [first = '', ...more] = this.field.lines;
    const plain = LINE_61.exec(first.trimEnd());
    if (plain?.[6] !== undefined) return { match: plain, supplement: more.join('') };
    const wrapped = more.length > 0 ? LINE_61.exec((first + more[0]).trimEnd()) : null;
    if (wrapped?.[6] !== undefined) {
      this.warn('wrapped-line', 'the movement is wrapped over two lines');
      return { match: wrapped, supplement: more.slice(1).join('') };
    }
    if (plain) return { match: plain, supplement: more.join('') };
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

  /** `/OCMT/USD130,00/` of the supplementary details. */
  private original(): TransactionLine['original'] {
    if (this.supplement === '') return undefined;
    const [, currency = '', amount = ''] = /\/OCMT\/([A-Z]{3})([\d,]+)/.exec(this.supplement) ?? [];
    const written = readable(currency, amount);
    return written === undefined ? undefined : { amount: written, currency };
  }

  private charges({ compensation }: Narrative): readonly Charge[] {
    if (compensation === undefined && this.supplement === '') return NO_CHARGES;
    const [, own = '', took = ''] = /\/CHGS\/([A-Z]{3})([\d,]+)/.exec(this.supplement) ?? [];
    const [, stated, amount = ''] = /^([A-Z]{3})?([\d,]+)$/.exec(compensation ?? '') ?? [];
    return [
      { currency: own, amount: readable(own, took) },
      { currency: stated ?? this.currency, amount: readable(stated ?? this.currency, amount) },
    ].flatMap(({ currency, amount: written }) =>
      written === undefined ? [] : [{ amount: written, currency, included: true }],
    );
  }

  /** What has no field: the bank's text, the customer's reference, supplementary details, unknown keys. */
  private additional(narrative: Narrative, remittance: string | undefined): string {
    const known = [narrative.endToEndId, narrative.paymentInformationId, this.bankReference];
    const reason = narrative.code !== undefined && !isReturned(narrative) ? narrative.returnReason : undefined;
    return [
      remittance === narrative.bookingText ? undefined : narrative.bookingText,
      this.reference === '' || known.includes(this.reference) ? undefined : `reference ${this.reference}`,
      this.supplement.trim(),
      narrative.compensation === undefined ? undefined : `COAM ${narrative.compensation}`,
      reason === undefined ? undefined : `?34 ${reason}`,
      ...otherUltimate(narrative, this.minor >= 0n),
      ...narrative.notes,
      ...this.extra,
    ]
      .filter(Boolean)
      .join('; ');
  }
}

function readable(currency: string, amount: string): string | undefined {
  if (!isCurrency(currency) || amount === '') return undefined;
  try {
    return formatMinor(commaMinor(amount, currency, ':61:'), currency);
  } catch (error) {
    if (error instanceof SwiftProblem || error instanceof AmountError) return undefined;
    throw error;
  }
}

function counterpartyOf(narrative: Narrative, credit: boolean): Counterparty | undefined {
  const { name, iban, bic } = narrative;
  const ultimateName = credit ? narrative.ultimateDebtor : narrative.ultimateCreditor;
  const found = given({ name, iban, bic, ultimateName });
  return Object.keys(found).length > 0 ? found : undefined;
}

function otherUltimate({ ultimateDebtor, ultimateCreditor }: Narrative, credit: boolean): (string | undefined)[] {
  const other = credit ? ultimateCreditor : ultimateDebtor;
  return [other === undefined ? undefined : `${credit ? 'ABWE' : 'ABWA'} ${other}`];
}

/** A code word says so itself; in the German dialect `?34` is a reason only with a code of a return. */
function isReturned({ code, returnReason }: Narrative): boolean {
  return code === undefined ? returnReason !== undefined : RETURN_CODES.has(code);
}

function returnOf(narrative: Narrative): TransactionLine['return'] {
  if (!isReturned(narrative)) return undefined;
  const inText = narrative.code === undefined ? undefined : REASON.exec(narrative.remittance ?? '')?.[0];
  return given({ reason: inText ?? narrative.returnReason, text: narrative.returnText ?? narrative.bookingText });
}

/** `NONREF` is the filler agreed for "no reference". */
function provided(reference: string): string {
  return /^(?:NONREF|NOTPROVIDED)$/i.test(reference) ? '' : reference;
}

/** The object without its undefined keys. */
function given<T extends object>(values: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  const kept: Partial<T> = {};
  for (const key in values) if (values[key] !== undefined) kept[key] = values[key];
  return kept as never;
}
