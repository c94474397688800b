import { InputError } from '@lettrage/adapter-sdk';
import type { StatementLine } from '@lettrage/adapter-sdk';
import type { StatementFile } from './statement-file.js';

/** So many files are told one by one. */
const NAMED = 5;

/**
 * The files of one source that no reader knows. They do not keep the others in their archive from being read, and are
 * told when those are done.
 */
export class UnreadFiles {
  private readonly refused: InputError[] = [];
  private readonly printed: { readonly name: string; readonly error: InputError }[] = [];

  /** Takes a file nobody reads and lets go of it. */
  async add({ name, head, chunks }: StatementFile, error: InputError): Promise<void> {
    if (isPdf(head)) this.printed.push({ name, error });
    else this.refused.push(error);
    // What unpacks it ends with the first piece that is not wanted.
    for await (const unwanted of chunks) if (unwanted.length >= 0) break;
  }

  /**
   * Warnings of what may be passed over: banks put the printed statement beside the one to be read. Any other file,
   * and a PDF alone, is an {@link InputError}.
   */
  told(others: boolean): readonly StatementLine[] {
    const errors = others ? this.refused : [...this.refused, ...this.printed.map(({ error }) => error)];
    const [first] = errors;
    if (first === undefined) return this.printed.map(({ name }) => passedOver(name));
    if (errors.length === 1) throw first;
    const messages = errors.slice(0, NAMED).map(({ message }) => message);
    if (errors.length > NAMED) messages.push(`${errors.length - NAMED} more files of the archive are not read either.`);
    throw new InputError(first.code, messages.join('\n'));
  }
}

function isPdf(head: Uint8Array): boolean {
  return Buffer.from(head.subarray(0, 5)).toString('latin1') === '%PDF-';
}

function passedOver(name: string): StatementLine {
  const message = `${name}: a PDF is no statement that can be read; it is passed over`;
  return { type: 'problem', severity: 'warning', code: 'not-a-statement', message, origin: { line: 1 } };
}
