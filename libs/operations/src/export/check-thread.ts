import { Worker } from 'node:worker_threads';
import { InputError, type Problem } from '@lettrage/domain';

/** What is checked, and by which module; see `LedgerChecker.module`. */
export interface ThreadedCheck {
  readonly module: string;
  /** The day of hand-over is under rules too. */
  readonly now: Date;
  readonly format: string;
  readonly file: string;
}

/** How the thread is held. */
export interface ThreadOptions {
  /** Ends the thread; who waits for it is told that it ended. */
  readonly signal?: AbortSignal;
  /** Milliseconds the thread may be busy with one piece. */
  readonly limit?: number;
}

const LIMIT = 60_000;
/** Megabytes: it holds the letters and labels of the file, and makes many texts that live for a line. */
const MEMORY = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 8 };
const WORKER = new URL('../../workers/ledger-check.worker.mjs', import.meta.url);
/** A module that was not compiled, as in tests, is compiled by the thread. */
const FROM_SOURCES = [
  '--conditions=@lettrage/source',
  '--no-warnings',
  '--import',
  new URL('../../../../tools/ts/register.mjs', import.meta.url).href,
];

/**
 * The problems that the checker of a module finds in a file, checked in a thread of its own while `pieces` come. The
 * pieces are given away to the thread: nobody else may use them. The thread ends with the stream, however that ends.
 *
 * @throws InputError `export-unchecked` where the thread fails, ends before the file does, or is silent for too long
 */
export async function* checkInThread(
  check: ThreadedCheck,
  pieces: AsyncIterable<Uint8Array>,
  options: ThreadOptions = {},
): AsyncGenerator<Problem> {
  const thread = new CheckThread(check, options);
  try {
    let bytes = 0;
    for await (const piece of pieces) {
      bytes += piece.length;
      await thread.send(piece);
      yield* thread.problems();
    }
    const read = await thread.end();
    yield* thread.problems();
    if (read !== bytes) throw thread.failure(`it read ${read} of ${bytes} bytes`);
  } finally {
    await thread.terminate();
  }
}

/** That nothing is known of a file, which therefore is not handed over. */
export function unchecked(format: string, why: string): InputError {
  return new InputError(
    'export-unchecked',
    `The ${format} file could not be read back: ${why}. It was not kept; export it again.`,
  );
}

/** What the thread says; see `ledger-check.worker.mjs`. */
type Said = 'more' | { readonly problem: Problem } | { readonly bytes: number };

/** The thread as seen from outside. */
class CheckThread {
  private readonly worker: Worker;
  private readonly limit: number;
  private found: Problem[] = [];
  /** Pieces the thread has asked for and not got. */
  private room = 0;
  /** Bytes it read, once it has read all. */
  private read: number | undefined;
  private fault: string | undefined;
  private wake: () => void = () => undefined;

  constructor(
    private readonly check: ThreadedCheck,
    { signal, limit = LIMIT }: ThreadOptions,
  ) {
    this.limit = limit;
    this.worker = new Worker(WORKER, {
      workerData: check,
      resourceLimits: MEMORY,
      ...(check.module.endsWith('.ts') ? { execArgv: FROM_SOURCES } : {}),
    });
    this.worker.on('message', (said: Said) => this.hear(said));
    this.worker.on('error', (error: Error) => this.fail(error.message));
    this.worker.on('exit', (code) => this.fail(`it ended with code ${code}`));
    const abort = (): void => this.fail('it was stopped');
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort, { once: true });
  }

  /** Sends a piece when the thread has room for it. */
  async send(piece: Uint8Array): Promise<void> {
    await this.until(() => this.room > 0);
    this.room--;
    const isWhole = piece.byteLength === piece.buffer.byteLength;
    this.worker.postMessage(piece, isWhole ? [piece.buffer as ArrayBuffer] : []);
  }

  /** Says that there is no more; returns how many bytes the thread has read. */
  async end(): Promise<number> {
    await this.until(() => this.room > 0);
    this.worker.postMessage(undefined);
    await this.until(() => this.read !== undefined);
    return this.read!;
  }

  /** The problems told since the last call. */
  problems(): readonly Problem[] {
    const { found } = this;
    if (found.length > 0) this.found = [];
    return found;
  }

  failure(why: string): InputError {
    return unchecked(this.check.format, why);
  }

  async terminate(): Promise<void> {
    await this.worker.terminate();
  }

  private hear(said: Said): void {
    if (said === 'more') this.room++;
    else if ('problem' in said) this.found.push(said.problem);
    else this.read = said.bytes;
    this.wake();
  }

  /** What is wrong first counts: a thread that failed also ends. One that has read all may end. */
  private fail(why: string): void {
    if (this.read === undefined) this.fault ??= why;
    this.wake();
  }

  /** Waits for the thread as long as it may be busy with a piece. Throws once the thread can give no answer. */
  private async until(isSo: () => boolean): Promise<void> {
    const late = `it was busy with a piece for more than ${this.limit / 1000} s`;
    const timer = setTimeout(() => this.fail(late), this.limit);
    try {
      for (;;) {
        if (this.fault !== undefined) throw this.failure(this.fault);
        if (isSo()) return;
        if (this.read !== undefined) throw this.failure('it ended before the file did');
        await new Promise<void>((resolve) => (this.wake = resolve));
      }
    } finally {
      clearTimeout(timer);
    }
  }
}
