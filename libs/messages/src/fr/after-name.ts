import type { Translation } from '../translator.js';

/** What is said of a field: by itself, and after the field's name ("total is empty"). */
export function afterName(said: readonly Translation[]): Translation[] {
  return said.flatMap(([english, translated]) => [
    [english, translated],
    [`{99} ${english}`, `{99} ${translated}`],
  ]);
}
