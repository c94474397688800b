import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Receiver } from '@lettrage/operations';

/** The receiver that `npm start` runs beside the server, so that delivered statuses can be seen arriving. */
export interface RunningReceiver extends Receiver {
  /** What it received, one JSON object a line. */
  readonly file: string;
  close(): Promise<void>;
}

const LARGEST = 1_048_576;
/** Standard Webhooks 1.0.0: messages older or newer than this are refused. */
const TOLERANCE_SECONDS = 300;

/**
 * Starts a small receiver of signed webhooks on loopback. It keeps its port and secret in the home folder, so that the
 * demonstration's connection still reaches it after a restart; an id it has seen is answered 200 and written once.
 */
export async function startReceiver(options: {
  readonly folder: string;
  readonly home: string;
}): Promise<RunningReceiver> {
  await mkdir(options.folder, { recursive: true });
  const { secret, port } = await settings(options.home);
  const secretFile = join(options.home, 'receiver.secret');
  const file = join(options.folder, 'statuses-received.ndjson');
  const seen = new Set(idsIn(await readFile(file, 'utf8').catch(() => '')));
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > LARGEST) request.destroy();
      else parts.push(chunk);
    });
    request.on('end', () => {
      const body = Buffer.concat(parts).toString('utf8');
      const id = String(request.headers['webhook-id'] ?? '');
      if (!isSigned(request.headers, body, secret)) return void response.writeHead(401).end();
      const message = objectIn(body);
      if (!message) return void response.writeHead(400).end();
      if (seen.has(id)) return void response.writeHead(200).end();
      seen.add(id);
      appendFile(file, `${JSON.stringify({ id, ...message })}\n`).then(
        () => response.writeHead(204).end(),
        () => {
          // Not written, so not received: the sender comes again.
          seen.delete(id);
          response.writeHead(500).end();
        },
      );
    });
  });
  const listening = await listen(server, port);
  if (listening !== port) await writeFile(join(options.home, 'receiver.json'), JSON.stringify({ port: listening }));
  return {
    url: `http://127.0.0.1:${listening}/statuses`,
    secret: `file:${secretFile}`,
    file,
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
}

/** Ids of the messages in the file; a last line that was cut off by a kill is none. */
function idsIn(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const id = objectIn(line)?.['id'];
    return typeof id === 'string' ? [id] : [];
  });
}

function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function isSigned(headers: NodeJS.Dict<string | string[]>, body: string, secret: string): boolean {
  const timestamp = String(headers['webhook-timestamp'] ?? '');
  if (Math.abs(Date.now() / 1000 - Number.parseInt(timestamp, 10)) > TOLERANCE_SECONDS) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = createHmac('sha256', key)
    .update(`${String(headers['webhook-id'])}.${timestamp}.${body}`)
    .digest();
  return String(headers['webhook-signature'] ?? '')
    .split(' ')
    .some((entry) => {
      const given = Buffer.from(entry.replace(/^v1,/, ''), 'base64');
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
}

async function settings(home: string): Promise<{ secret: string; port: number }> {
  const path = join(home, 'receiver.secret');
  await writeFile(path, `whsec_${randomBytes(32).toString('base64')}`, { mode: 0o600, flag: 'wx' }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    },
  );
  const known = await readFile(join(home, 'receiver.json'), 'utf8').catch(() => '{}');
  return { secret: (await readFile(path, 'utf8')).trim(), port: (JSON.parse(known) as { port?: number }).port ?? 0 };
}

async function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  const attempt = (wanted: number): Promise<number> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(wanted, '127.0.0.1', () => {
        server.removeListener('error', reject);
        resolve((server.address() as AddressInfo).port);
      });
    });
  return attempt(port).catch(() => attempt(0));
}
