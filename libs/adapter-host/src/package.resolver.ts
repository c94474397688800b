import { readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AdapterError } from '@lettrage/adapter-sdk';

const PACKAGE_NAME = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/;
const CONDITIONS = ['import', 'node', 'default'];

/**
 * Finds the entry of an installed package in one given `node_modules` folder, as a file URL. Node's own search would
 * walk up from this file and could find a package of the program instead of the one the user installed.
 */
export async function resolvePackage(nodeModules: string, name: string): Promise<URL> {
  const refuse = (why: string): never => {
    throw new AdapterError('config', `The adapter package ${name} cannot be loaded: ${why}.`, { field: '/adapters' });
  };
  if (!PACKAGE_NAME.test(name)) return refuse('that is not the name of an npm package');
  const folder = await realpath(join(nodeModules, ...name.split('/'))).catch(() => undefined);
  if (folder === undefined) return refuse(`it is not installed in ${nodeModules}. Run "npm install ${name}" beside it`);
  const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => undefined);
  if (text === undefined) return refuse(`${folder} has no package.json`);
  let description: { exports?: unknown; main?: unknown };
  try {
    description = JSON.parse(text) as typeof description;
  } catch {
    return refuse('its package.json is not JSON');
  }
  const entry =
    entryOf(description.exports) ?? (typeof description.main === 'string' ? description.main : './index.js');
  const path = await realpath(join(folder, entry)).catch(() => undefined);
  if (path === undefined) return refuse(`its entry ${entry} does not exist. Was it built?`);
  if (!path.startsWith(folder + sep)) return refuse(`its entry ${entry} lies outside of the package`);
  return pathToFileURL(path);
}

/** The path that package.json `exports` gives for the package itself. */
function entryOf(target: unknown): string | undefined {
  if (typeof target === 'string') return target;
  if (Array.isArray(target)) return target.map(entryOf).find((entry) => entry !== undefined);
  if (target === null || typeof target !== 'object') return undefined;
  if (Object.hasOwn(target, '.')) return entryOf((target as Record<string, unknown>)['.']);
  for (const [condition, inner] of Object.entries(target)) {
    if (!CONDITIONS.includes(condition)) continue;
    const entry = entryOf(inner);
    if (entry !== undefined) return entry;
  }
  return undefined;
}
