import { AdapterError } from '@lettrage/adapter-sdk';
import type { Adapter, AdapterManifest, CapabilityName } from '@lettrage/adapter-sdk';
import { requireAdapter } from './manifest.checks.js';
import { resolvePackage } from './package.resolver.js';

/** Where adapters come from. */
export interface AdapterSources {
  /** Adapters that come with the program: id → `() => import('@lettrage/statement-camt')`. */
  readonly builtIn: Readonly<Record<string, () => Promise<unknown>>>;
  /** Names of third-party packages, from the configuration. */
  readonly packages?: readonly string[];
  /** The `node_modules` folder the packages are installed in. */
  readonly nodeModules?: string;
}

/**
 * Knows every adapter by id and loads it when it is asked for. Built-ins and third parties have one shape and pass the
 * same checks; a package whose manifest takes an id that is in use already is refused.
 */
export class AdapterRegistry {
  private readonly loaded = new Map<string, Promise<Adapter>>();
  private thirdParties: Promise<ReadonlyMap<string, Adapter>> | undefined;

  constructor(private readonly sources: AdapterSources) {}

  /** The adapter of that id, or `AdapterError('config')` with the list of those there are. */
  async load(id: string): Promise<Adapter> {
    const builtIn = Object.hasOwn(this.sources.builtIn, id) ? this.sources.builtIn[id] : undefined;
    if (builtIn) {
      const known = this.loaded.get(id) ?? loadBuiltIn(id, builtIn);
      this.loaded.set(id, known);
      return known;
    }
    const adapter = (await this.packages()).get(id);
    if (adapter) return adapter;
    const ids = (await this.ids()).join(', ');
    throw new AdapterError(
      'config',
      `There is no adapter "${id}". Known: ${ids}. Other packages are named in the configuration.`,
      {
        field: '/adapter',
      },
    );
  }

  /** Ids of all adapters, sorted. */
  async ids(): Promise<string[]> {
    return [...Object.keys(this.sources.builtIn), ...(await this.packages()).keys()].sort();
  }

  /** Manifests of all adapters, sorted by id; loads the entries, which hold nothing else. */
  async manifests(): Promise<AdapterManifest[]> {
    const adapters = await Promise.all((await this.ids()).map((id) => this.load(id)));
    return adapters.map((adapter) => adapter.manifest);
  }

  /** Ids of the adapters that have a capability, sorted. */
  async idsWith(capability: CapabilityName): Promise<string[]> {
    return (await this.manifests())
      .filter((manifest) => manifest.capabilities.includes(capability))
      .map((manifest) => manifest.id);
  }

  /** The id of the adapter that has `format` among its formats (or is called so) for a capability; undefined if none. */
  async idOfFormat(format: string, capability: CapabilityName): Promise<string | undefined> {
    const able = (await this.manifests()).filter((manifest) => manifest.capabilities.includes(capability));
    return (
      able.find((manifest) => manifest.formats?.some((each) => each.id === format)) ??
      able.find((manifest) => manifest.id === format)
    )?.id;
  }

  private packages(): Promise<ReadonlyMap<string, Adapter>> {
    return (this.thirdParties ??= this.loadPackages());
  }

  private async loadPackages(): Promise<ReadonlyMap<string, Adapter>> {
    const { packages = [], nodeModules, builtIn } = this.sources;
    const found = new Map<string, Adapter>();
    for (const name of packages) {
      if (nodeModules === undefined) {
        throw new AdapterError('config', `${name} is configured, but no folder with installed packages is.`, {
          field: '/adapters',
        });
      }
      const adapter = requireAdapter(
        await importEntry(name, await resolvePackage(nodeModules, name)),
        `The package ${name}`,
      );
      const { id } = adapter.manifest;
      if (Object.hasOwn(builtIn, id) || found.has(id)) {
        throw new AdapterError(
          'config',
          `The package ${name} calls its adapter "${id}", and that id is in use already.`,
          { field: '/adapters' },
        );
      }
      found.set(id, adapter);
    }
    return found;
  }
}

async function loadBuiltIn(id: string, load: () => Promise<unknown>): Promise<Adapter> {
  const adapter = requireAdapter(await load(), `The built-in adapter ${id}`);
  if (adapter.manifest.id !== id)
    throw new AdapterError('config', `The adapter listed as "${id}" calls itself "${adapter.manifest.id}".`);
  return adapter;
}

async function importEntry(name: string, entry: URL): Promise<unknown> {
  try {
    return (await import(entry.href)) as unknown;
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new AdapterError('config', `The adapter package ${name} fails while it is loaded: ${why}`, {
      field: '/adapters',
      cause: error,
    });
  }
}
