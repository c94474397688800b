import { AdapterError } from '../adapter-error.js';
import type { AdapterContext, Folder, HttpRequest, HttpResponse } from '../context.js';

/** What a scripted remote answers. `lost`: the remote did its work, but the answer never arrived. */
export interface ScriptedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly text?: string;
  readonly lost?: boolean;
}

/** The remote in a test: a function of the request, or the answers in the order of the requests. */
export type ScriptedHttp =
  ((request: HttpRequest) => ScriptedAnswer | Promise<ScriptedAnswer>) | readonly ScriptedAnswer[];

/** A remote with a memory of its own, so that a kit can count what was really written there. */
export interface FakeRemote {
  respond(request: HttpRequest): ScriptedAnswer | Promise<ScriptedAnswer>;
  /** How many things were created there so far (payments, messages taken for new). */
  effects(): number;
}

/** Parts of a {@link testContext}. */
export interface TestContextOptions {
  readonly http?: ScriptedHttp;
  readonly secrets?: Readonly<Record<string, string>>;
  /** Files of `context.folder`; absent: there is no folder. */
  readonly files?: Readonly<Record<string, Uint8Array>>;
  readonly now?: Date;
  readonly signal?: AbortSignal;
}

/** A context without a host: scripted HTTP, given secrets, a clock that stands still, and a record of what happened. */
export interface TestContext extends AdapterContext {
  readonly requests: readonly HttpRequest[];
  readonly logged: readonly { readonly level: string; readonly message: string; readonly details?: unknown }[];
}

/** Makes a {@link TestContext}; a request without a scripted answer fails as a host without network would. */
export function testContext(options: TestContextOptions = {}): TestContext {
  const requests: HttpRequest[] = [];
  const logged: { level: string; message: string; details?: unknown }[] = [];
  const signal = options.signal ?? new AbortController().signal;
  const now = options.now ?? new Date('2026-01-31T12:00:00Z');
  const log = (level: string) => (message: string, details?: Readonly<Record<string, unknown>>) => {
    logged.push(details === undefined ? { level, message } : { level, message, details });
  };
  return {
    requests,
    logged,
    signal,
    http: {
      async request(request) {
        if (signal.aborted) throw new AdapterError('transient', 'The call was aborted.');
        requests.push(request);
        const answer =
          typeof options.http === 'function' ? await options.http(request) : options.http?.[requests.length - 1];
        if (!answer || answer.lost) throw new AdapterError('transient', `No answer from ${new URL(request.url).host}.`);
        return responseOf(answer);
      },
    },
    connect: () => Promise.reject(new AdapterError('transient', 'The test context opens no connection.')),
    ...(options.files ? { folder: folderOf(new Map(Object.entries(options.files))) } : {}),
    clock: { now: () => new Date(now) },
    log: { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') },
    async secret(name) {
      const value = options.secrets?.[name];
      if (value === undefined)
        throw new AdapterError('config', `The secret "${name}" is not set.`, { field: `/${name}` });
      return value;
    },
  };
}

function responseOf(answer: ScriptedAnswer): HttpResponse {
  const text = answer.text ?? (answer.json === undefined ? '' : JSON.stringify(answer.json));
  const headers = Object.fromEntries(
    Object.entries(answer.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return {
    status: answer.status ?? 200,
    headers,
    body: new TextEncoder().encode(text),
    text: () => text,
    json() {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        throw new AdapterError('transient', 'The answer is not JSON.', { internal: text.slice(0, 200) });
      }
    },
  };
}

function folderOf(files: Map<string, Uint8Array>): Folder {
  return {
    async list() {
      return [...files].map(([name, bytes]) => ({ name, size: bytes.length, modified: '2026-01-01T00:00:00Z' }));
    },
    async read(name) {
      const bytes = files.get(name);
      if (!bytes) throw new AdapterError('rejected', `There is no file ${name} in the folder.`);
      return bytes;
    },
    async write(name, bytes) {
      files.set(name, Uint8Array.from(bytes));
    },
  };
}
