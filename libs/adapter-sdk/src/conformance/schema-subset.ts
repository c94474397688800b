import type { JsonSchema } from '../manifest.js';

/** A place where a value does not fit a schema, as a JSON pointer. */
export interface SchemaProblem {
  readonly field: string;
  readonly message: string;
}

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: (value) => value !== null && typeof value === 'object' && !Array.isArray(value),
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: Number.isInteger,
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
};

const isObject = (value: unknown): value is Record<string, unknown> => TYPES['object']!(value);

/**
 * Checks a value against the part of JSON Schema that adapter configurations use: type, required, properties,
 * additionalProperties false, items, enum, const, pattern, minLength, minimum, maximum. The kit has no dependencies;
 * the host checks with a complete validator.
 */
export function schemaProblems(schema: JsonSchema, value: unknown, field = ''): SchemaProblem[] {
  const wrong = (message: string, at = field): SchemaProblem => ({ field: at === '' ? '/' : at, message });
  const types = schema['type'] === undefined ? [] : [schema['type']].flat().map(String);
  if (types.length > 0 && !types.some((type) => TYPES[type]?.(value)))
    return [wrong(`is not of type ${types.join(' or ')}`)];
  const problems: SchemaProblem[] = [];
  if (Array.isArray(schema['enum']) && !schema['enum'].includes(value))
    problems.push(wrong(`is none of ${schema['enum'].join(', ')}`));
  if ('const' in schema && schema['const'] !== value) problems.push(wrong(`is not ${String(schema['const'])}`));
  if (typeof value === 'string') problems.push(...stringProblems(schema, value).map((message) => wrong(message)));
  if (typeof value === 'number') {
    const { minimum, maximum } = schema;
    if (typeof minimum === 'number' && value < minimum) problems.push(wrong(`is less than ${minimum}`));
    if (typeof maximum === 'number' && value > maximum) problems.push(wrong(`is more than ${maximum}`));
  }
  if (Array.isArray(value) && isObject(schema['items'])) {
    const items = schema['items'];
    value.forEach((each, index) => problems.push(...schemaProblems(items, each, `${field}/${index}`)));
  }
  if (isObject(value)) problems.push(...objectProblems(schema, value, field));
  return problems;
}

function stringProblems(schema: JsonSchema, value: string): string[] {
  const problems: string[] = [];
  const { pattern, minLength } = schema;
  if (typeof pattern === 'string' && !new RegExp(pattern, 'u').test(value)) problems.push(`does not match ${pattern}`);
  if (typeof minLength === 'number' && value.length < minLength) problems.push(`is shorter than ${minLength}`);
  if (schema['format'] === 'uri' && !URL.canParse(value)) problems.push('is not an address');
  return problems;
}

function objectProblems(schema: JsonSchema, value: Record<string, unknown>, field: string): SchemaProblem[] {
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? schema['required'].map(String) : [];
  const problems = required
    .filter((name) => !(name in value))
    .map((name) => ({ field: `${field}/${name}`, message: 'is missing' }));
  for (const [name, inner] of Object.entries(value)) {
    const property = properties[name];
    if (isObject(property)) problems.push(...schemaProblems(property, inner, `${field}/${name}`));
    else if (schema['additionalProperties'] === false)
      problems.push({ field: `${field}/${name}`, message: 'is not known' });
  }
  return problems;
}

/** Faults of a schema itself: unknown types, required names without a property, patterns that do not compile. */
export function schemaFaults(schema: unknown, field = ''): SchemaProblem[] {
  if (!isObject(schema)) return [{ field: field || '/', message: 'is not a schema' }];
  const faults: SchemaProblem[] = [];
  const types = schema['type'] === undefined ? [] : [schema['type']].flat();
  for (const type of types) {
    if (!Object.hasOwn(TYPES, String(type)))
      faults.push({ field: field || '/', message: `has the unknown type ${String(type)}` });
  }
  const properties = schema['properties'] ?? {};
  if (!isObject(properties)) return [...faults, { field: `${field}/properties`, message: 'is not an object' }];
  for (const name of Array.isArray(schema['required']) ? schema['required'] : []) {
    if (!Object.hasOwn(properties, String(name)))
      faults.push({ field: `${field}/${String(name)}`, message: 'is required but not described' });
  }
  if (typeof schema['pattern'] === 'string') {
    try {
      new RegExp(schema['pattern'], 'u');
    } catch {
      faults.push({ field: field || '/', message: `has a pattern that does not compile: ${schema['pattern']}` });
    }
  }
  for (const [name, property] of Object.entries(properties)) faults.push(...schemaFaults(property, `${field}/${name}`));
  if (schema['items'] !== undefined) faults.push(...schemaFaults(schema['items'], `${field}/*`));
  return faults;
}
