import type { LedgerChecker } from '@lettrage/adapter-sdk';
import { InputError, type Problem } from '@lettrage/domain';
import { ExportStore, type CompanyTransaction } from '@lettrage/persistence';
import { checkInThread, unchecked } from './check-thread.js';
import type { InTurn } from './in-turn.js';

/** The file that is read back, and what reads it. */
export interface StoredFile {
  /** Of the batch whose pieces it is. */
  readonly id: string;
  readonly format: string;
  readonly file: string;
  /** Its books begin and end within the year, or are some journals of it. */
  readonly isPart: boolean;
  readonly checker: LedgerChecker;
  readonly now: Date;
  /** Of those who have statements for the archive meanwhile. */
  readonly inTurn: InTurn;
}

/** What is wrong with whole books alone: a part of them begins and ends anywhere in the sequence of numbers. */
const OF_WHOLE_BOOKS: readonly string[] = ['fec-number-gap'];
/** Pieces from which a thread of its own, which takes some tenths of a second to begin, is worth it. */
const THREAD_FROM = 4;
/** Problems told of a file. */
const TOLD = 20;

/**
 * Reads back what lies in the archive, independently of what wrote it: a faulty file never leaves. A large file is
 * followed into the archive by a thread of its own, where the checker can be run in one; any other is checked when it
 * is whole, since a checker says nothing of a sound file until its end and the host gives it a time limit.
 */
export class StoredCheck {
  private readonly stopped = new AbortController();
  private stored = 0;
  private isWhole = false;
  private wake: () => void = () => undefined;
  private checking: Promise<Problem[]> | undefined;

  constructor(
    private readonly tx: CompanyTransaction,
    private readonly file: StoredFile,
  ) {}

  /** Notes that the next piece lies in the archive. */
  pieceStored(): void {
    this.stored++;
    this.wake();
    const { module } = this.file.checker;
    if (this.stored !== THREAD_FROM || module === undefined) return;
    const { signal } = this.stopped;
    this.checking = this.errors(checkInThread({ ...this.checked(), module }, this.pieces(), { signal }));
    // It may fail while nobody waits for it; who asks for the end is still told.
    this.checking.catch(() => undefined);
  }

  /**
   * Waits until all that is stored has been read.
   *
   * @throws InputError `export-faulty` with what is wrong, `export-unchecked` where the thread failed
   */
  async end(): Promise<void> {
    const { checker, format, file } = this.file;
    this.isWhole = true;
    this.wake();
    const problems = await (this.checking ?? this.errors(checker.check(this.pieces(), { format, file })));
    const [first] = problems;
    if (first === undefined) return;
    throw new InputError(
      'export-faulty',
      `The ${format} file does not read back as it should (${first.rule}, ${first.location ?? 'whole file'}: ${first.message}); it was not kept.`,
      problems,
    );
  }

  /** Ends the thread, if there is one; the check is of no use any more. Safe to call at any time. */
  async stop(): Promise<void> {
    this.stopped.abort();
    this.wake();
    await this.checking?.catch(() => undefined);
  }

  private checked() {
    const { format, file, now } = this.file;
    return { format, file, now };
  }

  private async errors(found: AsyncIterable<Problem>): Promise<Problem[]> {
    const { isPart } = this.file;
    const problems: Problem[] = [];
    for await (const problem of found)
      if (
        problem.severity !== 'warning' &&
        problems.length < TOLD &&
        !(isPart && OF_WHOLE_BOOKS.includes(problem.rule))
      )
        problems.push(problem);
    return problems;
  }

  /** The pieces in the archive, read from there; waits for those that are still to come. */
  private async *pieces(): AsyncGenerator<Uint8Array> {
    const store = new ExportStore(this.tx);
    const { id, format, inTurn } = this.file;
    for (let ordinal = 0; ; ordinal++) {
      while (ordinal >= this.stored && !this.isWhole && !this.stopped.signal.aborted)
        await new Promise<void>((resolve) => (this.wake = resolve));
      if (this.stopped.signal.aborted || ordinal >= this.stored) return;
      const piece = await inTurn(() => store.chunk(id, ordinal));
      if (piece === undefined) throw unchecked(format, `piece ${ordinal + 1} is not in the archive`);
      yield piece;
    }
  }
}
