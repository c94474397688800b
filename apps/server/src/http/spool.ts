import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { OperationsContext } from '@lettrage/operations';
import type { FastifyRequest } from 'fastify';
import { HttpProblem } from './http-problem.js';

const MEGABYTE = 1_048_576;

/** Largest file over HTTP in bytes: 25 MB, unless the installation (`LETTRAGE_UPLOAD_BYTES`) or the company says more. */
export function uploadLimit(settings?: Readonly<Record<string, unknown>>): number {
  const own = settings?.['uploadMegabytes'];
  if (typeof own === 'number') return own * MEGABYTE;
  const given = process.env['LETTRAGE_UPLOAD_BYTES'] ?? '';
  return /^\d{1,12}$/.test(given) ? Number.parseInt(given, 10) : 25 * MEGABYTE;
}

/** A file as it lies on disk while it is worked on. */
export interface SpooledFile {
  readonly path: string;
  /** What the sender calls it, if he does. */
  readonly name?: string;
}

/**
 * Writes the body of a request to a file of a random name, hands it to `work` and deletes it. A body that is cut off,
 * too large or no file never reaches `work`.
 */
export async function spooled<T>(
  context: OperationsContext,
  request: FastifyRequest,
  most: number,
  work: (file: SpooledFile) => Promise<T>,
): Promise<T> {
  // Said before a byte is read where the sender says how much it is; the envelope of a form is small.
  if (Number(request.headers['content-length'] ?? 0) > most + MEGABYTE) throw tooLarge(most);
  const { body, name } = await bodyOf(request);
  const uploads = join(context.folder, 'uploads');
  await mkdir(uploads, { recursive: true });
  const folder = await mkdtemp(join(uploads, 'upload-'));
  try {
    const path = join(folder, 'file');
    await write(body, path, most);
    return await work({ path, ...(name === undefined ? {} : { name }) });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function bodyOf(request: FastifyRequest): Promise<{ body: Readable; name?: string }> {
  if (request.isMultipart()) {
    const part = await request.file();
    if (part) return { body: part.file, name: part.filename };
  }
  const body = request.body as Readable | undefined;
  if (body && typeof body.pipe === 'function') return { body };
  throw new HttpProblem(
    415,
    'no-file',
    'Send the file itself as the body, with a content type such as application/octet-stream, or as the file of a form.',
  );
}

/** Not `pipeline`: it would destroy the connection on which the sender has to hear that his file is too large. */
async function write(body: Readable, path: string, most: number): Promise<void> {
  const file = createWriteStream(path, { mode: 0o600 });
  let size = 0;
  try {
    for await (const chunk of body.iterator({ destroyOnReturn: false })) {
      size += (chunk as Buffer).length;
      if (size > most) throw tooLarge(most);
      if (!file.write(chunk)) await once(file, 'drain');
    }
    file.end();
    await finished(file);
  } catch (error) {
    file.destroy();
    if (error instanceof HttpProblem) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw error;
    throw new HttpProblem(400, 'cut-off', 'The file was cut off on its way; nothing was stored. Send it again.');
  }
}

function tooLarge(most: number): HttpProblem {
  const size = most >= MEGABYTE ? `${Math.floor(most / MEGABYTE)} MB` : `${most} bytes`;
  const message = `The file is larger than ${size}; import it with the lettrage command, which has no limit, or let an administrator raise uploadMegabytes.`;
  // What still arrives is not read: the connection ends after the answer.
  return new HttpProblem(413, 'too-large', message, [], { connection: 'close' });
}

/** A name for messages only: no path, no control characters. */
export function nameOf(name: string | undefined, fallback: string): string {
  const clean = [...(name ?? '').replace(/^.*[/\\]/, '')]
    .filter((character) => character >= ' ' && character !== '\u007f')
    .join('')
    .slice(0, 200);
  return clean === '' ? fallback : clean;
}
