import type { SqlMigration } from './sql-migration.js';

/** Scheduled exports that a connection carries, such as a mail server. */
export const exportsByConnection: SqlMigration = {
  name: '0017-exports-by-connection',
  up: /* sql */ `
alter table books.export_schedule
  drop constraint export_schedule_target_check,
  -- connection: sent by a connection whose adapter takes files (mail).
  add constraint export_schedule_target_check check (target in ('download', 'folder', 'connection')),
  add column connection_id uuid,
  -- Whom a mail is for.
  add column recipient text,
  add foreign key (company_id, connection_id) references books.connection (company_id, id),
  add constraint export_schedule_connection check ((target = 'connection') = (connection_id is not null));
`,
};
