import { openOf, restOf, type CustomerRow, type ItemRow, type PaymentRow } from '@lettrage/billing';
import type { CustomerIdentity, TransactionLine } from '@lettrage/domain';
import { customerKeys, itemKeys, numberKeys, payerKeysOf } from '@lettrage/reconciliation';
import { mergeRows } from '../bulk/merge-rows.js';
import type { CompanyTransaction } from '../company-transaction.js';
import { PAID } from '../reconcile/learned.store.js';
import { inChunks, insertRows } from './insert-rows.js';

/** Before the number keys of an item that is settled: a line that names it is a second payment, or returns the first. */
export const SETTLED = 'was:';

interface Key {
  readonly key: string;
  readonly id: string;
}

/** The number credit on account goes by among open items: the source's own, else the id of the payment. */
export function creditNumber(payment: { readonly id: string; readonly number?: string | null }): string {
  return payment.number ?? payment.id;
}

/** So many keys are worth a temporary table. */
const MANY = 2_000;

/** The lookup keys of what is open, exactly as the matching engine computes them. */
export class KeyTables {
  constructor(private readonly tx: CompanyTransaction) {}

  async keep(changed: {
    readonly items?: readonly ItemRow[];
    readonly payments?: readonly PaymentRow[];
    readonly customers?: readonly CustomerRow[];
    readonly fresh?: boolean;
  }): Promise<void> {
    const { items = [], payments = [], customers = [], fresh = false } = changed;
    if (!fresh) await this.dropItemKeys([...items, ...payments].map((row) => row.id));
    await this.addItemKeys([...items.flatMap(keysOfItem), ...payments.flatMap(keysOfPayment)]);
    await this.replaceCustomerKeys(customers);
  }

  private async dropItemKeys(ids: readonly string[]): Promise<void> {
    for (const chunk of inChunks(ids)) {
      await this.tx.execute('delete from books.item_key where company_id = $1 and item_id = any($2::uuid[])', [
        this.tx.companyId,
        chunk,
      ]);
    }
  }

  private async addItemKeys(keys: readonly Key[]): Promise<void> {
    if (keys.length >= MANY) {
      const rows = keys.map(({ key, id }) => [key, id]);
      await mergeRows(this.tx, { table: 'books.item_key', columns: ['key', 'item_id'], rows });
      return;
    }
    await insertRows(
      this.tx,
      'books.item_key',
      [KEY, ['item_id', 'uuid', (row: Key) => row.id]],
      keys,
      'on conflict do nothing',
    );
  }

  private async replaceCustomerKeys(customers: readonly CustomerRow[]): Promise<void> {
    if (customers.length === 0) return;
    const ids = customers.map((customer) => customer.id);
    await this.tx.execute('delete from books.customer_key where company_id = $1 and customer_id = any($2::uuid[])', [
      this.tx.companyId,
      ids,
    ]);
    const keys = customers.flatMap((customer) =>
      customerKeys(identityOf(customer)).map((key) => ({ key, id: customer.id })),
    );
    await insertRows(
      this.tx,
      'books.customer_key',
      [KEY, ['customer_id', 'uuid', (row: Key) => row.id]],
      keys,
      'on conflict do nothing',
    );
  }
}

const KEY = ['key', 'text', (row: Key) => row.key] as const;

/** A customer as the engine knows it: by its code. */
export function identityOf(customer: CustomerRow): CustomerIdentity {
  return {
    id: customer.code,
    name: customer.name,
    ibans: customer.ibans,
    ...(customer.siren === undefined ? {} : { siren: customer.siren }),
    ...(customer.ledgerAccount === undefined ? {} : { account: customer.ledgerAccount }),
    ...(customer.groupCode === undefined ? {} : { groupId: customer.groupCode }),
  };
}

function keysOfItem(item: ItemRow): Key[] {
  const open = openOf(item);
  const keys = open === 0n ? numberKeys(item.number).map((key) => `${SETTLED}${key}`) : itemKeys({ ...item, open });
  return keys.map((key) => ({ key, id: item.id }));
}

function keysOfPayment(payment: PaymentRow): Key[] {
  if (!payment.customer || payment.withdrawn) return [];
  const open = -restOf(payment);
  const credit = open === 0n ? [] : itemKeys({ number: creditNumber(payment), currency: payment.currency, open });
  return [...credit, ...keysOfLine(payment)].map((key) => ({ key, id: payment.id }));
}

/** What ties a later line to the bank line of a payment: who paid, and the references a return repeats. */
function keysOfLine({ transaction, amount }: PaymentRow): string[] {
  if (!transaction || amount <= 0n) return [];
  const keys: string[] = [];
  for (const key of payerKeysOf({ transaction: lineOf(transaction), allocations: [] })) keys.push(`${PAID}${key}`);
  if (transaction.endToEndId) keys.push(`e2e:${transaction.endToEndId}`);
  if (transaction.mandateId) keys.push(`mandate:${transaction.mandateId}`);
  if (transaction.paymentInformationId) keys.push(`batch:${transaction.paymentInformationId}`);
  return keys;
}

/** As much of the bank line as its payer's keys are made of. */
function lineOf(transaction: NonNullable<PaymentRow['transaction']>): TransactionLine {
  const { counterpartyName: name, counterpartyIban: iban } = transaction;
  return {
    type: 'transaction',
    ref: transaction.ref,
    bookingDate: transaction.bookingDate,
    amount: '0',
    currency: transaction.currency,
    status: transaction.status,
    reversal: false,
    counterparty: { ...(name === undefined ? {} : { name }), ...(iban === undefined ? {} : { iban }) },
  };
}
