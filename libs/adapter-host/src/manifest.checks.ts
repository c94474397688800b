import { AdapterError, SDK_VERSION } from '@lettrage/adapter-sdk';
import type { Adapter, AdapterManifest } from '@lettrage/adapter-sdk';
// Single functions: the package as a whole is fifty files, and every command loads this one.
import satisfies from 'semver/functions/satisfies.js';
import valid from 'semver/functions/valid.js';
import validRange from 'semver/ranges/valid.js';

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/**
 * Takes what a package exports for an adapter, or throws `AdapterError('config')` saying what is missing and where it
 * came from. An SDK range that does not admit ours is refused here, before anything of the adapter runs.
 */
export function requireAdapter(exported: unknown, origin: string): Adapter {
  const refuse = (why: string): never => {
    throw new AdapterError('config', `${origin} is not an adapter that can be loaded: ${why}.`, { field: '/adapters' });
  };
  const adapter = isObject(exported) && isObject(exported['default']) ? exported['default'] : exported;
  if (!isObject(adapter) || !isObject(adapter['manifest'])) return refuse('its default export has no manifest');
  if (typeof adapter['create'] !== 'function') return refuse('its default export has no create()');
  const problem = manifestProblem(adapter['manifest']);
  if (problem) return refuse(problem);
  const { sdk } = adapter['manifest'] as { sdk: string };
  if (!satisfies(SDK_VERSION, sdk)) {
    return refuse(
      `it needs @lettrage/adapter-sdk ${sdk} and this program has ${SDK_VERSION}; install a version of it that fits`,
    );
  }
  return adapter as unknown as Adapter;
}

function manifestProblem(manifest: Record<string, unknown>): string | undefined {
  if (!isText(manifest['id']) || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(manifest['id']))
    return 'manifest.id is not a kebab-case name';
  if (!isText(manifest['title'])) return 'manifest.title is missing';
  if (!isText(manifest['version']) || !valid(manifest['version']))
    return 'manifest.version is not a version such as 1.0.0';
  if (!isText(manifest['sdk']) || !validRange(manifest['sdk']))
    return 'manifest.sdk is not a version range such as ^0.1.0';
  if (!isTexts(manifest['capabilities']) || manifest['capabilities'].length === 0)
    return 'manifest.capabilities is empty';
  if (manifest['config'] !== undefined && !isObject(manifest['config'])) return 'manifest.config is not a JSON Schema';
  if (manifest['hosts'] !== undefined && !isTexts(manifest['hosts'])) return 'manifest.hosts is not a list of names';
  const formats = manifest['formats'];
  if (
    formats !== undefined &&
    !(Array.isArray(formats) && formats.every((format) => isObject(format) && isText(format['id'])))
  ) {
    return 'manifest.formats is not a list of formats with ids';
  }
  return undefined;
}

const OPTIONAL_MEMBERS = new Set(['check', 'discover']);

/** What contradicts "the members are the capabilities of the manifest", or undefined. */
export function memberProblem(manifest: AdapterManifest, members: unknown): string | undefined {
  if (!isObject(members)) return 'create() returned no members';
  for (const name of manifest.capabilities) {
    if (!isObject(members[name])) return `its manifest declares ${name}, but create() did not return it`;
  }
  const declared = new Set<string>(manifest.capabilities);
  for (const [name, member] of Object.entries(members)) {
    if (member !== undefined && !declared.has(name) && !OPTIONAL_MEMBERS.has(name))
      return `create() returned ${name}, which its manifest does not declare`;
  }
  return undefined;
}
