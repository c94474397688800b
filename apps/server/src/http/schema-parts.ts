/** What the schemas of the API's answers are made of. A field with `?` may be left out. */

export type Schema = Readonly<Record<string, unknown>>;

export const text: Schema = { type: 'string' };
export const uuid: Schema = { type: 'string', format: 'uuid' };
export const day: Schema = { type: 'string', format: 'date' };
export const instant: Schema = { type: 'string', format: 'date-time' };
export const money: Schema = { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$', description: 'Decimal string, exact' };
export const count: Schema = { type: 'integer', minimum: 0 };
export const flag: Schema = { type: 'boolean' };
export const anything: Schema = { type: 'object', additionalProperties: true };
export const oneOf = (...values: string[]): Schema => ({ type: 'string', enum: values });
export const listOf = (items: Schema): Schema => ({ type: 'array', items });
export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/** An object with these fields. */
export function object(fields: Readonly<Record<string, Schema>>, description?: string): Schema {
  const names = Object.keys(fields);
  return {
    type: 'object',
    ...(description ? { description } : {}),
    required: names.filter((name) => !name.endsWith('?')),
    properties: Object.fromEntries(names.map((name) => [name.replace(/\?$/, ''), fields[name]!])),
  };
}

export const counts = (...names: string[]): Schema => object(Object.fromEntries(names.map((name) => [name, count])));

/** What is left of a thing that changed its state. */
export const stateAfter = (...states: string[]): Schema => object({ id: uuid, state: oneOf(...states) });
