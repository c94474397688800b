import { parseDay } from '@lettrage/domain';
import type { Database } from '../database.js';
import { newId } from '../new-id.js';
import { addCompany, type NewCompany } from '../setup/company.store.js';

export interface TestCompany {
  readonly id: string;
  readonly firmId: string;
}

/** Makes a company, in a firm of its own unless one is given; it posts nothing by itself and is cut over in 2020. */
export async function createCompany(
  database: Database,
  company: Partial<NewCompany> & { firmId?: string } = {},
): Promise<TestCompany> {
  const { firmId: given, ...facts } = company;
  const firmId = given ?? (await database.system.addFirm({ name: `Cabinet ${newId().slice(-6)}` }));
  const id = await addCompany(database, { name: 'ACME SAS', cutOverDay: parseDay('2020-01-01'), ...facts, firmId });
  return { id, firmId };
}
