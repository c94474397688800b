import type { TransactionLine } from '@lettrage/adapter-sdk';
import type { LineReferences } from '@lettrage/formats';
import { written } from './camt.amount.js';
import { find, textAt, type CamtElement, batchOf } from './camt.element.js';
import type { EntryFacts } from './camt.entry.js';
import {
  additionalOf,
  chargesOf,
  codeOf,
  counterpartyOf,
  defined,
  originalOf,
  remittanceOf,
  returnOf,
  structuredReferenceOf,
  writtenCharges,
  type AccountHolder,
} from './camt.fields.js';

/** The account an entry belongs to and the references given out so far in the file. */
export interface TransactionContext {
  readonly account: string;
  readonly holder: AccountHolder;
  readonly references: LineReferences;
  /** Path of the entry, such as `BkToCstmrStmt/Stmt[1]/Ntry[3]`. */
  readonly path: string;
}

/** One transaction to write. */
export interface TransactionPart {
  readonly entry: CamtElement;
  readonly facts: EntryFacts;
  readonly detail?: CamtElement;
  readonly minor: bigint;
  /** Index and number of parts, of an entry that has several. */
  readonly batch?: { readonly index: number; readonly count: number };
  /** Remittance instead of the detail's own. */
  readonly remittance?: string;
}

/** Builds the public line of an entry or of one of its details. Throws `CamtProblem`. */
export function transactionLine(part: TransactionPart, context: TransactionContext): TransactionLine {
  const { entry, facts, detail, minor, batch } = part;
  const references = find(detail, 'Refs');
  const bankReference = textAt(references, 'AcctSvcrRef') ?? textAt(entry, 'AcctSvcrRef');
  const endToEndId = provided(textAt(references, 'EndToEndId'));
  const remittance = part.remittance ?? remittanceOf(detail);
  const structuredReference = structuredReferenceOf(detail);
  const counterparty = counterpartyOf(detail, minor >= 0n, context.holder);
  // The bank's text on an entry tells of one movement; on several it would be told several times over.
  const additional = additionalOf(entry, detail, batch === undefined);
  const amount = written(minor, facts.currency);
  const ref = context.references.next({
    account: context.account,
    bookingDate: facts.bookingDate,
    amount,
    currency: facts.currency,
    bankReference,
    endToEndId,
    text: structuredReference === undefined ? (remittance ?? additional) : `${structuredReference} ${remittance ?? ''}`,
    counterparty,
    index: batch?.index,
  });
  const charges = chargesOf(detail);
  return defined<TransactionLine>({
    type: 'transaction',
    ref,
    bookingDate: facts.bookingDate,
    valueDate: facts.valueDate,
    amount,
    currency: facts.currency,
    status: facts.status,
    reversal: facts.reversal,
    bankReference: bankReference ?? textAt(entry, 'NtryRef'),
    endToEndId,
    mandateId: provided(textAt(references, 'MndtId')),
    paymentInformationId: provided(textAt(references, 'PmtInfId') ?? textAt(batchOf(entry), 'PmtInfId')),
    structuredReference,
    remittance,
    counterparty,
    code: codeOf(detail, entry),
    original: originalOf(detail, facts.currency) ?? (batch ? undefined : originalOf(entry, facts.currency)),
    charges: writtenCharges(charges.length > 0 || batch ? charges : chargesOf(entry)),
    return: returnOf(detail),
    batch:
      batch &&
      defined({ ref: batchReference(entry, bankReference), ...batch, total: written(facts.minor, facts.currency) }),
    additional,
    origin: {
      line: (detail ?? entry).line,
      path: batch && detail ? `${context.path}/TxDtls[${batch.index}]` : context.path,
    },
  });
}

/** `NOTPROVIDED` is the filler agreed where a reference is mandatory and there is none. */
function provided(text: string | undefined): string | undefined {
  return text === 'NOTPROVIDED' ? undefined : text;
}

function batchReference(entry: CamtElement, bankReference: string | undefined): string | undefined {
  const batch = batchOf(entry);
  return textAt(batch, 'PmtInfId') ?? textAt(batch, 'MsgId') ?? textAt(entry, 'AcctSvcrRef') ?? bankReference;
}
