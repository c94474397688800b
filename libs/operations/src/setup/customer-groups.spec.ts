import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseDay } from '@lettrage/domain';
import { createTestDatabase, type TestDatabase } from '@lettrage/persistence/testing';
import { reconcile } from '../reconcile/reconcile.js';
import { bankLine, CompanyFixture, openItem } from '../testing/company-fixture.js';
import { verifyCompany } from '../verify/verify.js';
import {
  addToCustomerGroup,
  listCustomerGroupChanges,
  listCustomerGroups,
  removeFromCustomerGroup,
  undoCustomerGroupChange,
} from './customer-groups.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const PARENT = 'DE89370400440532013000';
const by = 'Anne';

/** Two customers, of which the first pays for both from one account. */
async function family(): Promise<CompanyFixture> {
  const books = await CompanyFixture.open(test);
  await books.items(
    { number: 'FA2026-000101', total: '310.00', customer: 'C1', name: 'HOLDING VERNAC', ibans: [PARENT] },
    { number: 'FA2026-000102', total: '441.50', customer: 'C2', name: 'TRANSPORTS OURSEL', issued: '2026-01-06' },
  );
  return books;
}

/** A snapshot in which the source names a group. */
async function bring(books: CompanyFixture, groupId: string, customer = 'C2'): Promise<void> {
  const item = openItem({
    number: 'FA2026-000102',
    total: '441.50',
    customer,
    name: 'TRANSPORTS OURSEL',
    issued: '2026-01-06',
  });
  const options = { asOf: parseDay('2026-01-31'), partial: true, origin: 'import' } as const;
  await books.run((_tx, billing) =>
    billing.importOpenItems([{ ...item, customer: { ...item.customer, groupId } }], options),
  );
}

/** What the parent's payment without any reference comes to, of the decision alone. */
async function decisionFor(books: CompanyFixture): Promise<unknown> {
  const payer = { name: 'HOLDING VERNAC', iban: PARENT };
  await books.statement([bankLine('p', '2026-02-10', '441.50', 'VIREMENT', { counterparty: payer })]);
  await reconcile(books.context, books.companyId);
  const [row] = await books.query<{ state: string; rule: string; number: string }>(
    `select t.state, d.rule, d.detail->'allocations'->0->>'invoice' as number from books.bank_transaction t
       join books.decision d on d.company_id = t.company_id and d.transaction_id = t.id
      where t.company_id = $1 order by d.decided_at desc limit 1`,
  );
  return row;
}

const membersOf = async (books: CompanyFixture) =>
  (await listCustomerGroups(books.context, books.companyId)).map(({ code, members }) => [
    code,
    members.map((one) => `${one.code}${one.kept ? '*' : ''}`).join(' '),
  ]);

describe('a group of customers', () => {
  it('kept by a person is what matching takes for a group_id of an import', async () => {
    const [alone, byHand, imported] = [await family(), await family(), await family()];
    await addToCustomerGroup(byHand.context, byHand.companyId, { group: 'G', customers: ['C1', 'C2'], by });
    await bring(imported, 'G', 'C2');
    await imported.query(`update books.customer set group_code = 'G' where company_id = $1 and code = 'C1'`);
    const decisions = [await decisionFor(alone), await decisionFor(byHand), await decisionFor(imported)];
    expect(decisions[1]).toEqual(decisions[2]);
    expect(decisions[1]).not.toEqual(decisions[0]);
    expect(decisions[1]).toMatchObject({ number: 'FA2026-000102' });
  });

  it('is filled by an import, and keeps whom a person put in or took out', async () => {
    const books = await family();
    const { context, companyId } = books;
    await bring(books, 'G');
    expect(await membersOf(books)).toEqual([['G', 'C2']]);
    await addToCustomerGroup(context, companyId, { group: 'G', customers: ['C1'], name: 'Groupe Vernac', by });
    await removeFromCustomerGroup(context, companyId, { group: 'G', customers: ['C2'], by });
    await bring(books, 'G');
    expect(await membersOf(books)).toEqual([['G', 'C1*']]);
    expect((await listCustomerGroups(context, companyId))[0]).toMatchObject({ name: 'Groupe Vernac' });
  });

  it('is changed by events with who did it; each can be taken back once, the latest first', async () => {
    const books = await family();
    const { context, companyId } = books;
    await bring(books, 'G');
    await removeFromCustomerGroup(context, companyId, { group: 'G', customers: ['C2'], by });
    await addToCustomerGroup(context, companyId, { group: 'H', customers: ['C2'], by });
    const [added, removed] = await listCustomerGroupChanges(context, companyId);
    expect([added, removed]).toMatchObject([
      { customer: 'C2', after: 'H', by: 'Anne' },
      { customer: 'C2', before: 'G', by: 'Anne' },
    ]);
    const undo = (change: string) => undoCustomerGroupChange(context, companyId, { change, by });
    await expect(undo(removed!.id)).rejects.toThrow('moved again since');
    await undo(added!.id);
    await expect(undo(added!.id)).rejects.toThrow('moved again since');
    await undo(removed!.id);
    // Back as the import had it: its next word counts again.
    expect(await membersOf(books)).toEqual([
      ['G', 'C2'],
      ['H', ''],
    ]);
    await bring(books, 'I');
    expect((await membersOf(books)).at(-1)).toEqual(['I', 'C2']);
    expect((await verifyCompany(context, companyId)).violations).toEqual([]);
  });

  it('takes no unknown customer, and nobody from another group', async () => {
    const books = await family();
    const { context, companyId } = books;
    const add = (group: string, ...customers: string[]) =>
      addToCustomerGroup(context, companyId, { group, customers, by });
    await add('G', 'C1');
    await expect(add('H', 'C1')).rejects.toThrow('Customer C1 is in the group G: take him out of it first.');
    await expect(add('G', 'C9')).rejects.toThrow('There is no customer "C9"');
    await expect(add(' ', 'C2')).rejects.toThrow('no code of a group');
    await expect(removeFromCustomerGroup(context, companyId, { group: 'G', customers: ['C2'], by })).rejects.toThrow(
      'Customer C2 is not in the group G.',
    );
    expect(await membersOf(books)).toEqual([['G', 'C1*']]);
  });
});
