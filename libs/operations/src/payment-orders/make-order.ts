import { formatMinor, InputError, parseDay, type Day, type Problem } from '@lettrage/domain';
import {
  addBankingDays,
  blocksOf,
  checkOrder,
  identifierOf,
  PAYMENT_FORMATS,
  writeOrder,
  type OrderPayment,
  type PaymentFormat,
  type PaymentOrder,
} from '@lettrage/payment-orders';
import {
  BankAccountStore,
  nextNumber,
  PaymentOrderStore,
  type BankAccount,
  type CompanyTransaction,
  type PayableFilter,
  type PayableItem,
} from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import { readCompany, type Company } from '../setup/companies.js';

/** Which items a file for the bank is made of, and how. */
export interface OrderRequest {
  readonly kind: 'collection' | 'refund';
  /** Numbers of items; each must be payable, or the file is refused. */
  readonly invoices?: readonly string[];
  /** Codes of customers. */
  readonly customers?: readonly string[];
  /** Everything due by this day that can be paid; the rest is listed with its reason. */
  readonly due?: Day;
  /** Day of collection or payment; the earliest possible otherwise, and never before an invoice is due. */
  readonly day?: Day;
  /** IBAN, number or id of our account; the only one in euros otherwise. */
  readonly account?: string;
  /** pain.008.001.02 or pain.001.001.03 unless said otherwise. */
  readonly format?: string;
  /** SEPA creditor identifier, instead of the company's setting `creditorIdentifier`. */
  readonly creditorId?: string;
  /** Banking days the bank wants before a collection; 1 unless said otherwise. */
  readonly leadDays?: number;
  readonly dryRun?: boolean;
  readonly by: string;
}

/** A payment of a file. Amounts are decimal strings. */
export interface OrderedPayment {
  readonly customer: string;
  readonly name: string;
  readonly iban: string;
  readonly endToEndId: string;
  readonly day: string;
  readonly amount: string;
  readonly invoices: readonly string[];
  readonly mandate?: string;
  readonly sequence?: string;
}

/** A file for the bank that was made, or would be. */
export interface MadeOrder {
  /** Absent in a dry run, and where there is nothing to pay. */
  readonly id?: string;
  readonly kind: 'collection' | 'refund';
  readonly format: string;
  readonly dryRun: boolean;
  readonly messageId: string;
  readonly account: string;
  readonly payments: readonly OrderedPayment[];
  readonly total: string;
  readonly skipped: readonly { readonly invoice: string; readonly customer: string; readonly why: string }[];
  readonly warnings: readonly Problem[];
  readonly xml: string;
}

/** A payment before it is written, with what it is for. */
export interface PlannedPayment {
  readonly item: PayableItem;
  /** Positive minor units. */
  readonly amount: bigint;
  readonly payment: Omit<OrderPayment, 'endToEndId'>;
  readonly mandateId?: string;
}

/** Turns the items into payments, or says why one cannot be. */
export type PlanItems = (
  tx: CompanyTransaction,
  items: readonly PayableItem[],
  days: { readonly earliest: Day; readonly asked?: Day },
) => Promise<{ readonly payments: PlannedPayment[]; readonly skipped: Skipped[] }>;

/** An item that is left out, and why. */
export interface Skipped {
  readonly item: PayableItem;
  readonly why: string;
}

/** What every bank takes. */
const FORMATS = { collection: 'pain.008.001.02', refund: 'pain.001.001.03' } as const;

/**
 * Makes a file for the bank of open items: plans the payments, makes the checks the bank makes, writes the file and
 * remembers what is on the way, in one transaction under the lock of the items, so that no item stands in two files.
 *
 * @throws InputError `not-payable` if an item that was named cannot be paid; `bad-order` if the bank would refuse the file
 */
export async function makeOrder(
  context: OperationsContext,
  companyId: string,
  request: OrderRequest,
  plan: PlanItems,
): Promise<MadeOrder> {
  if (!request.invoices && !request.customers && !request.due)
    throw new InputError('nothing-chosen', 'Say what to pay: invoices, customers, or everything due by a day.');
  const format = formatOf(request);
  const now = context.now().toISOString();
  const today = parseDay(now.slice(0, 10));
  return context.database.withCompany(companyId, async (tx) => {
    const company = await readCompany(tx);
    const account = await accountOf(tx, request.account);
    const store = new PaymentOrderStore(tx);
    await store.refresh();
    const items = await store.payable(filterOf(request));
    refuseUnknown(request.invoices, items);
    const earliest = addBankingDays(today, request.kind === 'collection' ? (request.leadDays ?? 1) : 0);
    const asked = askedDay(request.day, earliest);
    const { free, skipped } = partOf(items);
    const planned = await plan(tx, free, { earliest, ...(asked === undefined ? {} : { asked }) });
    const left = [...skipped, ...planned.skipped];
    refuseLeftOut(request.invoices, left);
    const used = await store.usedEndToEndIds(
      planned.payments.map(({ item }) => identifierOf(item.number).slice(0, 28)),
    );
    const named = planned.payments.map(namer(used));
    const made = { kind: request.kind, format, dryRun: request.dryRun ?? false, account: account.iban! };
    const leftOut = left.map(({ item, why }) => ({ invoice: item.number, customer: item.customer, why }));
    if (named.length === 0)
      return { ...made, messageId: '', payments: [], total: '0.00', skipped: leftOut, warnings: [], xml: '' };
    const order = orderOf(company, account, request, named, await messageIdOf(tx, request, now));
    const warnings = checked(order, format, today);
    const xml = writeOrder(order, format, now.slice(0, 19));
    const id = request.dryRun ? undefined : await keep(store, { order, format, xml, account, request, named });
    return {
      ...made,
      ...(id === undefined ? {} : { id }),
      messageId: order.messageId,
      payments: named.map(orderedPayment),
      total: formatMinor(sumOf(named), 'EUR'),
      skipped: leftOut,
      warnings,
      xml,
    };
  });
}

type Named = PlannedPayment & { readonly endToEndId: string };

function filterOf({ kind, invoices, customers, due }: OrderRequest): PayableFilter {
  return {
    kind,
    ...(invoices === undefined ? {} : { numbers: invoices }),
    ...(customers === undefined ? {} : { customers }),
    ...(due === undefined ? {} : { due }),
  };
}

function formatOf({ kind, format = FORMATS[kind] }: OrderRequest): PaymentFormat {
  const fitting = PAYMENT_FORMATS.filter((known) => known.startsWith(kind === 'collection' ? 'pain.008' : 'pain.001'));
  const found = fitting.find((known) => known === format);
  if (found) return found;
  throw new InputError('unknown-format', `There is no payment format "${format}". Supported: ${fitting.join(', ')}.`);
}

async function accountOf(tx: CompanyTransaction, named: string | undefined): Promise<BankAccount> {
  const accounts = (await new BankAccountStore(tx).list()).filter(({ iban, currency }) => iban && currency === 'EUR');
  const plain = named?.replace(/\s/g, '');
  const fitting = accounts.filter(({ id, iban }) => plain === undefined || plain === id || plain === iban);
  if (fitting.length === 1) return fitting[0]!;
  const known = accounts.map(({ iban }) => iban).join(', ') || 'none';
  throw new InputError('unknown-account', `Say which account in euros the file is for. Those with an IBAN: ${known}.`);
}

function refuseUnknown(numbers: readonly string[] | undefined, items: readonly PayableItem[]): void {
  const unknown = (numbers ?? []).filter((number) => !items.some((item) => item.number === number));
  if (unknown.length > 0)
    throw new InputError(
      'not-payable',
      `There is no open item ${unknown.join(', ')} to be paid this way. Nothing was written.`,
    );
}

function askedDay(day: Day | undefined, earliest: Day): Day | undefined {
  if (day !== undefined && day < earliest)
    throw new InputError('too-early', `The bank cannot do it on ${day}; the earliest day is ${earliest}.`);
  return day;
}

/** What is on its way already, disputed or in another currency is left out. */
function partOf(items: readonly PayableItem[]): { free: PayableItem[]; skipped: Skipped[] } {
  const free: PayableItem[] = [];
  const skipped: Skipped[] = [];
  for (const item of items) {
    const why =
      item.orderedBy !== undefined
        ? `it stands in the file ${item.orderedBy} already`
        : item.disputed
          ? 'it is disputed'
          : item.currency !== 'EUR'
            ? `it is in ${item.currency}, SEPA payments are in EUR`
            : undefined;
    if (why === undefined) free.push(item);
    else skipped.push({ item, why });
  }
  return { free, skipped };
}

function refuseLeftOut(numbers: readonly string[] | undefined, skipped: readonly Skipped[]): void {
  if (numbers === undefined || skipped.length === 0) return;
  const problems = skipped.map(({ item, why }): Problem => ({
    severity: 'error',
    rule: 'not-payable',
    message: why,
    location: item.number,
  }));
  const [first] = skipped;
  const more = skipped.length > 1 ? ` (${skipped.length} of them)` : '';
  throw new InputError('not-payable', `${first!.item.number}: ${first!.why}${more}. Nothing was written.`, problems);
}

/** Each payment bears the number of its invoice, and never an identifier that was used before. */
function namer(used: Set<string>): (planned: PlannedPayment) => Named {
  return (planned) => {
    const wanted = identifierOf(planned.item.number) || planned.item.id.replaceAll('-', '').slice(-12).toUpperCase();
    let endToEndId = wanted;
    for (let n = 2; used.has(endToEndId); n++) endToEndId = `${wanted.slice(0, 34 - String(n).length)}-${n}`;
    used.add(endToEndId);
    return { ...planned, endToEndId };
  };
}

async function messageIdOf(tx: CompanyTransaction, { kind, dryRun }: OrderRequest, now: string): Promise<string> {
  const day = now.slice(0, 10).replaceAll('-', '');
  const prefix = kind === 'collection' ? 'COL' : 'REF';
  return `${prefix}-${day}-${dryRun ? 'DRY-RUN' : String(await nextNumber(tx, `payment-${kind}-${day}`))}`;
}

function orderOf(
  company: Company,
  account: BankAccount,
  request: OrderRequest,
  named: readonly Named[],
  messageId: string,
): PaymentOrder {
  const creditorId = request.creditorId ?? (company.settings['creditorIdentifier'] as string | undefined);
  return {
    messageId,
    account: { name: company.name, iban: account.iban!, ...(account.bic ? { bic: account.bic } : {}) },
    ...(request.kind === 'collection' && creditorId !== undefined ? { creditorId } : {}),
    payments: named.map(({ payment, endToEndId }) => ({ ...payment, endToEndId })),
  };
}

function checked(order: PaymentOrder, format: PaymentFormat, today: Day): Problem[] {
  const problems = checkOrder(order, format, today);
  const errors = problems.filter(({ severity }) => severity !== 'warning');
  if (errors.length === 0) return problems;
  const [first] = errors;
  const more = errors.length > 1 ? ` (${errors.length} errors)` : '';
  throw new InputError('bad-order', `${first!.location}: ${first!.message}${more}. Nothing was written.`, problems);
}

async function keep(
  store: PaymentOrderStore,
  made: {
    readonly order: PaymentOrder;
    readonly format: PaymentFormat;
    readonly xml: string;
    readonly account: BankAccount;
    readonly request: OrderRequest;
    readonly named: readonly Named[];
  },
): Promise<string> {
  const { order, format, named, request } = made;
  const blocks = new Map(
    blocksOf(order, format).flatMap((block) => block.payments.map((each) => [each.endToEndId, block.id] as const)),
  );
  const days = named.map(({ payment }) => payment.date).sort();
  return store.add({
    kind: request.kind,
    format,
    messageId: order.messageId,
    accountId: made.account.id,
    day: parseDay(days[0]!),
    total: sumOf(named),
    content: made.xml,
    by: request.by,
    lines: named.map(({ item, amount, payment, endToEndId, mandateId }) => ({
      customerId: item.customerId,
      ...(mandateId === undefined ? {} : { mandateId }),
      endToEndId,
      blockId: blocks.get(endToEndId)!,
      day: parseDay(payment.date),
      ...(payment.mandate === undefined ? {} : { sequence: payment.mandate.sequence }),
      amount,
      items: [{ itemId: item.id, amount, settledBefore: item.settled }],
    })),
  });
}

function orderedPayment({ item, amount, payment, endToEndId }: Named): OrderedPayment {
  const { counterparty, date, mandate } = payment;
  return {
    customer: item.customer,
    name: counterparty.name,
    iban: counterparty.iban,
    endToEndId,
    day: date,
    amount: formatMinor(amount, 'EUR'),
    invoices: [item.number],
    ...(mandate === undefined ? {} : { mandate: mandate.id, sequence: mandate.sequence }),
  };
}

function sumOf(payments: readonly PlannedPayment[]): bigint {
  return payments.reduce((sum, { amount }) => sum + amount, 0n);
}
