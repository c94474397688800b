import { createHash } from 'node:crypto';
import { formatMinor, parseMinor, type Problem } from '@lettrage/domain';
import type { Invoice } from '../../model/index.js';
import { CDV_INVOICE_PROFILE, LIFECYCLE_STATUSES } from '../lifecycle-codes.js';
import type { LifecycleMessage, LifecycleParty, StatusCharacteristic } from '../lifecycle-message.js';
import { cashBasisOf, type CashBasis } from './cash-basis.js';
import type { CashLine } from './read-cash.js';
import { CashSpread, type RateShare } from './spread-cash.js';

/** What to report: an invoice, all its receipts from the first on, and when its seller's side got it (status 200). */
export interface CashStatusRequest {
  readonly invoice: Invoice;
  /** Oldest first; a later run adds receipts at the end and gets the earlier messages again, byte for byte. */
  readonly cash: readonly CashLine[];
  /** MDT-95: instant of status 200, `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly deposited: string;
  /** MDT-8: instant the messages are made; by default that of the receipt, or of the deposit if it came later. */
  readonly at?: string;
}

/** One receipt as status 212. */
export interface CashStatus {
  readonly message: LifecycleMessage;
  /** Parts with tax by VAT rate; they add up to the receipt. Decimal strings. */
  readonly parts: readonly { readonly rate: string; readonly amount: string }[];
}

/** The messages, or why there are none: `excluded` is no fault, a fatal problem is one. */
export interface CashStatuses {
  readonly statuses: readonly CashStatus[];
  readonly excluded?: string;
  readonly problems: readonly Problem[];
}

/**
 * Status 212 (cashed) of each receipt of an invoice whose VAT is due on receipt.
 *
 * One message per receipt, partial or not, with the amount with tax per VAT rate; money given back is negative and needs
 * a reason. All or nothing: a receipt that is wrong (another currency, not in order, more than the invoice, more given back
 * than came in) or a term the invoice lacks gives fatal problems and no message. What is not paid in cash (discount,
 * write-off, credit on account) is not reported, so leave it out.
 */
export function cashStatuses(request: CashStatusRequest): CashStatuses {
  const basis = cashBasisOf(request.invoice);
  if ('excluded' in basis) return { statuses: [], excluded: basis.excluded, problems: [] };
  if ('problems' in basis) return { statuses: [], problems: basis.problems };
  const spread = spreadAfterDeposits(basis);
  const statuses: CashStatus[] = [];
  const problems: Problem[] = [];
  let previous = '';
  request.cash.forEach((line, index) => {
    const refused = refuse(line, previous, spread, basis, index);
    previous = line.date;
    if (refused) return problems.push(refused);
    const parts = spread.next(parseMinor(line.amount, line.currency));
    statuses.push(statusOf(request, basis, line, index + 1, namedParts(basis.shares, parts, basis.currency)));
    return undefined;
  });
  return problems.length ? { statuses: [], problems } : { statuses, problems };
}

/** One more receipt of an invoice, where the statuses before it are already told. */
export interface FurtherCashStatusRequest extends Omit<CashStatusRequest, 'cash'> {
  readonly line: CashLine;
  /** Parts of every status 212 that stands, in any order. */
  readonly before: readonly CashStatus['parts'][];
  /** Number of the message among those of the invoice, from 1; never used twice. */
  readonly ordinal: number;
}

/**
 * Status 212 of one more receipt, given what was told before: for books in which receipts are found in any order and some
 * were taken back before they were told. The rules are those of {@link cashStatuses}, but receipts may come in any order.
 */
export function furtherCashStatus(request: FurtherCashStatusRequest): CashStatuses {
  const { invoice, line, before, ordinal } = request;
  const basis = cashBasisOf(invoice);
  if ('excluded' in basis) return { statuses: [], excluded: basis.excluded, problems: [] };
  if ('problems' in basis) return { statuses: [], problems: basis.problems };
  const { currency, shares } = basis;
  const told = (rate: string): bigint =>
    before
      .flat()
      .filter((part) => part.rate === rate)
      .reduce((sum, part) => sum + parseMinor(part.amount, currency), 0n);
  const spread = spreadAfterDeposits(
    basis,
    shares.map(({ rate }) => told(rate)),
  );
  const refused = refuse(line, '', spread, basis, ordinal - 1);
  if (refused) return { statuses: [], problems: [refused] };
  const parts = namedParts(shares, spread.next(parseMinor(line.amount, line.currency)), currency);
  return { statuses: [statusOf(request, basis, line, ordinal, parts)], problems: [] };
}

/** The rates with what their deposits brought in, which documents of their own have told, and what was told since. */
function spreadAfterDeposits({ shares, prepaid }: CashBasis, told: readonly bigint[] = []): CashSpread {
  const deposited = prepaid === 0n ? shares.map(() => 0n) : new CashSpread(shares).next(prepaid);
  const given = deposited.map((part, index) => part + (told[index] ?? 0n));
  return new CashSpread(shares, given, deposited);
}

/** Why a receipt cannot be reported; undefined if it can. */
function refuse(
  line: CashLine,
  previous: string,
  spread: CashSpread,
  basis: CashBasis,
  index: number,
): Problem | undefined {
  const problem = (rule: string, message: string): Problem => ({
    severity: 'fatal',
    rule,
    message,
    location: `receipt ${index + 1} of ${line.date}`,
  });
  if (line.currency !== basis.currency)
    return problem('cash-currency', `The receipt is in ${line.currency}, the invoice in ${basis.currency}.`);
  const amount = parseMinor(line.amount, line.currency);
  if (amount === 0n) return problem('cash-zero', 'A receipt of zero is none: leave it out.');
  if (line.date.slice(0, 10) < previous.slice(0, 10))
    return problem('cash-order', 'Receipts stand oldest first; this one is older than the one before.');
  if (amount < 0n && !line.reason)
    return problem('cash-reason', 'Money given back needs a reason (MDT-126), else platforms refuse it.');
  const cumulated = spread.cumulated + amount;
  const total = sumOf(basis.shares);
  const text = (minor: bigint): string => formatMinor(minor, basis.currency);
  // What its deposits brought in was told by documents of their own.
  if ((cumulated - basis.prepaid) * total < 0n)
    return problem('cash-below-zero', `${text(-amount)} given back is more than what came in before.`);
  const beyond = total < 0n ? cumulated < total : cumulated > total;
  if (beyond)
    return problem(
      'cash-above-invoice',
      `With this receipt ${text(cumulated - basis.prepaid)} would be cashed of an invoice that asks for ${text(total - basis.prepaid)}: leave out what pays something else.`,
    );
  return undefined;
}

function namedParts(
  shares: readonly RateShare[],
  parts: readonly bigint[],
  currency: string,
): readonly { rate: string; amount: string }[] {
  return parts
    .map((minor, index) => ({ rate: shares[index]!.rate, minor }))
    .filter(({ minor }) => minor !== 0n)
    .map(({ rate, minor }) => ({ rate, amount: formatMinor(minor, currency) }));
}

function statusOf(
  request: Omit<CashStatusRequest, 'cash'>,
  basis: CashBasis,
  line: CashLine,
  ordinal: number,
  parts: CashStatus['parts'],
): CashStatus {
  const { invoice, deposited } = request;
  const setAt = line.date.length === 10 ? `${line.date}T00:00:00Z` : line.date;
  const { statusCode, label } = LIFECYCLE_STATUSES.get('212')!;
  const seller = { scheme: '0002', value: basis.sellerSiren };
  const message: LifecycleMessage = {
    process: basis.process,
    profile: CDV_INVOICE_PROFILE,
    id: identifierOf(basis, line, ordinal),
    issuedAt: request.at ?? (setAt > deposited ? setAt : deposited),
    sender: { role: 'WK' },
    issuer: { globalIds: [seller], ...nameOf(invoice.seller?.name), role: 'SE' },
    recipients: [buyerOf(invoice, basis), { globalIds: [{ value: '0000', scheme: '0238' }], role: 'DFH' }],
    acknowledgements: [
      {
        multipleReferences: false,
        phase: '23',
        setAt,
        invoices: [
          {
            invoiceNumber: basis.number,
            statusCode: statusCode!,
            invoiceTypeCode: basis.typeCode,
            receivedAt: deposited,
            invoiceIssueDate: basis.issueDate,
            status: '212',
            statusLabel: [label.fr],
            seller: { globalIds: [seller], role: 'SE' },
            details: [
              {
                sequence: '1',
                ...(line.reason === undefined ? {} : { notes: [{ content: [line.reason] }] }),
                characteristics: parts.map((part) => cashed(part, basis.currency)),
              },
            ],
          },
        ],
      },
    ],
  };
  return { message, parts };
}

function cashed({ rate, amount }: { rate: string; amount: string }, currency: string): StatusCharacteristic {
  return { type: 'MEN', changed: false, amount: { amount, currency }, percent: rate };
}

function buyerOf(invoice: Invoice, basis: CashBasis): LifecycleParty {
  return {
    globalIds: [basis.buyerIdentifier],
    ...nameOf(invoice.buyer?.name),
    role: 'BY',
    electronicAddress: basis.buyerAddress,
  };
}

function nameOf(name: string | undefined): { name?: string } {
  return name === undefined ? {} : { name };
}

/** MDT-4: the same receipt has the same identifier on every run. */
function identifierOf(basis: CashBasis, line: CashLine, ordinal: number): string {
  const facts = [basis.sellerSiren, basis.number, basis.issueDate, ordinal, line.date, line.amount, line.currency];
  const hash = createHash('sha256').update(facts.join('|')).digest('hex').slice(0, 12);
  return `${basis.number}-212-${String(ordinal).padStart(3, '0')}-${hash}`;
}

function sumOf(shares: readonly RateShare[]): bigint {
  return shares.reduce((total, share) => total + share.total, 0n);
}
