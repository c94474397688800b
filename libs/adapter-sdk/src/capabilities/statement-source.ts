import type { Cursor } from './cursor.js';

/** Fetches new statement files after a cursor: a folder, an SFTP server, a mailbox, a bank's API. */
export interface StatementSource {
  /** The next files after `cursor` (absent: from the start), with the cursor to store once they are safe. */
  fetch(cursor: Cursor | undefined): Promise<{ files: readonly FetchedFile[]; cursor: Cursor; more: boolean }>;
}

/** One file as it was found; `id` is stable, so a file fetched twice is known. */
export interface FetchedFile {
  readonly id: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}
