import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createCompany, createTestDatabase, type TestDatabase } from '../testing/index.js';
import { entities } from './index.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

it('the entities have exactly the columns of their tables, with their types', async () => {
  const { id } = await createCompany(test.database);
  await test.database.withCompany(id, async (tx) => {
    const { entityMetadatas, driver } = tx.manager.connection;
    expect(entityMetadatas).toHaveLength(entities.length);
    for (const entity of entityMetadatas) {
      const mapped = entity.columns.map((column) => ({
        name: column.databaseName,
        type: `${driver.normalizeType(column)}${column.isArray ? '[]' : ''}`,
        nullable: column.isNullable,
        key: column.isPrimary,
      }));
      const there = await tx.query(
        `select a.attname as name, format_type(a.atttypid, a.atttypmod) as type, not a.attnotnull as nullable,
                coalesce(a.attnum = any(i.indkey), false) as key
           from pg_attribute a left join pg_index i on i.indrelid = a.attrelid and i.indisprimary
          where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped`,
        [`${entity.schema}.${entity.tableName}`],
      );
      const sorted = (columns: object[]) =>
        columns.map((column) => JSON.stringify(Object.entries(column).sort())).sort();
      expect([entity.tableName, sorted(mapped)]).toEqual([entity.tableName, sorted(there)]);
    }
  });
});
