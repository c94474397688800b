import type { StatementLine } from '@lettrage/domain';

/**
 * Reads bank statements: bytes in, statement lines out. Pure: no network, no files, no clock.
 *
 * ```ts
 * for await (const lines of reader.read(chunks, { file: 'jan.xml' })) for (const line of lines) print(line);
 * ```
 */
export interface StatementReader {
  /** How sure the reader is that these first 64 KiB are its format: 0 (no) … 1 (certain). Never throws. */
  sniff(head: Uint8Array): number;

  /**
   * Yields the statement lines found so far, one array per chunk, in the order of interfaces: Statement lines.
   * A bad line becomes a `problem` line, never a zero and never an exception; memory stays constant.
   */
  read(chunks: AsyncIterable<Uint8Array>, options: ReadStatementOptions): AsyncIterable<readonly StatementLine[]>;

  /**
   * A profile for a file whose layout is not known: JSON for a person to check, keep and give back as
   * {@link ReadStatementOptions.profile}. Undefined where the file is none of this reader's. Only readers of formats
   * that leave things open have it.
   */
  proposeProfile?(chunks: AsyncIterable<Uint8Array>): Promise<string | undefined>;
}

/** What the host knows about the file. */
export interface ReadStatementOptions {
  /** Name to put in `source.file` and messages. */
  readonly file?: string;
  /** One of the manifest's formats or profiles, or a profile as JSON, when the user chose it. */
  readonly profile?: string;
  readonly signal?: AbortSignal;
}
