/** A migration in SQL: what it does, and which of its tables the application's role may only insert into and read. */
export interface SqlMigration {
  /** Sortable and unique, such as `0001-books`. */
  readonly name: string;
  readonly up: string;
  readonly appendOnly?: readonly string[];
  /** Columns of append-only tables that it may change nevertheless, by table. */
  readonly changeable?: Readonly<Record<string, readonly string[]>>;
}
