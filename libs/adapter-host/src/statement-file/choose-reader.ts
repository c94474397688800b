import { InputError, SNIFF_RECOGNISED } from '@lettrage/adapter-sdk';
import type { FormatDescription, StatementReader } from '@lettrage/adapter-sdk';
import type { StatementFile } from './statement-file.js';

/** A reader that can be chosen, with what the user calls it by. */
export interface ReaderCandidate {
  /** Id of the adapter. */
  readonly id: string;
  readonly title: string;
  readonly formats?: readonly FormatDescription[];
  readonly reader: StatementReader;
}

/** The reader chosen for a file. `profile` is the format the user named, where it is one of the adapter's. */
export interface ChosenReader {
  readonly candidate: ReaderCandidate;
  readonly profile?: string;
}

/**
 * The one reader that recognises the file best. Throws {@link InputError} if none does (listing what is supported) or
 * if two are equally sure: which one is right is not guessed. With `format` the user has chosen.
 */
export function chooseReader(
  file: Pick<StatementFile, 'name' | 'head'>,
  candidates: readonly ReaderCandidate[],
  format?: string,
): ChosenReader {
  if (format !== undefined) return named(format, candidates);
  if (file.head.length === 0) throw new InputError('empty-file', `${file.name} is empty.`);
  const scored = candidates
    .map((candidate) => ({ candidate, score: candidate.reader.sniff(file.head) }))
    .filter(({ score }) => score >= SNIFF_RECOGNISED)
    .sort((a, b) => b.score - a.score);
  const [best, second] = scored;
  if (!best) {
    throw new InputError(
      'unknown-format',
      `${file.name} is in no format that is known here. Supported: ${supported(candidates)}.`,
    );
  }
  if (second && second.score === best.score) {
    const ids = scored.filter(({ score }) => score === best.score).map(({ candidate }) => candidate.id);
    throw new InputError('ambiguous-format', `${file.name} could be ${ids.join(' or ')}. Say which with --format.`);
  }
  return { candidate: best.candidate };
}

function named(format: string, candidates: readonly ReaderCandidate[]): ChosenReader {
  const byFormat = candidates.find((candidate) => candidate.formats?.some((each) => each.id === format));
  if (byFormat) return { candidate: byFormat, profile: format };
  const byId = candidates.find((candidate) => candidate.id === format);
  if (byId) return { candidate: byId };
  throw new InputError(
    'unknown-format',
    `There is no statement format "${format}". Supported: ${supported(candidates)}.`,
  );
}

/** So many formats are listed by id; of an adapter with more, their number. */
const LISTED = 12;

/** What can be read, for a message: formats by id, or the adapter where it lists none or very many. */
export function supported(candidates: readonly ReaderCandidate[]): string {
  return candidates
    .flatMap(({ id, formats }) => {
      if (!formats) return [id];
      return formats.length > LISTED ? [`${id} (${formats.length} layouts)`] : formats.map((format) => format.id);
    })
    .join(', ');
}
