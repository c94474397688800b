import { InputError, isSiren, parseDay, type Day } from '@lettrage/domain';
import { addCompany as storeCompany, CompanyStore, type Company, type CompanyTransaction } from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import { checkSettings } from './company-settings.js';

export type { Company } from '@lettrage/persistence';

/** What is said of a new company. */
export interface NewCompany {
  readonly name: string;
  /** 9 digits with their check digit. */
  readonly siren?: string;
  readonly vatNumber?: string;
  readonly currency?: string;
  readonly address?: Readonly<Record<string, string>>;
  /** `MM-DD`. */
  readonly fiscalYearEnd?: string;
  /** Earlier lines and receipts are history; the first day of the current financial year unless said otherwise. */
  readonly cutOverDay?: Day;
  readonly posting?: 'propose' | 'auto';
  readonly booksComplete?: boolean;
  readonly demonstration?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The firm it belongs to; the only one there is, or a new one, unless said otherwise. */
  readonly firmId?: string;
}

/** The company of a transaction. Throws if the row is not there, which row-level security also says of a foreign one. */
export async function readCompany(tx: CompanyTransaction): Promise<Company> {
  const company = await new CompanyStore(tx).get();
  if (!company) throw new InputError('unknown-company', `There is no company ${tx.companyId}.`);
  return company;
}

/** Sets up a company, on proposals only and from a cut-over day. Returns its id. */
export async function addCompany(context: OperationsContext, company: NewCompany): Promise<string> {
  if (company.siren !== undefined && !isSiren(company.siren)) {
    throw new InputError(
      'invalid-siren',
      `"${company.siren}" is not a SIREN: it has 9 digits, the last of which checks the others.`,
      [
        {
          severity: 'error',
          rule: 'siren',
          message: 'Check the number on the company registration.',
          location: 'siren',
        },
      ],
    );
  }
  if (company.fiscalYearEnd !== undefined && !/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(company.fiscalYearEnd)) {
    throw new InputError(
      'invalid-fiscal-year-end',
      `"${company.fiscalYearEnd}" is not a month and day (expected MM-DD, such as 12-31).`,
      [{ severity: 'error', rule: 'month-day', message: 'expected MM-DD, such as 12-31', location: 'fiscalYearEnd' }],
    );
  }
  if (company.settings !== undefined) await checkSettings(context, company.settings);
  const firmId = company.firmId ?? (await onlyFirm(context, company.name));
  const year = context.now().getUTCFullYear();
  return storeCompany(context.database, {
    ...company,
    firmId,
    cutOverDay: company.cutOverDay ?? parseDay(`${year}-01-01`),
  });
}

async function onlyFirm(context: OperationsContext, name: string): Promise<string> {
  const firms = await context.database.system.firms();
  return firms[0]?.id ?? context.database.system.addFirm({ name });
}

/** Every company with its settings but its logo, or those of `only`; the demonstration company is marked. */
export async function listCompanies(
  context: OperationsContext,
  only?: ReadonlySet<string>,
): Promise<(Company & { demonstration: boolean })[]> {
  const references = (await context.database.system.companies()).filter(
    ({ companyId }) => only === undefined || only.has(companyId),
  );
  const companies: (Company & { demonstration: boolean })[] = [];
  // One after the other: a firm of a thousand companies must not take every connection at once.
  for (const { companyId, demonstration } of references) {
    const company = await context.database.withCompany(companyId, (tx) => readCompany(tx));
    // A picture of 64 KB a company is not for a list.
    const { logo: _logo, ...settings } = company.settings;
    companies.push({ ...company, settings, demonstration });
  }
  return companies;
}

/** The demonstration company, if it was loaded or begun. */
export async function findDemonstration(context: OperationsContext): Promise<Company | undefined> {
  return (await listCompanies(context)).find((company) => company.demonstration);
}

/**
 * The company a command is about: the one named by id, SIREN or name, else the only real one, else the only one.
 *
 * @throws InputError `company-needed` or `unknown-company`, with the list to choose from
 */
export async function resolveCompany(context: OperationsContext, selector?: string): Promise<Company> {
  const companies = await listCompanies(context);
  const real = companies.filter((company) => !company.demonstration);
  const choices = companies
    .map((company) => `  ${company.id}  ${company.siren ?? '         '}  ${company.name}`)
    .join('\n');
  if (selector === undefined) {
    const pool = real.length > 0 ? real : companies;
    if (pool.length === 1) return pool[0]!;
    throw new InputError(
      'company-needed',
      companies.length === 0
        ? 'There is no company yet. Add one: lettrage company add NAME --siren 732829320'
        : `Say which company with --company ID:\n${choices}`,
    );
  }
  const wanted = selector.toLowerCase();
  const found = companies.filter(
    (company) => company.id === wanted || company.siren === selector || company.name.toLowerCase() === wanted,
  );
  if (found.length === 1) return found[0]!;
  throw new InputError(
    'unknown-company',
    `${found.length === 0 ? 'No' : 'More than one'} company is called "${selector}". Companies:\n${choices}`,
  );
}
