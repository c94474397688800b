import type { Setting } from '../../api/setup.js';

/** What was typed for each setting, by its name. */
export type Typed = Readonly<Record<string, string>>;

/**
 * The configuration as the server wants it; what was left empty is left out.
 *
 * @throws SyntaxError where a setting of several values is no JSON
 */
export function configOf(settings: readonly Setting[], typed: Typed): Record<string, unknown> {
  const config: Record<string, unknown> = {};
  for (const { name, kind } of settings) {
    const text = (typed[name] ?? '').trim();
    if (text !== '') config[name] = valueOf(kind, text);
  }
  return config;
}

function valueOf(kind: Setting['kind'], text: string): unknown {
  if (kind === 'number') return Number(text);
  if (kind === 'truth') return text === 'true';
  return kind === 'json' ? (JSON.parse(text) as unknown) : text;
}
