import { GENERIC_FORMATS } from './generic.formats.js';
import { PROFILES } from './profiles/index.js';

/** Formats of an adapter that reads tables, as its manifest lists them: `csv.qonto`, `xlsx.qonto`. */
export function formatsOf(prefix: string): { id: string; title: string }[] {
  return [...PROFILES, ...GENERIC_FORMATS].map(({ id, title }) => ({ id: `${prefix}.${id}`, title }));
}
