import type { Capabilities } from './capabilities/index.js';
import type { AdapterContext } from './context.js';
import type { AdapterManifest } from './manifest.js';

/** An adapter package's default export. The entry holds the manifest and imports the rest in `create`. */
export interface Adapter<Config = unknown> {
  readonly manifest: AdapterManifest;
  /** Makes the members. `config` has passed the manifest's schema; secrets in it are references, see `context.secret`. */
  create(config: Config, context: AdapterContext): Promise<Capabilities> | Capabilities;
}

/**
 * Declares an adapter.
 *
 * ```ts
 * export default defineAdapter({
 *   manifest: { id: 'statement-acme', title: 'ACME bank', version: '1.0.0', sdk: '^0.1.0', capabilities: ['statementReader'] },
 *   create: async () => ({ statementReader: (await import('./acme.reader.js')).acmeReader }),
 * });
 * ```
 */
export function defineAdapter<Config = unknown>(adapter: Adapter<Config>): Adapter<Config> {
  return adapter;
}
