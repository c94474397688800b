import { formatMinor, type Counterparty, type Day, type TransactionLine } from '@lettrage/adapter-sdk';
import type { LineReferences } from '@lettrage/formats';
import { CfonbProblem, dayOf, signedMinor } from './cfonb.amount.js';
import { addComplement, noComplements, type Complements } from './cfonb.complement.js';
import { movementFields, type MovementFields } from './cfonb.layout.js';
import { operationOf, type Operation } from './cfonb.operation.js';

/** A movement (04) that waits for its complements (05). `minor` is signed. */
export class CfonbMovement {
  readonly minor: bigint;
  /** The value date as written, where it is none. */
  readonly badValueDate: string | undefined;
  private readonly fields: MovementFields;
  private readonly operation: Operation;
  private readonly bookingDate: Day;
  private readonly valueDate: Day | undefined;
  private readonly complements: Complements = noComplements();

  /** Reads a 04; throws {@link CfonbProblem}. */
  constructor(
    record: string,
    readonly number: number,
    private readonly currency: string,
  ) {
    this.fields = movementFields(record);
    const { date, valueDate, decimals, operation } = this.fields;
    this.operation = operationOf(operation);
    this.minor = signedMinor(record.slice(90, 104), decimals, currency);
    const bookingDate = dayOf(date);
    if (bookingDate === undefined)
      throw new CfonbProblem('bad-date', `"${date}" is not a booking date (expected DDMMYY)`, '35-40');
    this.bookingDate = bookingDate;
    this.valueDate = valueDate === date ? bookingDate : dayOf(valueDate);
    this.badValueDate = this.valueDate !== undefined || isBlank(valueDate) ? undefined : valueDate;
  }

  /** Takes a 05 of this movement. */
  complement(record: string): void {
    addComplement(this.complements, record, this.fields.amount);
  }

  /** The public line, when all complements are in. `account` is the IBAN or number. */
  line(account: string, references: LineReferences): TransactionLine {
    const { fields, operation, complements, currency, minor, bookingDate, valueDate } = this;
    const amount = formatMinor(minor, currency);
    const remittance = joinedTexts(complements.texts) || fields.label || undefined;
    const bankReference = isBlank(fields.reference) ? undefined : fields.reference;
    const counterparty = counterpartyOf(complements, minor >= 0n);
    const { structuredReference, endToEndId } = complements;
    const line: Mutable<TransactionLine> = {
      type: 'transaction',
      ref: references.next({
        account,
        bookingDate,
        amount,
        currency,
        bankReference,
        endToEndId,
        text: structuredReference === undefined ? remittance : `${structuredReference} ${remittance ?? ''}`,
        counterparty,
      }),
      bookingDate,
      amount,
      currency,
      status: 'booked',
      reversal: operation.isReversal,
      origin: { line: this.number },
    };
    if (valueDate !== undefined) line.valueDate = valueDate;
    if (bankReference !== undefined) line.bankReference = bankReference;
    if (endToEndId !== undefined) line.endToEndId = endToEndId;
    if (complements.mandateId !== undefined) line.mandateId = complements.mandateId;
    if (complements.paymentInformationId !== undefined) line.paymentInformationId = complements.paymentInformationId;
    if (structuredReference !== undefined) line.structuredReference = structuredReference;
    if (remittance !== undefined) line.remittance = remittance;
    if (counterparty !== undefined) line.counterparty = counterparty;
    if (operation.code !== '') line.code = { proprietary: operation.code };
    if (complements.original) line.original = complements.original;
    if (complements.charges.length > 0) line.charges = complements.charges;
    if (operation.isReturn) line.return = returnOf(fields);
    const additional = this.additional(remittance);
    if (additional !== '') line.additional = additional;
    return line;
  }

  /** Everything known that has no field: the label where the complements tell more, codes, flags, identifiers. */
  private additional(remittance: string | undefined): string {
    const { fields, complements, operation } = this;
    const credit = this.minor >= 0n;
    const other = credit ? complements.beneficiaryName : complements.payerName;
    const used = credit ? complements.payerName : complements.beneficiaryName;
    const otherUltimate = credit ? complements.ultimateCreditor : complements.ultimateDebtor;
    let all = remittance === fields.label ? '' : fields.label;
    if (used !== undefined && other !== undefined) all = joined(all, `${credit ? 'NBE' : 'NPY'} ${other}`);
    if (otherUltimate !== undefined) all = joined(all, `${credit ? 'NBU' : 'NPO'} ${otherUltimate}`);
    for (const note of complements.notes) if (note !== '') all = joined(all, note);
    if (!isBlank(fields.entryNumber)) all = joined(all, `entry ${fields.entryNumber}`);
    if (fields.internalOperation !== '') all = joined(all, `operation ${fields.internalOperation}`);
    if (!isBlank(fields.reject) && !operation.isReturn) all = joined(all, `reject reason ${fields.reject}`);
    if (!isBlank(fields.exempt)) all = joined(all, `exempt ${fields.exempt}`);
    if (!isBlank(fields.unavailable)) all = joined(all, `unavailable ${fields.unavailable}`);
    return all;
  }
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

const ZERO = 48;

/** Nothing or zeros only, by which banks fill fields that have nothing to tell. */
function isBlank(field: string): boolean {
  for (let at = 0; at < field.length; at++) if (field.charCodeAt(at) !== ZERO) return false;
  return true;
}

function joined(all: string, more: string): string {
  return all === '' ? more : `${all}; ${more}`;
}

function joinedTexts(texts: readonly string[]): string | undefined {
  return texts.length > 1 ? texts.join(' ') : texts[0];
}

/** The other side: the payer of what came in, the beneficiary of what went out; in a return the only one named. */
function counterpartyOf(complements: Complements, credit: boolean): Counterparty | undefined {
  const { payerName, beneficiaryName, ultimateDebtor, ultimateCreditor, iban } = complements;
  const name = credit ? (payerName ?? beneficiaryName) : (beneficiaryName ?? payerName);
  const ultimateName = credit ? ultimateDebtor : ultimateCreditor;
  if (name === undefined && ultimateName === undefined && iban === undefined) return undefined;
  const counterparty: Mutable<Counterparty> = {};
  if (name !== undefined) counterparty.name = name;
  if (iban !== undefined) counterparty.iban = iban;
  if (ultimateName !== undefined) counterparty.ultimateName = ultimateName;
  return counterparty;
}

function returnOf({ reject, label }: MovementFields): NonNullable<TransactionLine['return']> {
  return { ...(isBlank(reject) ? {} : { reason: reject }), ...(label === '' ? {} : { text: label }) };
}
