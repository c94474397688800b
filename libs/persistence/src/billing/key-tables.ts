import { openOf, restOf, type CustomerRow, type ItemRow, type PaymentRow } from '@lettrage/billing';
import type { CustomerIdentity } from '@lettrage/domain';
import { customerKeys, itemKeys } from '@lettrage/reconciliation';
import type { CompanyTransaction } from '../company-transaction.js';
import { inChunks, insertRows } from './insert-rows.js';

interface Key {
  readonly key: string;
  readonly id: string;
}

/** The number credit on account goes by among open items: the source's own, else the id of the payment. */
export function creditNumber(payment: { readonly id: string; readonly number?: string | null }): string {
  return payment.number ?? payment.id;
}

/** The lookup keys of what is open, exactly as the matching engine computes them. */
export class KeyTables {
  constructor(private readonly tx: CompanyTransaction) {}

  async keep(changed: {
    readonly items?: readonly ItemRow[];
    readonly payments?: readonly PaymentRow[];
    readonly customers?: readonly CustomerRow[];
  }): Promise<void> {
    const { items = [], payments = [], customers = [] } = changed;
    await this.replaceItemKeys(
      items.map((item) => item.id),
      items.flatMap(keysOfItem),
    );
    await this.replaceItemKeys(
      payments.map((payment) => payment.id),
      payments.flatMap(keysOfCredit),
    );
    await this.replaceCustomerKeys(customers);
  }

  private async replaceItemKeys(ids: readonly string[], keys: readonly Key[]): Promise<void> {
    for (const chunk of inChunks(ids)) {
      await this.tx.execute('delete from books.item_key where company_id = $1 and item_id = any($2::uuid[])', [this.tx.companyId, chunk]);
    }
    await insertRows(this.tx, 'books.item_key', [KEY, ['item_id', 'uuid', (row: Key) => row.id]], keys, 'on conflict do nothing');
  }

  private async replaceCustomerKeys(customers: readonly CustomerRow[]): Promise<void> {
    if (customers.length === 0) return;
    const ids = customers.map((customer) => customer.id);
    await this.tx.execute('delete from books.customer_key where company_id = $1 and customer_id = any($2::uuid[])', [this.tx.companyId, ids]);
    const keys = customers.flatMap((customer) => customerKeys(identityOf(customer)).map((key) => ({ key, id: customer.id })));
    await insertRows(this.tx, 'books.customer_key', [KEY, ['customer_id', 'uuid', (row: Key) => row.id]], keys, 'on conflict do nothing');
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
  return open === 0n ? [] : itemKeys({ ...item, open }).map((key) => ({ key, id: item.id }));
}

function keysOfCredit(payment: PaymentRow): Key[] {
  const open = -restOf(payment);
  if (open === 0n || !payment.customer || payment.withdrawn) return [];
  return itemKeys({ number: creditNumber(payment), currency: payment.currency, open }).map((key) => ({ key, id: payment.id }));
}
