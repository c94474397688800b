import type { Day } from '@lettrage/domain';
import type { CompanyTransaction } from '../company-transaction.js';
import type { Database } from '../database.js';
import { CompanyRow } from '../entities/index.js';
import { newId } from '../new-id.js';
import { RuleClassQueries } from '../reconcile/rule-class.queries.js';
import { orExists } from './setup-error.js';

/** The settings of a company. Days are `YYYY-MM-DD`. */
export interface Company {
  readonly id: string;
  readonly name: string;
  readonly siren?: string;
  readonly vatNumber?: string;
  readonly country: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly address: Readonly<Record<string, string>>;
  /** `MM-DD` of the last day of the financial year. */
  readonly fiscalYearEnd: string;
  /** Earlier lines and receipts are history: never matched, booked or announced. */
  readonly cutOverDay: Day;
  readonly posting: 'propose' | 'auto';
  /** The company states that its whole books are here. */
  readonly booksComplete: boolean;
  /** Entries dated up to this day are closed. */
  readonly lockedThrough?: Day;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** What is said of a company when it is set up; what is left out has the default of a French company in euros. */
export interface NewCompany extends Partial<Omit<Company, 'lockedThrough'>> {
  readonly firmId: string;
  readonly name: string;
  readonly cutOverDay: Day;
  /** Never "the only company" of a command without `--company`. */
  readonly demonstration?: boolean;
}

/** What a person may change. An absent key stays as it is; null clears. */
export interface CompanyChanges extends Partial<
  Omit<Company, 'id' | 'currency' | 'siren' | 'vatNumber' | 'lockedThrough'>
> {
  readonly siren?: string | null;
  readonly vatNumber?: string | null;
  readonly lockedThrough?: Day | null;
}

/**
 * Sets up a company: its reference among the firm's companies and its own row, in one transaction.
 *
 * @returns its id
 */
export async function addCompany(database: Database, company: NewCompany): Promise<string> {
  const id = company.id ?? newId();
  await database.withCompany(id, async (tx) => {
    const reference = tx.query(
      `insert into system.company_ref (company_id, firm_id, demonstration) values ($1, $2, $3)`,
      [id, company.firmId, company.demonstration ?? false],
    );
    await orExists('id', `The company ${id} is there already.`, reference);
    await new CompanyStore(tx).insert(company);
  });
  return id;
}

/** The company's own row, within its transaction. */
export class CompanyStore {
  constructor(private readonly tx: CompanyTransaction) {}

  async insert(company: Omit<NewCompany, 'firmId'>): Promise<void> {
    await this.tx.manager.insert(CompanyRow, {
      companyId: this.tx.companyId,
      name: company.name,
      siren: company.siren ?? null,
      vatNumber: company.vatNumber ?? null,
      country: company.country ?? 'FR',
      currency: company.currency ?? 'EUR',
      timeZone: company.timeZone ?? 'Europe/Paris',
      address: { ...company.address },
      fiscalYearEnd: company.fiscalYearEnd ?? '12-31',
      cutOverDay: company.cutOverDay,
      posting: company.posting ?? 'propose',
      booksComplete: company.booksComplete ?? false,
      // The index signature of jsonb: TypeORM's types would descend into it.
      settings: { ...company.settings } as object,
    });
  }

  /** The company, or undefined where there is none with this transaction's id. */
  async get(): Promise<Company | undefined> {
    const row = await this.tx.manager.findOneBy(CompanyRow, { companyId: this.tx.companyId });
    return row ? toCompany(row) : undefined;
  }

  /** Changes settings (`settings` key by key); returns false where there is no such company. */
  async update(changes: CompanyChanges): Promise<boolean> {
    const row = await this.tx.manager.findOne(CompanyRow, {
      where: { companyId: this.tx.companyId },
      lock: { mode: 'pessimistic_write' },
    });
    if (!row) return false;
    const { settings, address, ...plain } = changes;
    const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
    Object.assign(
      row,
      given,
      address && { address: { ...address } },
      settings && { settings: { ...row.settings, ...settings } },
    );
    await this.tx.manager.save(row);
    if (changes.posting !== undefined) await new RuleClassQueries(this.tx).follow(changes.posting);
    return true;
  }
}

function toCompany(row: CompanyRow): Company {
  return {
    id: row.companyId,
    name: row.name,
    ...(row.siren === null ? {} : { siren: row.siren }),
    ...(row.vatNumber === null ? {} : { vatNumber: row.vatNumber }),
    country: row.country,
    currency: row.currency,
    timeZone: row.timeZone,
    address: row.address,
    fiscalYearEnd: row.fiscalYearEnd,
    cutOverDay: row.cutOverDay as Day,
    posting: row.posting,
    booksComplete: row.booksComplete,
    ...(row.lockedThrough === null ? {} : { lockedThrough: row.lockedThrough as Day }),
    settings: row.settings,
  };
}
