import {
  fileSource,
  readStatements,
  statementReaders,
  type AdapterHost,
  type ByteSource,
} from '@lettrage/adapter-host';
import { InputError, type StatementLine } from '@lettrage/domain';

/** The source of a file named on a command line; `-` is standard input. */
export function sourceOf(path: string): ByteSource {
  return path === '-' ? { name: 'standard input', chunks: process.stdin } : fileSource(path);
}

/**
 * The statement lines of files of any supported format, archives opened, in the order of the files and in arrays as
 * they are read: a step for each line would cost as much as reading it.
 * `result.errors` counts problems of severity error: the sound lines come all the same.
 *
 * @throws InputError for files of no known format, after the lines of the others
 */
export async function* readStatementFiles(
  host: AdapterHost,
  files: readonly string[],
  options: { readonly format?: string; readonly profile?: string },
  result: { errors: number },
): AsyncGenerator<readonly StatementLine[]> {
  const readers = await statementReaders(host);
  const { format, profile } = options;
  const chosen = { ...(format === undefined ? {} : { format }), ...(profile === undefined ? {} : { profile }) };
  const refused: InputError[] = [];
  for (const file of files) {
    try {
      for await (const lines of readStatements(sourceOf(file), readers, chosen)) {
        for (const line of lines) if (line.type === 'problem' && line.severity === 'error') result.errors++;
        yield lines;
      }
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      refused.push(error);
    }
  }
  if (refused.length > 0) throw together(refused);
}

function together(refused: readonly InputError[]): InputError {
  const [first] = refused;
  if (refused.length === 1) return first!;
  const message = refused.map((error) => error.message).join('\n');
  return new InputError(
    first!.code,
    message,
    refused.flatMap((error) => error.problems),
  );
}
