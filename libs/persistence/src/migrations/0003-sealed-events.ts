import type { SqlMigration } from './sql-migration.js';

/**
 * Events that can be proved and erased from: `json` keeps the canonical text that was sealed, letter by letter, so that
 * verifying needs no reading of it; personal texts lie beside it under salted digests, so that erasing one leaves the
 * chain valid. Each event says who did it and up to which day the books were locked then.
 */
export const sealedEvents: SqlMigration = {
  name: '0003-sealed-events',
  up: /* sql */ `
alter table books.event
  alter column data type json using data::json,
  add column actor text,
  add column locked_through date,
  -- Token of a personal text → [salt, text]. Erasing takes keys away; nothing else ever changes here.
  add column texts jsonb;
`,
  changeable: { 'books.event': ['texts'] },
};
