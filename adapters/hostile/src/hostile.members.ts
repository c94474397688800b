import { AdapterError } from '@lettrage/adapter-sdk';
import type { AdapterContext, Capabilities, StatusEvent, StatusOutcome } from '@lettrage/adapter-sdk';
import type { HostileConfig, HostileMode } from './index.js';

/** What each mode does wherever it is called; a function of its own for what depends on the input. */
type Misdeed = (input?: unknown) => unknown;

const FORBIDDEN = [
  'http://169.254.169.254/latest/meta-data/',
  'http://127.0.0.1:1/',
  'https://elsewhere.example/',
  'file:///etc/passwd',
];
const HUGE = 60_000;

/** Members that misbehave in the configured mode. */
export async function hostileMembers(config: HostileConfig, context: AdapterContext): Promise<Capabilities> {
  const secret = config.token === undefined ? 'none' : await context.secret('token');
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- that is the misdeed
  if (config.mode === 'create-throws') throw { toString: () => `create failed with ${secret}` };
  if (config.mode === 'no-members') return undefined as never;
  const misdeed = misdeedOf(config.mode, secret, context);
  const members = {
    statementReader: { sniff: () => misdeed() as number, read: () => stream(misdeed) },
    statementSource: { fetch: async (cursor: unknown) => misdeed(cursor) },
    invoiceSource: { changes: async (cursor: unknown) => misdeed(cursor) },
    ledgerExporter: { fileName: () => '../../etc/passwd', write: () => stream(misdeed) },
    statusSink: { push: async (events: readonly StatusEvent[]) => misdeed(events) },
    check: async () => misdeed(),
  };
  const { statusSink, ...withoutSink } = members;
  if (config.mode === 'missing-member') return withoutSink as unknown as Capabilities;
  if (config.mode === 'extra-member')
    return { ...members, ledgerChecker: { check: statusSink.push } } as unknown as Capabilities;
  return members as unknown as Capabilities;
}

function misdeedOf(mode: HostileMode, secret: string, context: AdapterContext): Misdeed {
  const misdeeds: Partial<Record<HostileMode, Misdeed>> = {
    'wrong-shapes': () => [{ type: 'transaction', ref: 7, amount: 12.5, status: null }, null, 'text'],
    'throws-string': () => fail(`it broke with ${secret}`),
    'throws-nothing': () => fail(undefined),
    'throws-foreign-error': () =>
      fail(Object.assign(new TypeError(`cannot read ${secret}`), { config: { headers: { authorization: secret } } })),
    'leaks-secret': () => leak(secret, context),
    hangs: () => new Promise(() => undefined),
    'other-events': (events) => outcomesOfOthers(events),
    'contradicts-itself': (events) => [...all(events, 'done'), ...all(events, 'rejected')],
    'rejects-all': () => fail(new AdapterError('rejected', 'The remote refuses one of these events.')),
    'huge-output': () => Array.from({ length: HUGE }, (_, index) => hugeLine(index)),
    'standing-cursor': (cursor) => ({
      customers: [],
      invoices: [],
      payments: [],
      files: [],
      cursor: cursor ?? { page: 1 },
      more: true,
    }),
    'mutates-input': (events) => mutate(events),
    'calls-forbidden-hosts': () => callForbidden(context),
    'escapes-folder': () => context.folder?.read('../../etc/passwd'),
  };
  return misdeeds[mode] ?? (() => []);
}

/** Throws anything, also what is no error. */
function fail(what: unknown): never {
  throw what;
}

/** Puts the secret wherever a message goes: the log, its details, and the error, plain and encoded. */
function leak(secret: string, context: AdapterContext): never {
  const encoded = Buffer.from(secret).toString('base64');
  context.log.error(`calling with ${secret}`, { headers: { authorization: `Basic ${encoded}` }, [secret]: [secret] });
  throw new AdapterError('auth', `The key ${secret} (${encodeURIComponent(secret)}) was refused.`, {
    internal: `sent ${encoded}`,
    field: `/token/${secret}`,
    cause: new Error(secret),
  });
}

function outcomesOfOthers(events: unknown): unknown {
  return [
    { event: 'an-event-of-someone-else', status: 'done' },
    { event: (events as StatusEvent[] | undefined)?.[0]?.id, status: 'perfect' },
    null,
  ];
}

function all(events: unknown, status: StatusOutcome['status']): StatusOutcome[] {
  return ((events ?? []) as StatusEvent[]).map((event) => ({ event: event.id, status }));
}

/** Valid lines, but more of them than any file could hold. */
function hugeLine(index: number): object {
  return {
    type: 'transaction',
    ref: `r${index}`,
    bookingDate: '2026-01-01',
    amount: '1.00',
    currency: 'EUR',
    status: 'booked',
    reversal: false,
  };
}

function mutate(events: unknown): StatusOutcome[] {
  const outcomes = all(events, 'done');
  for (const event of events as { id: string; day: string }[]) {
    event.id = 'changed';
    event.day = '1970-01-01';
  }
  return outcomes;
}

/** Tries each forbidden address and reports what it got; the host must have refused every one. */
async function callForbidden(context: AdapterContext): Promise<never> {
  const reached: string[] = [];
  for (const url of FORBIDDEN) {
    await context.http.request({ url }).then(
      () => reached.push(url),
      () => undefined,
    );
  }
  await context.connect({ host: '127.0.0.1', port: 22 }).then(
    () => reached.push('127.0.0.1:22'),
    () => undefined,
  );
  throw new AdapterError('rejected', `reached: ${reached.join(' ') || 'nothing'}`);
}

async function* stream(misdeed: Misdeed): AsyncGenerator<never> {
  yield (await misdeed()) as never;
}
