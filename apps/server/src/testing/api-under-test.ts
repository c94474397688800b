import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AdapterHost, AdapterRegistry, validateAgainst } from '@lettrage/adapter-host';
import { addApiKey, type OperationsContext } from '@lettrage/operations';
import { createCompany, createTestDatabase, type TestDatabase } from '@lettrage/persistence/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { pino } from 'pino';
import { builtInAdapters } from '../built-in-adapters.js';
import { createApp } from '../create-app.js';
import { openApiOf } from '../open-api.js';

/** A request as a spec writes it. */
export interface Request {
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON, text and bytes as a file. */
  readonly body?: unknown;
}

/** An answer: `json` of a JSON one, `text` always. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- specs look into answers whose schema was checked
  readonly json: any;
}

/** The API on a database of its own, with two firms of one company each. */
export interface ApiUnderTest {
  readonly app: NestFastifyApplication;
  readonly url: string;
  readonly context: OperationsContext;
  readonly database: TestDatabase;
  readonly document: OpenAPIObject;
  readonly company: string;
  readonly firm: string;
  /** A company of another firm. */
  readonly foreign: string;
  /** A key of `company` with every scope. */
  readonly key: string;
  readonly foreignKey: string;
  /** Sends a request and holds the answer to the OpenAPI document. */
  call(method: string, path: string, request?: Request): Promise<Answer>;
  close(): Promise<void>;
}

/** Starts the API over a fresh database. */
export async function startApi(): Promise<ApiUnderTest> {
  const database = await createTestDatabase();
  const home = await mkdtemp(join(tmpdir(), 'lettrage-api-'));
  const context: OperationsContext = {
    database: database.database,
    adapters: new AdapterHost({ registry: new AdapterRegistry({ builtIn: builtInAdapters }) }),
    eventKey: Buffer.alloc(32, 7),
    now: () => new Date('2026-03-31T09:00:00Z'),
    log: pino({ level: process.env['LETTRAGE_LOG'] ?? 'silent' }),
    folder: home,
  };
  const own = await createCompany(database.database, { name: 'ACME SAS', siren: '732829320' });
  const other = await createCompany(database.database, { name: 'AUTRE SARL' });
  const scopes = ['read', 'write', 'admin'];
  const { key } = await addApiKey(context, own.id, { name: 'test', scopes });
  const { key: foreignKey } = await addApiKey(context, other.id, { name: 'autre', scopes });
  const app = await createApp(context, { pages: false });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const document = openApiOf(app);
  return {
    app,
    url,
    context,
    database,
    document,
    company: own.id,
    firm: own.firmId,
    foreign: other.id,
    key,
    foreignKey,
    call: (method, path, request = {}) => call(url, document, method, path, request),
    async close() {
      await app.close();
      await database.drop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function call(
  url: string,
  document: OpenAPIObject,
  method: string,
  path: string,
  { key, headers = {}, body }: Request,
): Promise<Answer> {
  const isFile = typeof body === 'string' || body instanceof Uint8Array;
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'content-type': isFile ? 'application/octet-stream' : 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isFile ? Buffer.from(body as string) : JSON.stringify(body) }),
  });
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  const json: unknown = /^application\/(problem\+)?json/.test(type) ? JSON.parse(text) : undefined;
  const received = {
    ...Object.fromEntries(response.headers),
    'set-cookie': response.headers.getSetCookie().join('\n'),
  };
  const answer = { status: response.status, headers: received, text, json };
  await holdToDocument(document, method, path.split('?')[0]!, answer, type);
  return answer;
}

interface Operation {
  readonly responses: Readonly<Record<string, { content?: Record<string, { schema: Record<string, unknown> }> }>>;
}

/** The operation of a path in the document: literal parts go before parameters. */
function operationOf(document: OpenAPIObject, method: string, path: string): Operation | undefined {
  const parts = path.split('/');
  const fits = Object.keys(document.paths)
    .filter((template) => {
      const expected = template.split('/');
      return expected.length === parts.length && expected.every((part, i) => part.startsWith('{') || part === parts[i]);
    })
    .sort((a, b) => a.split('{').length - b.split('{').length);
  const item = fits[0] === undefined ? undefined : document.paths[fits[0]];
  return (item as Record<string, Operation> | undefined)?.[method.toLowerCase()];
}

async function holdToDocument(
  document: OpenAPIObject,
  method: string,
  path: string,
  answer: Answer,
  type: string,
): Promise<void> {
  const what = `${method} ${path} ${answer.status}`;
  if (answer.status >= 400) {
    if (!type.startsWith('application/problem+json'))
      throw new Error(`${what} is no problem but ${type}: ${answer.text}`);
    await validateAgainst(standingAlone(document, PROBLEM), answer.json, what);
    return;
  }
  const operation = operationOf(document, method, path);
  if (!operation || answer.json === undefined) return;
  const schema = operation.responses[answer.status]?.content?.['application/json']?.schema;
  if (!schema) throw new Error(`${what} is not in the OpenAPI document`);
  await validateAgainst(standingAlone(document, schema), answer.json, what);
}

const PROBLEM = { $ref: '#/components/schemas/Problem' };
const alone = new WeakMap<OpenAPIObject, Map<object, Record<string, unknown>>>();

/** A schema with all it refers to. One object a schema: the validator compiles each object it has not seen. */
function standingAlone(document: OpenAPIObject, schema: Record<string, unknown>): Record<string, unknown> {
  const known = alone.get(document) ?? new Map<object, Record<string, unknown>>();
  alone.set(document, known);
  const complete = known.get(schema) ?? { ...schema, components: document.components };
  known.set(schema, complete);
  return complete;
}
