import { COMPANY_TABLES } from './0001-books/company.tables.js';
import { EVENTS_TABLES } from './0001-books/events.tables.js';
import { ITEMS_TABLES } from './0001-books/items.tables.js';
import { PAYMENTS_TABLES } from './0001-books/payments.tables.js';
import { STATEMENTS_TABLES } from './0001-books/statements.tables.js';
import { SYSTEM_TABLES } from './0001-books/system.tables.js';
import type { SqlMigration } from './sql-migration.js';

/**
 * The first shape of the database.
 *
 * `books` holds company tables: `company_id` first in every key and index, forced row-level security on
 * `app.company_id`. `system` is the closed list of tables without a company: no business data, reached through one
 * store. Parents carry running totals that are changed in the same statement as the child; CHECKs compare them.
 * Allocations, events and entry lines are append-only by rights: the application's role may not update or delete them.
 */
export const books: SqlMigration = {
  name: '0001-books',
  up: [
    'create schema books; create schema system;',
    SYSTEM_TABLES,
    COMPANY_TABLES,
    ITEMS_TABLES,
    STATEMENTS_TABLES,
    PAYMENTS_TABLES,
    EVENTS_TABLES,
  ].join('\n'),
  appendOnly: ['books.allocation', 'books.event', 'books.entry_line', 'books.lettering_line'],
};
