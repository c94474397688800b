import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { AdapterError } from '../adapter-error.js';
import type { InvoicePage, LedgerExporter, StatementReader, StatusSink } from '../capabilities/index.js';
import type { AdapterContext, HttpRequest } from '../context.js';
import { defineAdapter } from '../define-adapter.js';
import type { Adapter } from '../define-adapter.js';
import type { JournalEntry, StatementLine, StatusEvent } from '../index.js';
import { checkAdapter, checkEntry } from './index.js';
import type { AdapterFixtures, FakeRemote, ScriptedAnswer } from './index.js';

/** The kit is worth as much as the faults it finds: each test plants one in an adapter that is otherwise sound. */
const manifest = { id: 'planted', title: 'Planted', version: '1.0.0', sdk: '^0.1.0' } as const;

async function promises(adapter: Adapter, fixtures: AdapterFixtures): Promise<string[]> {
  return [...new Set((await checkAdapter(adapter, fixtures)).map((broken) => broken.promise))];
}

describe('a statement reader', () => {
  const text = 'HEAD\n2026-01-02 100.00\n2026-01-03 -20.00\nEND\n';
  const fixtures: AdapterFixtures = {
    statementReader: { own: [{ name: 'own', bytes: new TextEncoder().encode(text) }] },
  };
  const error = (code: string): StatementLine => ({ type: 'problem', severity: 'error', code, message: code });

  /** Reads the whole text, then its lines; `change` plants the fault. */
  function sound(change: Partial<StatementReader> & { ref?: (text: string) => string; foot?: object } = {}): Adapter {
    const ref = change.ref ?? ((line) => createHash('sha256').update(line).digest('hex'));
    const reader: StatementReader = {
      sniff: (head) => (new TextDecoder().decode(head).startsWith('HEAD') ? 1 : 0),
      async *read(chunks, { signal }) {
        const parts: Uint8Array[] = [];
        for await (const chunk of chunks) {
          if (signal?.aborted) return;
          parts.push(chunk);
        }
        yield linesOf(Buffer.concat(parts).toString('utf8'), ref, change.foot ?? {});
      },
      ...(change.sniff ? { sniff: change.sniff } : {}),
      ...(change.read ? { read: change.read } : {}),
    };
    return defineAdapter({
      manifest: { ...manifest, capabilities: ['statementReader'] },
      create: () => ({ statementReader: reader }),
    });
  }

  function linesOf(content: string, ref: (line: string) => string, foot: object): StatementLine[] {
    if (!content.startsWith('HEAD\n')) return [error('foreign')];
    const moves = content.split('\n').filter((line) => /^\d{4}-\d\d-\d\d -?\d+\.\d\d$/.test(line));
    const head = {
      type: 'statement',
      account: { iban: 'FR76', currency: 'EUR' },
      opening: { amount: '0.00' },
      source: { format: 'x' },
    };
    const lines = moves.map((line) => {
      const [bookingDate, amount] = line.split(' ');
      return {
        type: 'transaction',
        ref: ref(line),
        bookingDate,
        amount,
        currency: 'EUR',
        status: 'booked',
        reversal: false,
      };
    });
    const unread = content.split('\n').filter((line) => !['HEAD', 'END', ''].includes(line)).length - moves.length;
    if (unread > 0) lines.push(error('unreadable') as never);
    if (!content.endsWith('END\n'))
      return [head, ...lines, { type: 'statement-end', count: 0, sum: '80.00' }, error('cut')].filter(Boolean) as never;
    return [
      head,
      ...lines,
      { type: 'statement-end', count: 2, sum: '80.00', closing: { amount: '80.00' }, balanced: true, ...foot },
    ] as never;
  }

  it('that is sound breaks nothing', async () => {
    expect(await promises(sound(), fixtures)).toEqual([]);
  });

  it.each([
    ['refs that change', { ref: () => String(Math.random()) }, 'the same lines however the bytes are cut'],
    ['refs that repeat', { ref: () => 'same' }, 'refs are unique in an account'],
    ['a wrong sum', { foot: { sum: '81.00' } }, 'sum is Σ booked amounts'],
    [
      'a balance it only claims',
      { foot: { closing: { amount: '90.00' } } },
      'opening + movements = closing is said as it is',
    ],
    ['a sniff that says yes to all', { sniff: () => 1 }, 'refuses files of others'],
    ['a sniff that says no to all', { sniff: () => 0 }, 'recognises its own files'],
    ['a sniff that throws', { sniff: () => fail() }, 'sniff never throws'],
    ['a sniff beyond 1', { sniff: () => 7 }, 'sniff gives 0…1'],
    ['an exception', { read: () => fail() }, 'reads its own files'],
  ])('with %s is found out', async (_name, change, promise) => {
    expect(await promises(sound(change as never), fixtures)).toContain(`statementReader: ${promise}`);
  });

  it('that depends on how the bytes are cut is found out', async () => {
    const { statementReader } = await sound().create({}, {} as AdapterContext);
    const hasty: StatementReader['read'] = async function* (chunks, options) {
      for await (const chunk of chunks) yield* statementReader!.read(once(chunk), options);
    };
    expect(await promises(sound({ read: hasty }), fixtures)).toContain(
      'statementReader: the same lines however the bytes are cut',
    );
  });

  it('that ignores the abort is found out', async () => {
    const { statementReader } = await sound().create({}, {} as AdapterContext);
    const deaf: StatementReader['read'] = (chunks) => statementReader!.read(chunks, {});
    expect(await promises(sound({ read: deaf }), fixtures)).toContain('statementReader: abort is honoured');
  });

  it('that is silent about foreign bytes is found out', async () => {
    const { statementReader } = await sound().create({}, {} as AdapterContext);
    const silent: StatementReader['read'] = async function* (chunks, options) {
      for await (const lines of statementReader!.read(chunks, options))
        yield lines.filter((line) => line.type !== 'problem');
    };
    expect(await promises(sound({ read: silent }), fixtures)).toContain(
      'statementReader: foreign bytes give problems, no silence',
    );
  });
});

describe('a ledger exporter', () => {
  const entry = {
    number: 'VE-1',
    lines: [
      { account: '411', debit: '1.00', credit: '0.00' },
      { account: '706', debit: '0.00', credit: '1.00' },
    ],
  } as unknown as JournalEntry;
  const fixtures: AdapterFixtures = { ledger: { exports: [{ format: 'x', options: {}, entries: [entry] }] } };

  function exporter(row: (entry: JournalEntry) => string, refuse = true): Adapter {
    const ledgerExporter: LedgerExporter = {
      fileName: () => 'x.txt',
      async *write(entries) {
        for await (const each of entries) {
          if (refuse && each.lines[0]!.debit !== '1.00')
            throw new AdapterError('rejected', `Entry ${each.number} is not balanced.`);
          yield new TextEncoder().encode(row(each));
        }
      },
    };
    return defineAdapter({
      manifest: { ...manifest, capabilities: ['ledgerExporter'] },
      create: () => ({ ledgerExporter }),
    });
  }

  it('that is sound breaks nothing', async () => {
    expect(
      await promises(
        exporter((each) => each.number),
        fixtures,
      ),
    ).toEqual([]);
  });

  it('that writes other bytes each time, unbalanced entries, or into its input, is found out', async () => {
    expect(
      await promises(
        exporter(() => String(Math.random())),
        fixtures,
      ),
    ).toContain('ledgerExporter: the same input gives the same bytes');
    expect(
      await promises(
        exporter(() => 'x', false),
        fixtures,
      ),
    ).toContain('ledgerExporter: refuses an entry that is not balanced');
    const changing = exporter((each) => ((each as { number: string }).number = 'changed'));
    expect(await promises(changing, fixtures)).toContain('ledgerExporter: writes balanced entries');
  });
});

describe('a status sink', () => {
  const events = ['e1', 'e2'].map((id) => ({
    id,
    type: 'invoice.paid',
    version: 1,
    subject: 'i1',
  })) as unknown as StatusEvent[];

  function remote(): FakeRemote {
    const kept: string[] = [];
    return {
      effects: () => kept.length,
      respond({ method, url }: HttpRequest): ScriptedAnswer {
        const id = url.split('/').at(-1)!;
        if (method === 'POST') kept.push(id);
        return { status: method === 'POST' || kept.includes(id) ? 200 : 404 };
      },
    };
  }

  const fixtures: AdapterFixtures = { statusSink: { config: {}, secrets: { token: 'top-secret' }, events, remote } };

  function sink(make: (context: AdapterContext) => StatusSink): Adapter {
    return defineAdapter({
      manifest: { ...manifest, capabilities: ['statusSink'] },
      create: (_config, context) => ({ statusSink: make(context) }),
    });
  }

  /** Looks up, then writes. */
  const careful = ({ http, secret }: AdapterContext, lookUp = true): StatusSink => ({
    async push(all) {
      const outcomes = [];
      const headers = { authorization: await secret('token') };
      for (const { id } of all) {
        const known = lookUp ? await http.request({ url: `https://x.example/${id}`, headers }) : { status: 404 };
        if (known.status !== 200 && known.status !== 404) throw new AdapterError('transient', `HTTP ${known.status}`);
        if (known.status === 404) {
          const { status } = await http.request({ method: 'POST', url: `https://x.example/${id}`, headers });
          if (status !== 200) throw new AdapterError('transient', `HTTP ${status}`);
        }
        outcomes.push({ event: id, status: known.status === 404 ? ('done' as const) : ('already' as const) });
      }
      return outcomes;
    },
  });

  it('that looks up before it writes breaks nothing', async () => {
    expect(
      await promises(
        sink((context) => careful(context)),
        fixtures,
      ),
    ).toEqual([]);
  });

  it('that writes blindly is found out, on a repeat and on a lost answer', async () => {
    const broken = await promises(
      sink((context) => careful(context, false)),
      fixtures,
    );
    expect(broken).toContain('statusSink: one effect per event, however often pushed');
    expect(broken).toContain('statusSink: a lost answer never doubles an effect');
  });

  it('that forgets an outcome, prints its secret or throws a plain error is found out', async () => {
    const forgetful = sink((context) => ({ push: async (all) => (await careful(context).push(all)).slice(1) }));
    expect(await promises(forgetful, fixtures)).toContain('statusSink: one outcome per event, in order');
    const chatty = sink((context) => ({
      push: async () => Promise.reject(new AdapterError('auth', `refused ${await context.secret('token')}`)),
    }));
    expect(await promises(chatty, fixtures)).toContain('statusSink: no secret in any message');
    const rude = sink(() => ({ push: () => Promise.reject(new TypeError('x')) }));
    expect(await promises(rude, fixtures)).toContain('statusSink: throws AdapterError only');
  });

  it('that calls anything done is found out', async () => {
    const liar = sink(() => ({ push: async (all) => all.map(({ id }) => ({ event: id, status: 'done' as const })) }));
    const broken = await promises(liar, fixtures);
    expect(broken).toContain('statusSink: one effect per event, however often pushed');
  });
});

describe('an invoice source', () => {
  const remote = (): FakeRemote => ({
    effects: () => 0,
    respond: ({ query }) => ({ json: [1, 2, 3, 4, 5].filter((id) => id > Number(query?.['after'] ?? 0)).slice(0, 2) }),
  });
  const fixtures: AdapterFixtures = { invoiceSource: { config: {}, remote } };

  function source(next: (last: number, ids: readonly number[]) => number, check = true): Adapter {
    const create = (_config: unknown, { http }: AdapterContext) => ({
      invoiceSource: {
        async changes(cursor?: Readonly<Record<string, unknown>>): Promise<InvoicePage> {
          const after = typeof cursor?.['after'] === 'number' ? cursor['after'] : 0;
          const answer = await http.request({ url: 'https://x.example/', query: { after } });
          const kind = ({ 401: 'auth', 429: 'rate-limited', 500: 'transient' } as const)[answer.status as 401];
          if (check && kind) throw new AdapterError(kind, `HTTP ${answer.status}`);
          const ids = answer.json() as number[];
          const customers = ids.map((id) => ({ externalId: String(id), code: String(id), name: 'x' }));
          return {
            customers,
            invoices: [],
            payments: [],
            cursor: { after: next(ids.at(-1) ?? after, ids) },
            more: ids.length === 2,
          };
        },
      },
    });
    return defineAdapter({ manifest: { ...manifest, capabilities: ['invoiceSource'] }, create });
  }

  it('that resumes where it stood breaks nothing', async () => {
    expect(
      await promises(
        source((last) => last),
        fixtures,
      ),
    ).toEqual([]);
  });

  it('that steps back, or takes an error for a page, is found out', async () => {
    expect(
      await promises(
        source((last) => (last === 2 ? 1 : last)),
        fixtures,
      ),
    ).toContain('invoiceSource: no record twice in one reading');
    expect(
      await promises(
        source((last) => last, false),
        fixtures,
      ),
    ).toContain('invoiceSource: HTTP 429 gives rate-limited');
  });
});

describe('a manifest', () => {
  const of = (changes: object, members: object = {}): Adapter =>
    defineAdapter({ manifest: { ...manifest, capabilities: [], ...changes }, create: () => members });

  it.each([
    [of({ id: 'Not Kebab' }), 'the id is kebab-case'],
    [of({ version: 'one' }), 'the version is semver'],
    [of({ sdk: 'latest' }), 'the SDK range is a semver range'],
    [of({ capabilities: ['statusSink'] }), 'capabilities = members'],
    [of({}, { statusSink: {} }), 'capabilities = members'],
    [of({ capabilities: ['mindReader'] }), 'capabilities are of the list'],
    [of({ config: { type: 'object', properties: { apiKey: { type: 'string' } } } }), 'secrets are marked writeOnly'],
    [of({ config: { type: 'object', required: ['url'] } }), 'config is a valid JSON Schema'],
    [of({ config: { type: 'object', properties: { a: { type: 'text' } } } }), 'config is a valid JSON Schema'],
    [of({ formats: [{ id: 'a' }, { id: 'a' }] }), 'format ids are unique'],
  ])('with fault %# is found out', async (adapter, promise) => {
    expect(await promises(adapter, {})).toContain(`manifest: ${promise}`);
  });

  it('whose entry loads more than the SDK is found out', async () => {
    expect(await checkEntry(new URL('./check-adapter.ts', import.meta.url))).toContainEqual(
      expect.objectContaining({ promise: 'manifest: the entry loads lean' }),
    );
    expect(await checkEntry(new URL('./missing.ts', import.meta.url))).toHaveLength(1);
  });
});

function fail(): never {
  throw new Error('planted');
}

async function* once(chunk: Uint8Array): AsyncGenerator<Uint8Array> {
  yield chunk;
}
