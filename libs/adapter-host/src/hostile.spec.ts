import { describe, expect, it } from '@jest/globals';
import { isAdapterError } from '@lettrage/adapter-sdk';
import type { StatementLine, StatusEvent } from '@lettrage/adapter-sdk';
import { AdapterHost } from './adapter.host.js';
import type { OpenAdapter } from './adapter.host.js';
import { AdapterRegistry } from './adapter.registry.js';
import { environmentSecrets } from './secrets/secret.resolver.js';

const SECRET = 'k3y/of+the hostile=1';
const logged: unknown[] = [];
const record = (...parts: unknown[]): void => void logged.push(parts);
const host = new AdapterHost({
  registry: new AdapterRegistry({ builtIn: { hostile: () => import('@lettrage/hostile') } }),
  secrets: environmentSecrets({ HOSTILE: SECRET }),
  log: { debug: record, info: record, warn: record, error: record },
});

const open = (mode: string): Promise<OpenAdapter> =>
  host.open('hostile', { config: { mode, token: 'env:HOSTILE', url: 'https://remote.example/' }, callTimeout: 300 });

const events = ['e1', 'e2'].map((id, index): StatusEvent => ({
  id,
  type: 'invoice.paid',
  version: 1,
  company: { id: 'c1', name: 'Démo' },
  position: index + 1,
  time: '2026-01-31T10:00:00Z',
  day: '2026-01-30' as StatusEvent['day'],
  subject: 'i1',
}));

async function failure(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    (value) => value,
    (error: unknown) => error,
  );
}

async function readAll(adapter: OpenAdapter): Promise<StatementLine[]> {
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode('some statement');
  };
  const lines: StatementLine[] = [];
  for await (const some of adapter.members.statementReader!.read(chunks(), {})) lines.push(...some);
  return lines;
}

async function writeAll(adapter: OpenAdapter): Promise<void> {
  const entries = async function* (): AsyncGenerator<never> {};
  for await (const chunk of adapter.members.ledgerExporter!.write(entries(), { format: 'x', options: {} })) void chunk;
}

/** Everything a host does with an adapter, in one mode; what came out of each. */
async function use(mode: string): Promise<Record<string, unknown>> {
  // After a call that hung the connection is closed, so each use opens its own.
  const on = async (call: (adapter: OpenAdapter) => Promise<unknown>): Promise<unknown> =>
    failure(open(mode).then(call));
  return {
    read: await on(readAll),
    fetch: await on((adapter) => adapter.members.statementSource!.fetch({ page: 1 })),
    changes: await on((adapter) => adapter.members.invoiceSource!.changes({ page: 1 })),
    write: await on(writeAll),
    check: await on((adapter) => adapter.members.check!()),
    push: await on((adapter) => adapter.push(events)),
  };
}

describe('the host survives an adapter that', () => {
  it.each([
    'wrong-shapes',
    'throws-string',
    'throws-nothing',
    'throws-foreign-error',
    'leaks-secret',
    'hangs',
    'huge-output',
    'calls-forbidden-hosts',
  ])('misbehaves everywhere: %s', async (mode) => {
    logged.length = 0;
    const { push, ...others } = await use(mode);
    for (const [call, result] of Object.entries(others)) {
      if (!isAdapterError(result))
        throw new Error(`${call} let ${mode} through: ${JSON.stringify(result)?.slice(0, 200)}`);
      expect(result.message).toMatch(/\S/);
    }
    const { outcomes } = push as Awaited<ReturnType<OpenAdapter['push']>>;
    expect(outcomes.map((outcome) => outcome.event)).toEqual(['e1', 'e2']);
    expect(outcomes.some((outcome) => outcome.status === 'done' || outcome.status === 'already')).toBe(false);
    const everything = JSON.stringify([others, push, logged], (_key, value: unknown) =>
      value instanceof Error ? { ...value, message: value.message, stack: value.stack, cause: value.cause } : value,
    );
    for (const form of [SECRET, encodeURIComponent(SECRET), Buffer.from(SECRET).toString('base64')])
      expect(everything).not.toContain(form);
  });

  it('reached nothing it must not reach', async () => {
    const { check } = await use('calls-forbidden-hosts');
    expect(check).toMatchObject({ kind: 'rejected', message: 'reached: nothing' });
  });

  it('logs its secret, which arrives without it', async () => {
    logged.length = 0;
    await failure((await open('leaks-secret')).members.check!());
    expect(JSON.stringify(logged)).toContain('[secret]');
  });

  it('answers for events of others: those that were asked stay to be sent', async () => {
    const { outcomes } = await (await open('other-events')).push(events);
    expect(outcomes).toEqual([
      { event: 'e1', status: 'later', message: expect.stringContaining('no outcome') },
      { event: 'e2', status: 'later', message: expect.stringContaining('no outcome') },
    ]);
  });

  it('says two things of one event: the host believes neither', async () => {
    const { outcomes } = await (await open('contradicts-itself')).push(events);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['later', 'later']);
  });

  it('refuses a batch as a whole: the refusal is pinned to the first event, the second waits', async () => {
    const { outcomes } = await (await open('rejects-all')).push(events);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'later']);
  });

  it('changes what it is given: the events stay as they are', async () => {
    const before = JSON.stringify(events);
    const { outcomes } = await (await open('mutates-input')).push(events);
    expect(JSON.stringify(events)).toBe(before);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['done', 'done']);
  });

  it('pages for ever on one spot', async () => {
    const { members } = await open('standing-cursor');
    await expect(members.invoiceSource!.changes({ page: 1 })).rejects.toThrow(/cursor does not move/);
    await expect(members.statementSource!.fetch({ page: 1 })).rejects.toThrow(/cursor does not move/);
  });

  it('hangs: the connection is given up, and says so afterwards', async () => {
    const adapter = await open('hangs');
    await expect(adapter.members.check!()).rejects.toMatchObject({
      kind: 'transient',
      message: expect.stringContaining('0.3 s'),
    });
    await expect(adapter.members.check!()).rejects.toThrow(/closed/);
  });

  it.each([
    ['missing-member', /declares statusSink/],
    ['extra-member', /returned ledgerChecker/],
    ['no-members', /no members/],
    ['create-throws', /does not explain/],
  ])('returns other members than it declares: %s', async (mode, message) => {
    const error = await failure(open(mode));
    expect(error).toMatchObject({ kind: 'malformed', message: expect.stringMatching(message) });
    expect(JSON.stringify(error)).not.toContain(SECRET);
  });

  it('scores nonsense when it is asked for its format', async () => {
    for (const mode of ['wrong-shapes', 'throws-string', 'hangs', 'huge-output']) {
      expect((await open(mode)).members.statementReader!.sniff(new Uint8Array(3))).toBe(0);
    }
  });

  it('gets no folder unless its manifest asks for one', async () => {
    const { members } = await open('escapes-folder');
    await expect(members.invoiceSource!.changes(undefined)).rejects.toMatchObject({ kind: 'malformed' });
  });
});
