import { compact, isIban } from '@lettrage/domain';
import type { CompanyTransaction } from '../company-transaction.js';
import { BankAccountRow } from '../entities/index.js';
import { newId } from '../new-id.js';
import { sqlState } from '../retry.js';
import { orExists, setupError } from './setup-error.js';

/** An account of the company at a bank; it has an IBAN, or a number of its bank's own kind. */
export interface BankAccount {
  readonly id: string;
  readonly iban?: string;
  readonly number?: string;
  readonly bic?: string;
  readonly currency: string;
  readonly label: string;
  /** Journal its entries go to. */
  readonly journal: string;
  readonly ledgerAccount: string;
}

/** What is said of an account when it is added: at least `iban` or `number`. */
export type NewBankAccount = Partial<BankAccount>;

/**
 * The company's bank accounts. Each has a route in `system.account_route`, kept in step in the same transaction, so that
 * a statement finds its company.
 */
export class BankAccountStore {
  constructor(private readonly tx: CompanyTransaction) {}

  /** Adds an account; in euros, journal BQ and account 512000 unless said otherwise. Returns it as stored. */
  async add(account: NewBankAccount): Promise<BankAccount> {
    const iban = account.iban === undefined ? undefined : compact(account.iban);
    const number = account.number === undefined ? undefined : compact(account.number);
    const identity = iban ?? number;
    if (!identity) throw setupError('invalid', 'iban', 'A bank account needs an IBAN or an account number.');
    if (iban !== undefined && !isIban(iban)) {
      throw setupError(
        'invalid',
        'iban',
        `"${account.iban}" is not an IBAN: its check digits or its length are wrong.`,
      );
    }
    const stored: BankAccount = {
      id: account.id ?? newId(),
      ...(iban === undefined ? {} : { iban }),
      ...(number === undefined ? {} : { number }),
      ...(account.bic === undefined ? {} : { bic: compact(account.bic) }),
      currency: account.currency ?? 'EUR',
      label: account.label ?? identity,
      journal: account.journal ?? 'BQ',
      ledgerAccount: account.ledgerAccount ?? '512000',
    };
    const insert = this.tx.manager.insert(BankAccountRow, { companyId: this.tx.companyId, ...stored });
    await orExists('iban', `The account ${identity} in ${stored.currency} is there already.`, insert);
    await this.tx.query(
      `insert into system.account_route (account, company_id) values ($1, $2) on conflict do nothing`,
      [identity, this.tx.companyId],
    );
    return stored;
  }

  /** All accounts, in the order they were added. */
  async list(): Promise<BankAccount[]> {
    const rows = await this.tx.manager.find(BankAccountRow, {
      where: { companyId: this.tx.companyId },
      order: { id: 'ASC' },
    });
    return rows.map(toBankAccount);
  }

  async get(id: string): Promise<BankAccount | undefined> {
    const row = await this.tx.manager.findOneBy(BankAccountRow, { companyId: this.tx.companyId, id });
    return row ? toBankAccount(row) : undefined;
  }

  /**
   * The account of an IBAN or number; `currency` tells two apart that share one. Undefined where none or, without a
   * currency, several fit.
   */
  async find(account: string, currency?: string): Promise<BankAccount | undefined> {
    const wanted = compact(account);
    const fitting = (await this.list()).filter(
      (own) => (own.iban === wanted || own.number === wanted) && (currency === undefined || own.currency === currency),
    );
    return fitting.length === 1 ? fitting[0] : undefined;
  }

  /** Changes what is not the account's identity; returns false where there is no such account. */
  async update(
    id: string,
    changes: Partial<Pick<BankAccount, 'label' | 'journal' | 'ledgerAccount'>>,
  ): Promise<boolean> {
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    if (Object.keys(given).length === 0) return (await this.get(id)) !== undefined;
    const done = await this.tx.manager.update(BankAccountRow, { companyId: this.tx.companyId, id }, given);
    return (done.affected ?? 0) > 0;
  }

  /**
   * Removes an account that has no statement yet, and its route.
   *
   * @throws InputError `in-use` where statements refer to it
   */
  async remove(id: string): Promise<boolean> {
    const account = await this.get(id);
    if (!account) return false;
    try {
      await this.tx.manager.delete(BankAccountRow, { companyId: this.tx.companyId, id });
    } catch (error) {
      if (sqlState(error) !== '23503') throw error;
      throw setupError(
        'in-use',
        'id',
        `The account ${account.iban ?? account.number} has statements and cannot be removed.`,
      );
    }
    await this.tx.query(
      `delete from system.account_route r where account = $2 and company_id = $1
         and not exists (select 1 from books.bank_account a where a.company_id = $1 and coalesce(a.iban, a.number) = $2)`,
      [this.tx.companyId, account.iban ?? account.number],
    );
    return true;
  }
}

function toBankAccount(row: BankAccountRow): BankAccount {
  return {
    id: row.id,
    ...(row.iban === null ? {} : { iban: row.iban }),
    ...(row.number === null ? {} : { number: row.number }),
    ...(row.bic === null ? {} : { bic: row.bic }),
    currency: row.currency,
    label: row.label,
    journal: row.journal,
    ledgerAccount: row.ledgerAccount,
  };
}
