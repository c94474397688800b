import { readFile } from 'node:fs/promises';
import { AdapterError } from '@lettrage/adapter-sdk';

/** Turns a reference of the configuration into a secret's value. Tests and key services give their own. */
export type SecretResolver = (reference: string, field: string) => Promise<string>;

/** `env:NAME` or `file:/path`; what a secret property of a configuration must look like. */
export const SECRET_REFERENCE = /^(?:env:([A-Za-z_][A-Za-z0-9_]*)|file:(.+))$/;

/**
 * Reads secrets from environment variables and files. Throws `AdapterError('config')` that names the field and the
 * variable or file, never a value. A final line break of a file is not part of the secret.
 */
export function environmentSecrets(environment: Readonly<Record<string, string | undefined>>): SecretResolver {
  return async (reference, field) => {
    const match = SECRET_REFERENCE.exec(reference);
    if (!match)
      throw new AdapterError('config', `${field} must be a reference such as env:NAME or file:/path.`, { field });
    const [, variable, path] = match;
    if (variable !== undefined) {
      const value = environment[variable];
      if (value) return value;
      throw new AdapterError('config', `The environment variable ${variable}, which ${field} refers to, is not set.`, {
        field,
      });
    }
    try {
      const value = (await readFile(path!, 'utf8')).replace(/\r?\n$/, '');
      if (value) return value;
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? 'unreadable';
      throw new AdapterError('config', `The file ${path}, which ${field} refers to, cannot be read (${code}).`, {
        field,
      });
    }
    throw new AdapterError('config', `The file ${path}, which ${field} refers to, is empty.`, { field });
  };
}
