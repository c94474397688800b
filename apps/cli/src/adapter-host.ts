import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { AdapterHost } from '@lettrage/adapter-host';
import { UsageError } from './output/errors.js';

/** The optional configuration file of an installation, `lettrage.json` in the working folder or `LETTRAGE_CONFIG`. */
export interface InstallationConfig {
  /** Names of third-party adapter packages. */
  readonly adapters?: readonly string[];
  /** Folder with the `node_modules` they are installed in; the configuration file's own otherwise. */
  readonly adapterFolder?: string;
}

/** Reads the configuration file, if there is one. */
export async function installationConfig(): Promise<{ config: InstallationConfig; folder: string }> {
  const path = resolve(process.env['LETTRAGE_CONFIG'] ?? 'lettrage.json');
  const folder = join(path, '..');
  try {
    return { config: JSON.parse(await readFile(path, 'utf8')) as InstallationConfig, folder };
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (missing && process.env['LETTRAGE_CONFIG'] === undefined) return { config: {}, folder };
    throw new UsageError(`The configuration ${path} cannot be read: ${(error as Error).message}`);
  }
}

/** What a command asks of adapters, where one kind can answer it: the ids of that kind begin so. */
export type AdapterKind = 'statement';

/**
 * The host with every built-in adapter, or those of one kind, and those the configuration names. To look for what can
 * read a statement all adapters would be loaded, which takes longer than to read one.
 */
export async function adapterHost(kind?: AdapterKind): Promise<AdapterHost> {
  // Loaded here, not above: every command imports this module, and help needs none of it.
  const { AdapterHost: Host, AdapterRegistry } = await import('@lettrage/adapter-host');
  const { builtInAdapters } = await import('@lettrage/server/built-in-adapters');
  const { config, folder } = await installationConfig();
  const registry = new AdapterRegistry({
    builtIn: kind === undefined ? builtInAdapters : ofKind(kind, builtInAdapters),
    ...(config.adapters
      ? { packages: config.adapters, nodeModules: join(resolve(folder, config.adapterFolder ?? '.'), 'node_modules') }
      : {}),
  });
  return new Host({ registry });
}

function ofKind<T>(kind: AdapterKind, adapters: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(adapters).filter(([id]) => id.startsWith(`${kind}-`)));
}
