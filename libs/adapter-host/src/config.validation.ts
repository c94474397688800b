import { AdapterError } from '@lettrage/adapter-sdk';
import type { AdapterManifest, JsonSchema } from '@lettrage/adapter-sdk';
import type { ErrorObject, ValidateFunction } from 'ajv';
import type { Ajv2020 } from 'ajv/dist/2020.js';
import { SECRET_REFERENCE } from './secrets/secret.resolver.js';

let validator: Promise<Ajv2020> | undefined;

/** On demand: the pure commands never validate a configuration and should not pay for the validator. */
async function makeValidator(): Promise<Ajv2020> {
  const [ajv, formats] = await Promise.all([import('ajv/dist/2020.js'), import('ajv-formats')]);
  // Schemas of adapters are not ours: an $id must not be able to clash with one that is cached.
  const instance = new ajv.Ajv2020({ allErrors: true, strict: false, addUsedSchema: false });
  formats.default.default(instance);
  return instance;
}

/**
 * Checks a configuration (or the options of a format) against its JSON Schema (2020-12, with formats) and throws
 * `AdapterError('config')` naming the field. Values are not printed: a misplaced one could be a secret.
 */
export async function validateAgainst(schema: JsonSchema, value: unknown, owner: string): Promise<void> {
  const ajv = await (validator ??= makeValidator());
  let validate: ValidateFunction;
  try {
    validate = ajv.compile(schema);
  } catch (error) {
    throw new AdapterError('config', `The configuration schema of ${owner} is not a valid JSON Schema.`, {
      internal: String(error),
    });
  }
  if (validate(value)) return;
  const error = validate.errors![0]!;
  const field = fieldOf(error);
  throw new AdapterError('config', `${owner}: ${field === '/' ? 'the configuration' : field} ${sentenceOf(error)}.`, {
    field,
  });
}

/** Validates a connection's configuration, secrets included: they must be references, never values. */
export async function validateConfig(manifest: AdapterManifest, config: unknown): Promise<void> {
  if (manifest.config === undefined) return;
  await validateAgainst(manifest.config, config, manifest.id);
  for (const name of secretNames(manifest)) {
    const values = [(config as Record<string, unknown>)[name]].flat().filter((value) => value !== undefined);
    if (values.every((value) => typeof value === 'string' && SECRET_REFERENCE.test(value))) continue;
    throw new AdapterError(
      'config',
      `${manifest.id}: /${name} must say where the secret is, env:NAME or file:/path, and never hold the secret itself.`,
      { field: `/${name}` },
    );
  }
}

/** Properties of the configuration that are secrets. */
export function secretNames(manifest: AdapterManifest): string[] {
  const properties = (manifest.config?.['properties'] ?? {}) as Record<string, { writeOnly?: unknown }>;
  return Object.keys(properties).filter((name) => properties[name]?.writeOnly === true);
}

function fieldOf(error: ErrorObject): string {
  const parameters = error.params as {
    missingProperty?: string;
    additionalProperty?: string;
    unevaluatedProperty?: string;
  };
  const below = parameters.missingProperty ?? parameters.additionalProperty ?? parameters.unevaluatedProperty;
  return `${error.instancePath}${below === undefined ? '' : `/${below}`}` || '/';
}

function sentenceOf(error: ErrorObject): string {
  if (error.keyword === 'required') return 'is missing';
  if (error.keyword === 'additionalProperties' || error.keyword === 'unevaluatedProperties')
    return 'is not known; correct or remove it';
  if (error.keyword === 'enum')
    return `must be one of ${(error.params as { allowedValues: unknown[] }).allowedValues.join(', ')}`;
  return error.message ?? 'is not valid';
}
