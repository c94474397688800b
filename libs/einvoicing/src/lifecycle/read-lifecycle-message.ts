import type { Problem } from '@lettrage/domain';
import { isDecimal } from '../arithmetic/decimal.js';
import { CDAR_FIELDS, type CdarField, type CdarKind } from './cdar-fields.js';
import type { ReadLifecycleMessage } from './cdar.codec.js';
import { isBase64 } from './cdar-values.js';
import type { LifecycleMessage } from './lifecycle-message.js';
import { toFormattedDate } from './wall-clock.js';

type Refuse = (message: string, path: string) => void;
type Data = Readonly<Record<string, unknown>>;

/** Values that are small objects: the key that must be there, and the others. */
const PARTS: Partial<Record<CdarKind, { readonly required: string; readonly others: readonly string[] }>> = {
  identifier: { required: 'value', others: ['scheme'] },
  uri: { required: 'value', others: ['scheme'] },
  amount: { required: 'amount', others: ['currency'] },
  measure: { required: 'value', others: ['unit'] },
  binary: { required: 'content', others: ['mimeCode', 'filename'] },
};

/**
 * Reads plain data, such as the JSON that `status read` prints, as a life-cycle message. Anything that is not in the model
 * (an unknown key, a JSON number where a decimal string belongs) is a fatal problem with its path, and there is no message.
 */
export function readLifecycleMessage(data: unknown): ReadLifecycleMessage {
  const problems: Problem[] = [];
  const refuse: Refuse = (message, path) =>
    void problems.push({ severity: 'fatal', rule: 'status-shape', message, location: path || '/' });
  checkObject(data, flat(CDAR_FIELDS), '', refuse);
  return problems.length ? { problems } : { message: data as LifecycleMessage, problems };
}

/** The fields of a model object: a wrapper's own belong to the object around it. */
function flat(fields: readonly CdarField[]): ReadonlyMap<string, CdarField> {
  const found = new Map<string, CdarField>();
  for (const field of fields) {
    if (field.key !== undefined) found.set(field.key, field);
    else for (const [key, inner] of flat(field.fields ?? [])) found.set(key, inner);
  }
  return found;
}

function checkObject(data: unknown, fields: ReadonlyMap<string, CdarField>, path: string, refuse: Refuse): void {
  if (!isObject(data)) return refuse(`Expected an object, found ${nameOf(data)}.`, path);
  for (const [key, value] of Object.entries(data)) {
    const field = fields.get(key);
    const here = `${path}/${key}`;
    if (!field) refuse(`"${key}" is not a term of life-cycle messages.`, here);
    else if (!field.list) checkValue(value, field, here, refuse);
    else if (!Array.isArray(value)) refuse(`Expected a list, found ${nameOf(value)}.`, here);
    else value.forEach((each, index) => checkValue(each, field, `${here}/${index}`, refuse));
  }
}

function checkValue(value: unknown, field: CdarField, path: string, refuse: Refuse): void {
  const parts = PARTS[field.kind];
  if (field.kind === 'object') return checkObject(value, flat(field.fields ?? []), path, refuse);
  if (field.kind === 'indicator') {
    if (typeof value !== 'boolean') refuse(`Expected true or false, found ${nameOf(value)}.`, path);
    return;
  }
  if (!parts) {
    checkText(value, path, refuse);
    if (typeof value === 'string' && value !== '') checkWritten(value, field.kind, path, refuse);
    return;
  }
  if (!isObject(value)) return refuse(`Expected an object with "${parts.required}", found ${nameOf(value)}.`, path);
  for (const key of [parts.required, ...parts.others]) {
    // An attachment may be empty, as the schema has it.
    if (key === 'content' && value[key] === '') continue;
    if (key === parts.required || key in value) checkText(value[key], `${path}/${key}`, refuse);
  }
  for (const key of Object.keys(value)) {
    if (key !== parts.required && !parts.others.includes(key)) refuse(`"${key}" is not known here.`, `${path}/${key}`);
  }
  const number = value[parts.required];
  if (typeof number === 'string' && number !== '')
    checkWritten(number, field.kind, `${path}/${parts.required}`, refuse);
}

/** Whether a text can be written as what it is meant to be. */
function checkWritten(text: string, kind: CdarKind, path: string, refuse: Refuse): void {
  if (['amount', 'measure', 'decimal'].includes(kind) && !isDecimal(text))
    refuse(`"${text}" is no decimal number such as 12000.00.`, path);
  if (kind === 'binary' && !isBase64(text)) refuse('The attachment is no base64.', path);
  if ((kind === 'instant' || kind === 'day') && toFormattedDate(text, 'UTC') === undefined)
    refuse(`"${text}" is no date: expected an instant such as 2026-10-05T08:00:00Z or a day such as 2026-10-05.`, path);
}

function checkText(value: unknown, path: string, refuse: Refuse): void {
  if (typeof value === 'number')
    refuse(`Expected a text; write the number as a string, "${value}", so that it stays exact.`, path);
  else if (typeof value !== 'string') refuse(`Expected a text, found ${nameOf(value)}.`, path);
  else if (value.trim() === '') refuse('An empty text: leave the key out where there is no value.', path);
}

function isObject(value: unknown): value is Data {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function nameOf(value: unknown): string {
  return value === undefined
    ? 'nothing'
    : value === null
      ? 'null'
      : Array.isArray(value)
        ? 'a list'
        : `a value of type ${typeof value}`;
}
