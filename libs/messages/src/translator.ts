/** An English sentence and its translation; `{0}`, `{1}`… stand for what is filled in, in any order in the second. */
export type Translation = readonly [english: string, translated: string];

/** Puts a sentence into another language; one that no translation knows comes back as it is. */
export type Translator = (sentence: string) => string;

interface Pattern {
  /** What stands before, between and after the places. */
  readonly parts: readonly string[];
  /** Numbers of the places, in the order they stand in. */
  readonly places: readonly number[];
  readonly translated: string;
  /** Letters that are not filled in: the more, the surer the pattern is the sentence's own. */
  readonly literals: number;
  /** The longest part, to pass most patterns by quickly. */
  readonly longest: string;
}

/** Fewer letters than this prove nothing: `{0}: {1}` would match whatever has a colon. */
const FEWEST_LITERALS = 2;
/** How deep sentences stand within sentences: a file's name, then its problem, then what was found. */
const DEEPEST = 8;

/**
 * A translator over sentences that are already filled in: it finds the English template a sentence was made from, takes
 * out what was filled in, and puts that into the translation. So a library writes its sentences where it needs them, in
 * one language, and knows nothing of others. What was filled in is translated too where it is a sentence itself.
 *
 * @throws Error if two translations have the same English, or one fills in what its English does not have
 */
export function createTranslator(translations: Iterable<Translation>): Translator {
  const exact = new Map<string, string>();
  const patterns: Pattern[] = [];
  for (const [english, translated] of translations) {
    const known = exact.get(english);
    if (known !== undefined && known !== translated) throw new Error(`"${english}" is translated twice.`);
    if (known !== undefined) continue;
    exact.set(english, translated);
    if (/\{\d+\}/.test(english)) patterns.push(patternOf(english, translated));
    else if (/\{\d+\}/.test(translated)) throw new Error(`"${translated}" fills in what "${english}" does not have.`);
  }
  patterns.sort((a, b) => b.literals - a.literals);

  /** The translation of a sentence as a whole, or undefined. */
  const known = (sentence: string, depth: number): string | undefined => {
    const whole = exact.get(sentence);
    if (whole !== undefined || depth === DEEPEST) return whole;
    for (const { parts, places, translated, longest } of patterns) {
      const values = sentence.includes(longest) ? valuesIn(sentence, parts) : undefined;
      if (!values) continue;
      return translated.replace(/\{(\d+)\}/g, (_, place: string) => {
        const at = places.indexOf(Number(place));
        // What stands in quotes is quoted: a name or a label stays as it was written.
        const isQuoted = parts[at]!.endsWith('"') && parts[at + 1]!.startsWith('"');
        return isQuoted ? values[at]! : translate(values[at]!, depth + 1);
      });
    }
    return undefined;
  };
  const translate = (sentence: string, depth: number): string =>
    exact.get(sentence) ??
    (depth === DEEPEST ? undefined : byStop(sentence, (each) => translate(each, depth + 1))) ??
    known(sentence, depth) ??
    (depth === DEEPEST ? sentence : byClauses(sentence, (clause) => translate(clause, depth + 1)));
  return (sentence) => translate(sentence, 0);
}

function patternOf(english: string, translated: string): Pattern {
  const parts = english.split(/\{\d+\}/);
  const places = [...english.matchAll(/\{(\d+)\}/g)].map((place) => Number(place[1]));
  for (const [, place] of translated.matchAll(/\{(\d+)\}/g))
    if (!places.includes(Number(place))) throw new Error(`"${translated}" fills in what "${english}" does not have.`);
  const literals = parts.join('').replace(/[^\p{L}]/gu, '').length;
  if (literals < FEWEST_LITERALS) throw new Error(`"${english}" has too few words of its own to be recognised.`);
  return { parts, places, translated, literals, longest: parts.reduce((a, b) => (b.length > a.length ? b : a)) };
}

/** Where one clause ends and the next begins, and how that is written after a translation: French parts them with a space. */
const CLAUSE_ENDS = [
  ['; ', ' ; '],
  [': ', ' : '],
  [', ', ', '],
] as const;

/**
 * What is wrong, then what to do, each a sentence that is known; undefined otherwise. The last stop parts them: one before
 * it may belong to a name, and a sentence that ends with what was filled in would take the next one for a part of that.
 */
function byStop(text: string, translate: Translator): string | undefined {
  const stop = text.lastIndexOf('. ');
  if (stop < 0) return undefined;
  const both = [text.slice(0, stop + 1), text.slice(stop + 2)] as const;
  const remedy = translate(both[1]);
  if (remedy === both[1]) return undefined;
  const translated = translate(both[0]);
  return translated === both[0] ? undefined : `${translated} ${remedy}`;
}

/**
 * A sentence that was put together of others, such as a place, what is wrong there, and what to do: each clause by itself.
 * It comes back as it is where no clause is known.
 */
function byClauses(sentence: string, translate: Translator): string {
  for (const [end, written] of CLAUSE_ENDS) {
    const at = sentence.indexOf(end);
    if (at < 0) continue;
    const clauses = [sentence.slice(0, at), sentence.slice(at + end.length)] as const;
    const translated = clauses.map(translate);
    return translated.some((clause, i) => clause !== clauses[i]) ? translated.join(written) : sentence;
  }
  return sentence;
}

/** What stands between the parts, each found as early as can be; linear, whatever the sentence holds. */
function valuesIn(sentence: string, parts: readonly string[]): string[] | undefined {
  const last = parts.at(-1)!;
  const end = sentence.length - last.length;
  let at = parts[0]!.length;
  if (!sentence.startsWith(parts[0]!) || !sentence.endsWith(last) || end < at) return undefined;
  const values: string[] = [];
  for (const part of parts.slice(1, -1)) {
    const found = sentence.indexOf(part, at);
    if (found < 0 || found + part.length > end) return undefined;
    values.push(sentence.slice(at, found));
    at = found + part.length;
  }
  return [...values, sentence.slice(at, end)];
}
