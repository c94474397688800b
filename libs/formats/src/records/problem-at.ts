import type { Problem } from '@lettrage/domain';

/** Where a record stands: the file as the user named it and the line, from 1. */
export interface RecordPlace {
  readonly file?: string | undefined;
  readonly line: number;
}

/** A problem of one field of one record: what is wrong and what to do, with file, line and field in its location. */
export function problemAt(
  severity: 'error' | 'warning',
  rule: string,
  message: string,
  place: RecordPlace,
  field?: string,
): Problem {
  const parts = [place.file, `line ${place.line}`, field].filter((part) => part !== undefined);
  return { severity, rule, message, location: parts.join(', ') };
}

/** A cell as it may stand in a message: one line, not endless. */
export function shown(text: string): string {
  // A terminal would obey control characters.
  const line = text.replace(/[\u0000-\u001f\u007f]+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}
