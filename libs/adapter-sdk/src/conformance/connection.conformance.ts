import { isAdapterError } from '../adapter-error.js';
import type { Capabilities } from '../capabilities/index.js';
import type { Adapter } from '../define-adapter.js';
import { canonical, describeError } from './broken-promise.js';
import type { Promises } from './broken-promise.js';
import { schemaProblems } from './schema-subset.js';
import { testContext } from './test-context.js';
import type { ScriptedHttp } from './test-context.js';

/** What any adapter that talks to a remote is configured with in a check. */
export interface ConnectionFixtures {
  readonly config: unknown;
  /** Values of the secrets by property name. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Configurations that must be refused, with the field to mend. */
  readonly wrongConfigs?: readonly { readonly config: unknown; readonly field: string }[];
}

/** Name of a secret whose value stands in `text`, plain or as its base64, or undefined. */
export function findSecret(secrets: Readonly<Record<string, string>> | undefined, text: string): string | undefined {
  return Object.entries(secrets ?? {}).find(
    ([, value]) => value !== '' && (text.includes(value) || text.includes(Buffer.from(value).toString('base64'))),
  )?.[0];
}

/**
 * A wrong configuration is refused, either by the manifest's schema or by an `AdapterError('config')` of the first
 * use, and the field to mend is named.
 */
export async function checkWrongConfigs(
  promises: Promises,
  adapter: Adapter,
  fixtures: ConnectionFixtures,
  use: (members: Capabilities) => Promise<void>,
  http: ScriptedHttp = [],
): Promise<void> {
  const sound = schemaProblems(adapter.manifest.config ?? {}, fixtures.config);
  promises.expect(sound.length === 0, 'its own configuration passes its schema', canonical(sound));
  for (const { config, field } of fixtures.wrongConfigs ?? []) {
    const problems = schemaProblems(adapter.manifest.config ?? {}, config);
    if (problems.some((problem) => problem.field === field)) continue;
    try {
      await use(await adapter.create(config, testContext({ secrets: fixtures.secrets, http })));
      promises.expect(false, 'a wrong configuration is refused', `${field} of ${canonical(config)} was accepted`);
    } catch (error) {
      const named = isAdapterError(error) && error.kind === 'config' && error.field === field;
      promises.expect(
        named,
        'a wrong configuration gives a config error that names the field',
        `${field}: ${describeError(error)}`,
      );
    }
  }
}
