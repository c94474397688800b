import type { Cursor, FetchedFile } from '../capabilities/index.js';
import type { AdapterContext } from '../context.js';
import type { Adapter } from '../define-adapter.js';
import { canonical, Promises, within, type BrokenPromise } from './broken-promise.js';
import { checkWrongConfigs, findSecret, type ConnectionFixtures } from './connection.conformance.js';
import type { TestContext } from './test-context.js';

/** What an author gives to have a `StatementSource` checked. */
export interface StatementSourceFixtures extends ConnectionFixtures {
  /** A context onto a remote that holds the same two files or more each time, such as `testContext({ files })`. */
  readonly context: () => AdapterContext & Partial<Pick<TestContext, 'logged'>>;
}

const LIMIT = 20_000;
const MOST_BATCHES = 1000;

interface Batch {
  readonly files: readonly FetchedFile[];
  readonly cursor: Cursor;
  readonly more: boolean;
}

/** The promises of `StatementSource` that the adapter breaks. */
export async function checkStatementSource(
  adapter: Adapter,
  fixtures: StatementSourceFixtures,
): Promise<BrokenPromise[]> {
  const promises = new Promises('statementSource');
  const context = fixtures.context();
  const batches = await promises.survives('fetches everything', 'from the start', () =>
    drain(adapter, fixtures, context, undefined),
  );
  if (!batches) return promises.broken;
  const files = batches.flatMap((batch) => batch.files);
  promises.expect(files.length > 0, 'has fixtures', 'the remote must hold a file');
  const ids = files.map((file) => file.id);
  promises.expect(new Set(ids).size === ids.length, 'no file twice in one reading', canonical(ids));
  for (const { name, bytes } of files)
    promises.expect(
      name !== '' && bytes instanceof Uint8Array && bytes.length > 0,
      'a file has a name and bytes',
      name,
    );
  for (const { cursor } of batches) {
    const flat = Object.values(cursor).every((value) => ['string', 'number', 'boolean'].includes(typeof value));
    promises.expect(flat, 'the cursor is flat and printable', canonical(cursor));
  }
  await checkResume(promises, adapter, fixtures, batches);
  const leak = findSecret(fixtures.secrets, canonical([context.logged ?? [], batches.map((batch) => batch.cursor)]));
  promises.expect(leak === undefined, 'no secret in any message', `the value of "${leak}" appears`);
  await checkWrongConfigs(promises, adapter, fixtures, async (members) => {
    await members.statementSource?.fetch(undefined);
  });
  return promises.broken;
}

/** From every cursor, through JSON as the host stores it and with a key of a later version, the rest comes and nothing else. */
async function checkResume(
  promises: Promises,
  adapter: Adapter,
  fixtures: StatementSourceFixtures,
  batches: readonly Batch[],
): Promise<void> {
  const all = batches.flatMap((batch) => batch.files.map((file) => file.id));
  const resume = (cursor: Cursor): Promise<readonly string[] | undefined> =>
    promises.survives('resumes from any cursor', canonical(cursor), async () => {
      const rest = await drain(adapter, fixtures, fixtures.context(), JSON.parse(JSON.stringify(cursor)) as Cursor);
      return rest.flatMap((batch) => batch.files.map((file) => file.id));
    });
  let done = 0;
  for (const { files, cursor } of batches) {
    done += files.length;
    const rest = await resume({ ...cursor, introducedLater: 'x' });
    const same = rest === undefined || canonical(rest) === canonical(all.slice(done));
    promises.expect(same, 'resumes with no gap and no duplicate', `after ${done} files: ${canonical(rest)}`);
  }
  const unknown = await resume({ unknown: true });
  const same = unknown === undefined || canonical(unknown) === canonical(all);
  promises.expect(same, 'reads from the start after an unknown cursor', canonical(unknown));
}

async function drain(
  adapter: Adapter,
  fixtures: StatementSourceFixtures,
  context: AdapterContext,
  from: Cursor | undefined,
): Promise<Batch[]> {
  const source = (await adapter.create(fixtures.config, context)).statementSource!;
  const batches: Batch[] = [];
  let cursor = from;
  do {
    const batch = await within(source.fetch(cursor), LIMIT);
    batches.push(batch);
    cursor = batch.cursor;
    if (batches.length > MOST_BATCHES) throw new Error(`no end after ${MOST_BATCHES} batches`);
  } while (batches.at(-1)!.more);
  return batches;
}
