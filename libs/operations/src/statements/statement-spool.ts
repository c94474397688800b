import { open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '@lettrage/persistence';
import type { IncomingLines } from './store-statements.js';

/**
 * The lines of statements between being read and being stored, as the database takes them in, in a temporary file: a
 * statement file is read once, however large, what is stored is what was checked, and memory does not grow with it.
 */
export class StatementSpool {
  /** Lengths of the parts of each statement, one after the other from `start`. */
  private readonly statements = new Map<number, { readonly start: number; readonly lengths: number[] }>();
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
   * Keeps the lines of a statement; one kept before under the same position is forgotten.
   *
   * @param ordinal position of the statement in its file, from 1
   * @param parts its lines, as a `StatementLineEncoder` wrote them
   */
  async keep(ordinal: number, parts: AsyncIterable<Uint8Array>): Promise<void> {
    const lengths: number[] = [];
    this.statements.set(ordinal, { start: this.size, lengths });
    for await (const part of parts) {
      const position = this.size;
      this.size += part.length;
      lengths.push(part.length);
      await this.file.write(part, 0, part.length, position);
    }
  }

  /** The lines of a statement, as often as they are asked for. */
  statement(ordinal: number): IncomingLines {
    return { encoded: () => this.parts(ordinal), passOver: () => Promise.resolve() };
  }

  /** In the parts they were kept in. */
  private async *parts(ordinal: number): AsyncIterable<Uint8Array> {
    const { start, lengths } = this.statements.get(ordinal) ?? { start: 0, lengths: [] };
    let at = start;
    for (const length of lengths) {
      const { bytesRead, buffer } = await this.file.read(Buffer.allocUnsafe(length), 0, length, at);
      if (bytesRead < length) throw new Error('The temporary file of the import was cut short.');
      at += length;
      yield buffer;
    }
  }

  async close(): Promise<void> {
    await this.file.close();
    await rm(this.path, { force: true });
  }
}
