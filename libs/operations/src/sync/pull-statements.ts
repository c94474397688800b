import { rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { FetchedFile, StatementSource } from '@lettrage/adapter-sdk';
import { InputError, type Problem } from '@lettrage/domain';
import { newId, SourceStore, TaskStore, type Connection } from '@lettrage/persistence';
import type { OperationsContext, Progress } from '../context.js';
import { importStatement } from '../statements/import-statement.js';

/** What became of a file that a source brought. */
export interface PulledFile {
  readonly name: string;
  readonly statements: number;
  /** Lines that are new, and lines that were known. */
  readonly stored: number;
  readonly known: number;
  /** Statements that wait for their account, and statements that were refused. */
  readonly inbox: number;
  readonly refused: number;
  readonly problems: readonly Problem[];
}

/**
 * Imports the files a source has that were not fetched before. The cursor is stored when they are: a killed process
 * fetches them again, and an imported file is known by its bytes and its lines. A file that is no statement is said once, as
 * a task, and holds up no other.
 */
export async function pullStatements(
  context: OperationsContext,
  companyId: string,
  connection: Connection,
  source: StatementSource,
  onProgress?: Progress,
): Promise<PulledFile[]> {
  const pulled: PulledFile[] = [];
  let cursor = connection.sourceCursor;
  for (;;) {
    const batch = await source.fetch(cursor);
    for (const file of batch.files) {
      pulled.push(await importFetched(context, companyId, connection, file));
      onProgress?.({ what: `reading ${connection.name}`, done: pulled.length, total: 0, unit: 'files' });
    }
    const from = cursor;
    const isOurs = await context.database.withCompany(companyId, async (tx) => {
      const store = new SourceStore(tx);
      if (!(await store.lockCursor(connection.id, from))) return false;
      await store.saveCursor(connection.id, batch.cursor);
      return true;
    });
    // Another run reads this connection at the moment: it has the rest.
    if (!isOurs || !batch.more) return pulled;
    cursor = batch.cursor;
  }
}

async function importFetched(
  context: OperationsContext,
  companyId: string,
  connection: Connection,
  file: FetchedFile,
): Promise<PulledFile> {
  // A remote's name is shown, never a path.
  const name = basename(file.name.replaceAll('\\', '/')) || 'statement';
  const path = join(context.folder, `${newId()}.fetched`);
  try {
    await writeFile(path, file.bytes, { mode: 0o600, flag: 'wx' });
    const { statements, problems } = await importStatement(context, path, { companies: [companyId], name });
    const of = (state: string): number => statements.filter((one) => one.state === state).length;
    const sum = (key: 'stored' | 'known'): number => statements.reduce((total, { lines }) => total + lines[key], 0);
    const refused = statements.filter((one) => one.state === 'refused');
    const errors = [...problems, ...refused.flatMap((one) => one.problems)];
    if (errors.some(({ severity }) => severity !== 'warning'))
      await ask(context, companyId, connection, file, name, errors);
    return {
      name,
      statements: statements.length,
      stored: sum('stored'),
      known: sum('known'),
      inbox: of('inbox'),
      refused: of('refused'),
      problems: errors,
    };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const problems = error.problems?.length
      ? error.problems
      : [{ severity: 'error' as const, rule: error.code, message: error.message }];
    await ask(context, companyId, connection, file, name, problems);
    return { name, statements: 0, stored: 0, known: 0, inbox: 0, refused: 1, problems };
  } finally {
    await rm(path, { force: true });
  }
}

async function ask(
  context: OperationsContext,
  companyId: string,
  connection: Connection,
  file: FetchedFile,
  name: string,
  problems: readonly Problem[],
): Promise<void> {
  const why = problems.find(({ severity }) => severity !== 'warning')!.message;
  await context.database.withCompany(companyId, (tx) =>
    new TaskStore(tx).add({
      kind: 'statement-file',
      onceKey: `${connection.id} ${file.id}`,
      message: `${connection.name} brought ${name}, which cannot be imported: ${why}`,
      data: { connection: connection.id, file: name, problems },
    }),
  );
}
