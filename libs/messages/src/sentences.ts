import type { Translator } from './translator.js';

/** Keys whose texts are sentences for people, in reports, problems and decisions. */
const KEYS: ReadonlySet<string> = new Set(['message', 'reason', 'why', 'remedy', 'detail', 'title']);

/** A value of a JSON object, translated if its key says that it is a sentence: the replacer of `JSON.stringify`. */
export function sentenceOf(key: string, value: unknown, translate: Translator): unknown {
  return typeof value === 'string' && KEYS.has(key) ? translate(value) : value;
}

/** A copy of a JSON value with its sentences translated; what is no plain object or list stays what it is. */
export function withSentences(value: unknown, translate: Translator): unknown {
  if (Array.isArray(value)) return value.map((each) => withSentences(each, translate));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const entries = Object.entries(value).map(
    ([key, each]) => [key, sentenceOf(key, withSentences(each, translate), translate)] as const,
  );
  return Object.fromEntries(entries);
}
