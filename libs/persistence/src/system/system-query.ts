/** Runs a statement on a table of `system`, outside any company, and returns its rows. */
export type SystemQuery = <Row extends object = Record<string, unknown>>(
  sql: string,
  params?: readonly unknown[],
) => Promise<Row[]>;
