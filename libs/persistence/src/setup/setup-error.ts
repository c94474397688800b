import { InputError } from '@lettrage/domain';
import { sqlState } from '../retry.js';

/** What a person asked to set up cannot be: which field, why, and what to do. Nothing was stored. */
export function setupError(code: 'invalid' | 'exists' | 'in-use', field: string, message: string): InputError {
  return new InputError(code, message, [{ severity: 'error', rule: code, message, location: field }]);
}

/** Says of a broken unique key (SQLSTATE 23505) what it means to the person. */
export async function orExists<T>(field: string, message: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (sqlState(error) === '23505') throw setupError('exists', field, message);
    throw error;
  }
}
