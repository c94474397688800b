import { ARCHIVE_LIMITS } from './archive.limits.js';
import type { ArchiveLimits } from './archive.limits.js';
import { peeked } from './byte-source.js';
import type { ByteSource } from './byte-source.js';
import { archiveKind } from './statement-file.js';
import type { StatementFile } from './statement-file.js';
import { unpackGzip } from './gzip.archive.js';
import { unpackZip } from './zip.archive.js';

/**
 * The statement files a source holds: itself, or what its archive contains, one after the other. Read each to its end
 * (or drop it) before asking for the next. Throws {@link InputError} for an archive that is damaged, encrypted, too
 * large, nested or names paths outside; a plain file is streamed and has no limit.
 */
export async function* openStatementFile(
  source: ByteSource,
  limits: ArchiveLimits = ARCHIVE_LIMITS,
): AsyncGenerator<StatementFile> {
  const { head, chunks, close } = await peeked(source.chunks);
  const kind = archiveKind(head);
  if (kind === 'zip') {
    // A zip on disk is read in place, from its end.
    if (source.path !== undefined) await close();
    yield* unpackZip({ ...source, chunks }, limits);
  } else if (kind === 'gzip') {
    yield* unpackGzip({ ...source, chunks }, limits);
  } else {
    yield { name: source.name, head, chunks };
  }
}
