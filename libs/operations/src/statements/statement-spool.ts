import { open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { TransactionLine } from '@lettrage/domain';
import { newId, StatementLineEncoder } from '@lettrage/persistence';

/** Bytes read back at once. */
const READ = 256 * 1024;

/**
 * The lines of a file between being checked and being stored, as the database takes them in, in a temporary file: a
 * statement file is read once, however large, what is stored is what was checked, and memory does not grow with it.
 */
export class StatementSpool {
  private readonly encoder = new StatementLineEncoder();
  private readonly ranges = new Map<number, { readonly start: number; end: number }>();
  private current: number | undefined;
  private size = 0;

  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
  ) {}

  /** @param folder where temporary files may lie; the file goes when it is closed or the process ends */
  static async open(folder: string): Promise<StatementSpool> {
    const path = join(folder, `${newId()}.spool`);
    const file = await open(path, 'wx+', 0o600);
    // Without its name an open file outlives no process. Where the system refuses, `close` takes it away.
    await rm(path).catch(() => undefined);
    return new StatementSpool(path, file);
  }

  /**
   * Adds a line of a statement; statements come one after the other.
   *
   * @param ordinal position of the statement in its file, from 1
   * @returns a promise where the line filled a part that is being written
   */
  add(ordinal: number, line: TransactionLine): Promise<void> | undefined {
    if (ordinal === this.current) return this.write(this.encoder.add(line));
    return this.startStatement(ordinal, line);
  }

  private async startStatement(ordinal: number, line: TransactionLine): Promise<void> {
    await this.finish();
    this.current = ordinal;
    this.ranges.set(ordinal, { start: this.size, end: this.size });
    await this.write(this.encoder.add(line));
  }

  /** Writes what is left of the last statement. */
  async finish(): Promise<void> {
    await this.write(this.encoder.rest());
  }

  private write(part: Uint8Array | undefined): Promise<void> | undefined {
    if (part === undefined || part.length === 0) return undefined;
    const position = this.size;
    this.size += part.length;
    this.ranges.get(this.current!)!.end = this.size;
    return this.file.write(part, 0, part.length, position).then(() => undefined);
  }

  /** The lines of a statement, for `StatementStore.storeLines`. */
  async *lines(ordinal: number, onRead?: (share: number) => void): AsyncIterable<Uint8Array> {
    const { start, end } = this.ranges.get(ordinal) ?? { start: 0, end: 0 };
    for (let at = start; at < end;) {
      const { bytesRead, buffer } = await this.file.read(Buffer.allocUnsafe(READ), 0, Math.min(READ, end - at), at);
      if (bytesRead === 0) throw new Error('The temporary file of the import was cut short.');
      at += bytesRead;
      onRead?.((at - start) / (end - start));
      yield buffer.subarray(0, bytesRead);
    }
  }

  async close(): Promise<void> {
    await this.file.close();
    await rm(this.path, { force: true });
  }
}
