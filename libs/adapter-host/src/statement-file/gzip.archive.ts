import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { InputError } from '@lettrage/adapter-sdk';
import { UnpackingBudget } from './archive.limits.js';
import type { ArchiveLimits } from './archive.limits.js';
import { peeked } from './byte-source.js';
import type { ByteSource } from './byte-source.js';
import { archiveKind } from './statement-file.js';
import type { StatementFile } from './statement-file.js';

/** The one file of a gzip stream, unpacked as it is read. */
export async function* unpackGzip(source: ByteSource, limits: ArchiveLimits): AsyncGenerator<StatementFile> {
  const { head, chunks } = await peeked(unpacked(source, limits));
  if (archiveKind(head))
    throw new InputError('nested-archive', `${source.name} holds an archive inside the archive. Unpack the outer one.`);
  yield { name: source.name, head, chunks };
}

async function* unpacked(source: ByteSource, limits: ArchiveLimits): AsyncGenerator<Uint8Array> {
  const budget = new UnpackingBudget(source.name, limits);
  const gunzip = createGunzip();
  let length = 0;
  const packed = Readable.from(source.chunks, { objectMode: false });
  packed.on('error', (error) => gunzip.destroy(error));
  packed.pipe(gunzip);
  try {
    for await (const chunk of gunzip) {
      length += (chunk as Buffer).length;
      budget.take((chunk as Buffer).length, length, gunzip.bytesWritten);
      yield chunk as Buffer;
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code?.startsWith('Z_'))
      throw new InputError('damaged-archive', `${source.name} is damaged and cannot be unpacked. Fetch it again.`);
    throw error;
  } finally {
    packed.destroy();
    gunzip.destroy();
  }
}
