import type { Day } from '@lettrage/domain';
import type { CompanyTransaction } from '../company-transaction.js';
import type { Database } from '../database.js';
import { newId } from '../new-id.js';

/** What is said of a company when it is set up. Days are `YYYY-MM-DD`. */
export interface NewCompany {
  readonly id?: string;
  readonly firmId: string;
  readonly name: string;
  readonly siren?: string;
  readonly vatNumber?: string;
  readonly country?: string;
  readonly currency?: string;
  readonly timeZone?: string;
  readonly address?: Readonly<Record<string, string>>;
  /** `MM-DD` of the last day of the financial year. */
  readonly fiscalYearEnd?: string;
  /** Earlier lines and receipts are history: never matched, booked or announced. */
  readonly cutOverDay: Day;
  readonly posting?: 'propose' | 'auto';
  readonly booksComplete?: boolean;
  readonly demonstration?: boolean;
}

/** A company's settings, as stored. */
export interface Company {
  readonly id: string;
  readonly name: string;
  readonly siren?: string;
  readonly vatNumber?: string;
  readonly country: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly address: Readonly<Record<string, string>>;
  readonly fiscalYearEnd: string;
  readonly cutOverDay: Day;
  readonly posting: 'propose' | 'auto';
  readonly booksComplete: boolean;
  readonly lockedThrough?: Day;
  readonly settings: Readonly<Record<string, unknown>>;
}

/**
 * Sets up a company: its reference among the firm's companies and its own row, in one transaction.
 *
 * @returns its id
 */
export async function addCompany(database: Database, company: NewCompany): Promise<string> {
  const id = company.id ?? newId();
  await database.withCompany(id, async (tx) => {
    await tx.query(`insert into system.company_ref (company_id, firm_id, demonstration) values ($1, $2, $3)`, [
      id,
      company.firmId,
      company.demonstration ?? false,
    ]);
    await new CompanyStore(tx).insert(company);
  });
  return id;
}

/** The settings a person may change. An absent key stays; `siren`, `vatNumber` and `lockedThrough` are cleared by null. */
export interface CompanyChanges {
  readonly name?: string;
  readonly siren?: string | null;
  readonly vatNumber?: string | null;
  readonly country?: string;
  readonly timeZone?: string;
  readonly address?: Readonly<Record<string, string>>;
  readonly fiscalYearEnd?: string;
  readonly cutOverDay?: Day;
  readonly posting?: 'propose' | 'auto';
  readonly booksComplete?: boolean;
  readonly lockedThrough?: Day | null;
  /** Merged into the settings, key by key. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

const CHANGEABLE: Readonly<Record<Exclude<keyof CompanyChanges, 'settings'>, string>> = {
  name: 'name',
  siren: 'siren',
  vatNumber: 'vat_number',
  country: 'country',
  timeZone: 'time_zone',
  address: 'address',
  fiscalYearEnd: 'fiscal_year_end',
  cutOverDay: 'cut_over_day',
  posting: 'posting',
  booksComplete: 'books_complete',
  lockedThrough: 'locked_through',
};

interface CompanyRow {
  name: string;
  siren: string | null;
  vat_number: string | null;
  country: string;
  currency: string;
  time_zone: string;
  address: Record<string, string>;
  fiscal_year_end: string;
  cut_over_day: Day;
  posting: 'propose' | 'auto';
  books_complete: boolean;
  locked_through: Day | null;
  settings: Record<string, unknown>;
}

/** The company's own row, within its transaction. */
export class CompanyStore {
  constructor(private readonly tx: CompanyTransaction) {}

  async insert(company: NewCompany): Promise<void> {
    await this.tx.query(
      `insert into books.company (company_id, name, siren, vat_number, country, currency, time_zone, address, fiscal_year_end,
         cut_over_day, posting, books_complete)
       values ($1, $2, $3, $4, coalesce($5, 'FR'), coalesce($6, 'EUR'), coalesce($7, 'Europe/Paris'), coalesce($8, '{}'::jsonb),
         coalesce($9, '12-31'), $10, coalesce($11, 'propose'), coalesce($12, false))`,
      [
        this.tx.companyId,
        company.name,
        company.siren,
        company.vatNumber,
        company.country,
        company.currency,
        company.timeZone,
        company.address && JSON.stringify(company.address),
        company.fiscalYearEnd,
        company.cutOverDay,
        company.posting,
        company.booksComplete,
      ],
    );
  }

  /** The company, or undefined where there is none with this transaction's id. */
  async get(): Promise<Company | undefined> {
    const [row] = await this.tx.query<CompanyRow>(`select * from books.company where company_id = $1`, [
      this.tx.companyId,
    ]);
    if (!row) return undefined;
    return {
      id: this.tx.companyId,
      name: row.name,
      ...(row.siren === null ? {} : { siren: row.siren }),
      ...(row.vat_number === null ? {} : { vatNumber: row.vat_number }),
      country: row.country,
      currency: row.currency,
      timeZone: row.time_zone,
      address: row.address,
      fiscalYearEnd: row.fiscal_year_end,
      cutOverDay: row.cut_over_day,
      posting: row.posting,
      booksComplete: row.books_complete,
      ...(row.locked_through === null ? {} : { lockedThrough: row.locked_through }),
      settings: row.settings,
    };
  }

  /** Changes settings; returns false where there is no such company. */
  async update(changes: CompanyChanges): Promise<boolean> {
    const sets: string[] = [];
    const params: unknown[] = [this.tx.companyId];
    for (const [key, column] of Object.entries(CHANGEABLE)) {
      const value = changes[key as keyof typeof CHANGEABLE];
      if (value === undefined) continue;
      params.push(key === 'address' ? JSON.stringify(value) : value);
      sets.push(`${column} = $${params.length}`);
    }
    if (changes.settings) {
      params.push(JSON.stringify(changes.settings));
      sets.push(`settings = settings || $${params.length}::jsonb`);
    }
    if (sets.length === 0) return (await this.get()) !== undefined;
    return (await this.tx.execute(`update books.company set ${sets.join(', ')} where company_id = $1`, params)) > 0;
  }
}
