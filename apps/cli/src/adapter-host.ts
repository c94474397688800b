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

/** The host with every built-in adapter and those the configuration names. */
export async function adapterHost(): Promise<AdapterHost> {
  // Loaded here, not above: every command imports this module, and help needs none of it.
  const { AdapterHost: Host, AdapterRegistry } = await import('@lettrage/adapter-host');
  const { builtInAdapters } = await import('@lettrage/server/built-in-adapters');
  const { config, folder } = await installationConfig();
  const registry = new AdapterRegistry({
    builtIn: builtInAdapters,
    ...(config.adapters
      ? { packages: config.adapters, nodeModules: join(resolve(folder, config.adapterFolder ?? '.'), 'node_modules') }
      : {}),
  });
  return new Host({ registry });
}
