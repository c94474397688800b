import { InputError } from '@lettrage/adapter-sdk';

/** What an archive may unpack to. A plain file has no limit: it is streamed. */
export interface ArchiveLimits {
  /** Bytes of everything unpacked from one archive. */
  readonly bytes: number;
  /** Files in one archive. */
  readonly entries: number;
  /** Unpacked bytes per packed byte. */
  readonly ratio: number;
  /** Bytes of a packed archive that comes as a stream and must be held in memory, since a zip is read from its end. */
  readonly packed: number;
}

export const ARCHIVE_LIMITS: ArchiveLimits = { bytes: 200 << 20, entries: 1000, ratio: 200, packed: 200 << 20 };

/** Below this a high ratio is no danger: a small file of blanks packs very well. */
const RATIO_FROM = 1 << 20;

/** Counts what an archive unpacks to and stops it at the limits; one per archive. */
export class UnpackingBudget {
  private unpacked = 0;

  constructor(
    private readonly archive: string,
    private readonly limits: ArchiveLimits,
  ) {}

  /**
   * Takes note of unpacked bytes. `file` is what this file of the archive has unpacked to so far, `packed` what it was
   * unpacked from. Throws {@link InputError}.
   */
  take(bytes: number, file: number, packed: number): void {
    this.unpacked += bytes;
    if (this.unpacked > this.limits.bytes) throw this.refusal(`more than ${this.limits.bytes} bytes`);
    if (file > RATIO_FROM && file > packed * this.limits.ratio)
      throw this.refusal(`more than ${this.limits.ratio} times its size`);
  }

  /** Takes note of the number of files. Throws {@link InputError}. */
  takeEntries(count: number): void {
    if (count > this.limits.entries) {
      throw new InputError(
        'archive-too-large',
        `${this.archive} holds ${count} files; the most is ${this.limits.entries}. Unpack it and give the files.`,
      );
    }
  }

  private refusal(what: string): InputError {
    return new InputError(
      'archive-too-large',
      `${this.archive} unpacks to ${what}. If it is sound, unpack it and give the files themselves.`,
    );
  }
}
