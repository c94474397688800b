import { formatMinor, type Counterparty, type Day, type TransactionLine } from '@lettrage/adapter-sdk';
import type { LineReferences } from '@lettrage/formats';
import { CfonbProblem, dayOf, signedMinor } from './cfonb.amount.js';
import { addComplement, noComplements, type Complements } from './cfonb.complement.js';
import { movementFields, type MovementFields } from './cfonb.layout.js';
import { isReturn, isReversal } from './cfonb.operation.js';

/** A movement (04) that waits for its complements (05). `minor` is signed. */
export class CfonbMovement {
  readonly minor: bigint;
  /** The value date as written, where it is none. */
  readonly badValueDate: string | undefined;
  private readonly fields: MovementFields;
  private readonly bookingDate: Day;
  private readonly complements: Complements = noComplements();

  /** Reads a 04; throws {@link CfonbProblem}. */
  constructor(
    record: string,
    readonly number: number,
    private readonly currency: string,
  ) {
    this.fields = movementFields(record);
    this.minor = signedMinor(record.slice(90, 104), this.fields.decimals, currency);
    const bookingDate = dayOf(this.fields.date);
    if (bookingDate === undefined)
      throw new CfonbProblem('bad-date', `"${this.fields.date}" is not a booking date (expected DDMMYY)`, '35-40');
    this.bookingDate = bookingDate;
    const { valueDate } = this.fields;
    this.badValueDate = /^0*$/.test(valueDate) || dayOf(valueDate) !== undefined ? undefined : valueDate;
  }

  /** Takes a 05 of this movement. */
  complement(record: string): void {
    addComplement(this.complements, record, this.fields.amount);
  }

  /** The public line, when all complements are in. `account` is the IBAN or number. */
  line(account: string, references: LineReferences): TransactionLine {
    const { fields, complements, currency, minor, bookingDate } = this;
    const amount = formatMinor(minor, currency);
    const remittance = complements.texts.join(' ') || fields.label || undefined;
    const bankReference = /^0*$/.test(fields.reference) ? undefined : fields.reference;
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
      reversal: isReversal(fields.operation),
      origin: { line: this.number },
    };
    const valueDate = dayOf(fields.valueDate);
    if (valueDate !== undefined) line.valueDate = valueDate;
    if (bankReference !== undefined) line.bankReference = bankReference;
    if (endToEndId !== undefined) line.endToEndId = endToEndId;
    if (complements.mandateId !== undefined) line.mandateId = complements.mandateId;
    if (complements.paymentInformationId !== undefined) line.paymentInformationId = complements.paymentInformationId;
    if (structuredReference !== undefined) line.structuredReference = structuredReference;
    if (remittance !== undefined) line.remittance = remittance;
    if (counterparty !== undefined) line.counterparty = counterparty;
    if (fields.operation !== '') line.code = { proprietary: fields.operation.toUpperCase() };
    if (complements.original) line.original = complements.original;
    if (complements.charges.length > 0) line.charges = complements.charges;
    if (isReturn(fields.operation)) line.return = returnOf(fields);
    const additional = this.additional(remittance);
    if (additional !== '') line.additional = additional;
    return line;
  }

  /** Everything known that has no field: the label where the complements tell more, codes, flags, identifiers. */
  private additional(remittance: string | undefined): string {
    const { fields, complements } = this;
    const credit = this.minor >= 0n;
    const other = credit ? complements.beneficiaryName : complements.payerName;
    const used = credit ? complements.payerName : complements.beneficiaryName;
    const otherUltimate = credit ? complements.ultimateCreditor : complements.ultimateDebtor;
    const parts = [
      remittance === fields.label ? '' : fields.label,
      used !== undefined && other !== undefined ? `${credit ? 'NBE' : 'NPY'} ${other}` : '',
      otherUltimate === undefined ? '' : `${credit ? 'NBU' : 'NPO'} ${otherUltimate}`,
      ...complements.notes,
      /^0*$/.test(fields.entryNumber) ? '' : `entry ${fields.entryNumber}`,
      fields.internalOperation === '' ? '' : `operation ${fields.internalOperation}`,
      /^0*$/.test(fields.reject) || isReturn(fields.operation) ? '' : `reject reason ${fields.reject}`,
      /^0?$/.test(fields.exempt) ? '' : `exempt ${fields.exempt}`,
      /^0?$/.test(fields.unavailable) ? '' : `unavailable ${fields.unavailable}`,
    ];
    return parts.filter(Boolean).join('; ');
  }
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** The other side: the payer of what came in, the beneficiary of what went out; in a return the only one named. */
function counterpartyOf(complements: Complements, credit: boolean): Counterparty | undefined {
  const { payerName, beneficiaryName, ultimateDebtor, ultimateCreditor, iban } = complements;
  const name = credit ? (payerName ?? beneficiaryName) : (beneficiaryName ?? payerName);
  const ultimateName = credit ? ultimateDebtor : ultimateCreditor;
  if (name === undefined && ultimateName === undefined && iban === undefined) return undefined;
  return {
    ...(name === undefined ? {} : { name }),
    ...(iban === undefined ? {} : { iban }),
    ...(ultimateName === undefined ? {} : { ultimateName }),
  };
}

function returnOf({ reject, label }: MovementFields): NonNullable<TransactionLine['return']> {
  return { ...(/^0*$/.test(reject) ? {} : { reason: reject }), ...(label === '' ? {} : { text: label }) };
}
