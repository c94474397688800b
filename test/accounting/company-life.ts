import { createHash } from 'node:crypto';
import {
  BillingRefusal,
  StaleBooks,
  type AllocationInput,
  type Billing,
  type DecisionOutcome,
} from '@lettrage/billing';
import { formatMinor, parseDay, type Day } from '@lettrage/domain';
import {
  BankAccountStore,
  newId,
  StatementStore,
  type CompanyTransaction,
  encodeStatementLines,
} from '@lettrage/persistence';
import type { TestDatabase } from '@lettrage/persistence/testing';
import { bankLine, CompanyFixture } from '../../libs/operations/src/testing/company-fixture.js';
import { Random } from './random.js';

export const CUT_OVER = '2025-12-01';

export interface Item {
  readonly id: string;
  readonly customer: string;
  readonly number: string;
  readonly kind: 'invoice' | 'credit-note' | 'deposit';
  readonly open: bigint;
}

export interface Payment {
  readonly id: string;
  readonly customer: string | null;
  readonly kind: string;
  readonly amount: bigint;
  readonly rest: bigint;
  readonly line: string | null;
}

export interface Line {
  readonly id: string;
  readonly ref: string;
  readonly amount: bigint;
  readonly state: string;
  readonly entered: boolean;
  readonly decision: string | null;
}

export interface Allocation {
  readonly id: string;
  readonly payment: string;
  readonly number: string;
  readonly amount: bigint;
  readonly bank: boolean;
}

/** What a step may choose from. */
export interface World {
  readonly items: readonly Item[];
  readonly payments: readonly Payment[];
  readonly lines: readonly Line[];
  readonly allocations: readonly Allocation[];
  readonly customers: readonly { readonly id: string; readonly code: string }[];
}

/** How the books of one history are kept; drawn from its seed. */
export interface Setting {
  readonly creditOnAccount: 'customers' | 'advances';
  readonly vatDue: 'debit' | 'receipt';
  readonly lockedThrough: string | undefined;
  /** A month is closed half-way; a replay then dates what came before by the new lock, so it is not compared. */
  readonly locksLater: boolean;
}

export function settingOf(seed: number): Setting {
  const random = new Random(seed);
  return {
    creditOnAccount: random.chance(65) ? 'customers' : 'advances',
    vatDue: random.chance(50) ? 'debit' : 'receipt',
    lockedThrough: random.chance(25) ? '2026-02-10' : undefined,
    locksLater: random.chance(15),
  };
}

/** A company on a real database, with what was done to it in words. */
export class CompanyLife {
  readonly told: string[] = [];
  private count = 0;

  private constructor(
    readonly fixture: CompanyFixture,
    private readonly accounts: readonly string[],
  ) {}

  static async open(test: TestDatabase, setting: Setting): Promise<CompanyLife> {
    const { creditOnAccount, vatDue, lockedThrough } = setting;
    const fixture = await CompanyFixture.open(test, {
      cutOverDay: CUT_OVER,
      adapters: { 'ledger-fec': () => import('@lettrage/ledger-fec') },
      settings: { ledger: { scheme: { creditOnAccount, vatDue } } },
    });
    const second = await fixture.run(async (tx) => {
      if (lockedThrough) await lock(tx, lockedThrough);
      return new BankAccountStore(tx).add({
        iban: 'FR1714508590009347815922145',
        journal: 'BQ2',
        ledgerAccount: '512100',
      });
    });
    const life = new CompanyLife(fixture, [fixture.accountId, second.id]);
    life.told.push(`setting ${JSON.stringify(setting)}`);
    return life;
  }

  /** Closes the days up to one; their entries stand. */
  async lockThrough(day: string): Promise<void> {
    await this.fixture.run((tx) => lock(tx, day));
    this.tell(`lock through ${day}`);
  }

  tell(text: string): void {
    this.told.push(text);
  }

  /** A name no document or bank line of this company has yet. */
  name(prefix: string): string {
    return `${prefix}${String(++this.count).padStart(4, '0')}`;
  }

  /** Runs a command; a refusal is told, anything else fails the test. */
  async command<T>(
    what: string,
    work: (billing: Billing, tx: CompanyTransaction) => Promise<T>,
  ): Promise<T | undefined> {
    try {
      const result = await this.fixture.run((tx, billing) => work(billing, tx));
      this.tell(what);
      return result;
    } catch (error) {
      if (!(error instanceof BillingRefusal || error instanceof StaleBooks)) {
        this.tell(`${what} — THREW ${String(error)}`);
        throw error;
      }
      this.tell(`${what} — refused: ${error.message}`);
      return undefined;
    }
  }

  /** Runs a decision; true if it was applied. */
  async decide(what: string, work: (billing: Billing) => Promise<DecisionOutcome>): Promise<boolean> {
    let ending = '';
    const outcome = await this.command(what, async (billing) => {
      const made = await work(billing);
      if (made.outcome !== 'applied') ending = ` — ${made.outcome}: ${made.reason}`;
      return made;
    });
    if (ending) this.told[this.told.length - 1] += ending;
    return outcome?.outcome === 'applied';
  }

  /** A booked bank line; returns its id. */
  async line(random: Random, amount: bigint): Promise<{ id: string; ref: string }> {
    const ref = this.name('L');
    const day = dayIn(random, 1, 4);
    const accountId = random.chance(75) ? this.accounts[0]! : this.accounts[1]!;
    const sha256 = createHash('sha256').update(`${this.fixture.companyId} ${ref}`).digest();
    const id = await this.fixture.run(async (tx) => {
      const store = new StatementStore(tx);
      const fileId = (await store.claimFile({ sha256, name: ref, format: 'camt.053.001.08', size: 1n }))!;
      const statement = { id: newId(), fileId, accountId, ordinal: 1, count: 1, sum: amount };
      await store.insertStatement(statement);
      const line = bankLine(ref, day, formatMinor(amount, 'EUR'), `VIR ${ref}`, {
        ...(random.chance(60) ? { bankReference: `B${ref}` } : {}),
      });
      await store.storeLines(statement, encodeStatementLines([line]), parseDay(CUT_OVER));
      const rows = await tx.query<{ id: string }>(
        `select id from books.bank_transaction where company_id = $1 and ref = $2`,
        [this.fixture.companyId, ref],
      );
      return rows[0]!.id;
    });
    this.tell(
      `bank line ${ref} of ${day}: ${euros(amount)}${accountId === this.accounts[0] ? '' : ' (second account)'}`,
    );
    if (random.chance(30)) await this.command(`suspend ${ref}`, (billing) => billing.suspend([id]));
    return { id, ref };
  }

  /** A person says what a line pays. */
  pay(line: { id: string; ref: string }, allocations: readonly AllocationInput[], how: PayHow): Promise<boolean> {
    const { customer, credits = [], label } = how;
    const parts = allocations.map(
      ({ amount, adjustment }, i) =>
        `${how.numbers[i]} ${euros(amount)}${adjustment ? ` + ${adjustment.kind} ${euros(adjustment.amount)}` : ''}`,
    );
    const used = credits.map((credit) => `, using credit ${credit.paymentId.slice(-4)} ${euros(credit.amount)}`);
    const what = `${label}: ${line.ref} pays ${parts.join(', ')}${used.join('')}${customer ? ` for ${customer.code}` : ''}`;
    return this.decide(what, (billing) =>
      billing.accept({
        transactionId: line.id,
        choice: { kind: 'custom', allocations, credits, ...(customer ? { customerId: customer.id } : {}) },
        by: 'anna',
      }),
    );
  }

  async world(): Promise<World> {
    return this.fixture.run(async (tx) => {
      const id = [this.fixture.companyId];
      return {
        items: await tx.query<Item>(
          `select id, customer_id as customer, number || '/' || instalment as number, kind, total - settled as open
             from books.item where company_id = $1 order by id`,
          id,
        ),
        payments: await tx.query<Payment>(
          `select id, customer_id as customer, kind, amount, amount - allocated as rest, transaction_id as line
             from books.payment where company_id = $1 and not withdrawn order by id`,
          id,
        ),
        lines: await tx.query<Line>(
          `select t.id, t.ref, t.amount, t.state, exists (select 1 from books.payment p where p.company_id = t.company_id and p.transaction_id = t.id and not p.withdrawn) as entered,
                  (select d.id from books.decision d where d.company_id = t.company_id and d.transaction_id = t.id and d.state = 'applied' limit 1) as decision
             from books.bank_transaction t where t.company_id = $1 order by t.id`,
          id,
        ),
        allocations: await tx.query<Allocation>(
          `select a.id, a.payment_id as payment, i.number, a.amount, p.kind in ('bank', 'recorded') as bank from books.allocation a
             join books.item i on i.company_id = a.company_id and i.id = a.item_id
             join books.payment p on p.company_id = a.company_id and p.id = a.payment_id
            where a.company_id = $1 and not exists (select 1 from books.allocation u where u.company_id = a.company_id and u.undoes = a.id) order by a.id`,
          id,
        ),
        customers: await tx.query<{ id: string; code: string }>(
          `select id, code from books.customer where company_id = $1 order by code`,
          id,
        ),
      };
    });
  }
}

interface PayHow {
  readonly label: string;
  readonly numbers: readonly string[];
  readonly customer?: { readonly id: string; readonly code: string } | undefined;
  readonly credits?: readonly { readonly paymentId: string; readonly amount: bigint }[];
}

async function lock(tx: CompanyTransaction, day: string): Promise<void> {
  await tx.query(`update books.company set locked_through = $2 where company_id = $1`, [tx.companyId, day]);
}

/** A day of 2026 in these months. */
export function dayIn(random: Random, from: number, to: number): Day {
  const [month, day] = [random.int(from, to), random.int(1, 28)];
  return parseDay(`2026-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
}

export function euros(amount: bigint): string {
  return formatMinor(amount, 'EUR');
}
