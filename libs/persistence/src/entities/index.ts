/** Every entity of TypeORM: rows of the set-up tables. The other tables are read and written in SQL. */
export const entities: readonly (new () => object)[] = [];
