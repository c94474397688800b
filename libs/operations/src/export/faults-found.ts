import type { LedgerChecker } from '@lettrage/adapter-sdk';
import { InputError, type Problem } from '@lettrage/domain';

/** What is wrong with whole books alone: a part of them begins and ends anywhere in the sequence of numbers. */
const OF_WHOLE_BOOKS: readonly string[] = ['fec-number-gap'];
const KEPT = 20;

/** Reads a file back as it is written, independently of what writes it: a faulty one is not kept and never leaves. */
export class FaultsFound {
  private readonly problems: Problem[] = [];

  constructor(
    private readonly format: string,
    private readonly file: { readonly file: string; readonly isPart: boolean },
  ) {}

  /** Reads all the bytes. What goes wrong in making them comes out as it went in, not as a fault of the checker. */
  async find(checker: LedgerChecker, bytes: AsyncIterable<Uint8Array>): Promise<void> {
    const iterator = bytes[Symbol.asyncIterator]();
    let failure: { readonly error: unknown } | undefined;
    const next = async (): Promise<IteratorResult<Uint8Array>> => {
      try {
        return await iterator.next();
      } catch (error) {
        failure = { error };
        throw error;
      }
    };
    try {
      // Without `return`: a checker that has seen enough does not end the writing.
      for await (const problem of checker.check({ [Symbol.asyncIterator]: () => ({ next }) }, this.options()))
        this.note(problem);
    } catch (error) {
      throw failure === undefined ? error : failure.error;
    }
    while ((await iterator.next()).done !== true);
  }

  /** @throws InputError `export-faulty` if anything was found */
  refuse(): void {
    const [first] = this.problems;
    if (first === undefined) return;
    throw new InputError(
      'export-faulty',
      `The ${this.format} file does not read back as it should (${first.rule}, ${first.location ?? 'whole file'}: ${first.message}); it was not kept.`,
      this.problems,
    );
  }

  private options(): { format: string; file: string } {
    return { format: this.format, file: this.file.file };
  }

  private note(problem: Problem): void {
    if (problem.severity === 'warning' || this.problems.length >= KEPT) return;
    if (!(this.file.isPart && OF_WHOLE_BOOKS.includes(problem.rule))) this.problems.push(problem);
  }
}
