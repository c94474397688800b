import {
  fileSource,
  readStatements,
  statementReaders,
  type AdapterHost,
  type ByteSource,
} from '@lettrage/adapter-host';
import type { StatementLine } from '@lettrage/domain';

/** The source of a file named on a command line; `-` is standard input. */
export function sourceOf(path: string): ByteSource {
  return path === '-' ? { name: 'standard input', chunks: process.stdin } : fileSource(path);
}

/**
 * The statement lines of files of any supported format, archives opened, in the order of the files.
 * `result.errors` counts problems of severity error: the sound lines come all the same.
 *
 * @throws InputError for a file of no known format
 */
export async function* readStatementFiles(
  host: AdapterHost,
  files: readonly string[],
  options: { readonly format?: string; readonly profile?: string },
  result: { errors: number },
): AsyncGenerator<StatementLine> {
  const readers = await statementReaders(host);
  const { format, profile } = options;
  for (const file of files) {
    const chosen = { ...(format === undefined ? {} : { format }), ...(profile === undefined ? {} : { profile }) };
    for await (const lines of readStatements(sourceOf(file), readers, chosen)) {
      for (const line of lines) {
        if (line.type === 'problem' && line.severity === 'error') result.errors++;
        yield line;
      }
    }
  }
}
