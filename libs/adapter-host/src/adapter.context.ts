import { AdapterError } from '@lettrage/adapter-sdk';
import type { AdapterContext, AdapterManifest, Folder, Logger } from '@lettrage/adapter-sdk';
import type { CallGuard } from './call.guard.js';
import { secretNames } from './config.validation.js';
import { confinedFolder } from './confined.folder.js';
import { AddressPolicy } from './net/address.policy.js';
import { filteredConnect } from './net/filtered.connect.js';
import { HostAllowList } from './net/host.allowlist.js';
import { FilteredHttpClient, HTTP_LIMITS } from './net/http.client.js';
import type { HttpLimits } from './net/http.client.js';
import type { Redactor } from './secrets/redactor.js';
import type { SecretResolver } from './secrets/secret.resolver.js';

/** What a context is made of. */
export interface ContextParts {
  readonly manifest: AdapterManifest;
  readonly config: unknown;
  readonly guard: CallGuard;
  readonly redactor: Redactor;
  readonly secrets: SecretResolver;
  readonly log: Logger;
  readonly clock: { now(): Date };
  readonly allowedNetworks?: readonly string[];
  readonly folder?: string;
  readonly limits?: Partial<HttpLimits>;
}

/** Makes what one connection's adapter gets of the machine, and nothing more. */
export async function makeContext(parts: ContextParts): Promise<AdapterContext> {
  const { manifest, guard } = parts;
  const addresses = new AddressPolicy(parts.allowedNetworks);
  const hosts = new HostAllowList(manifest.id, manifest.hosts ?? [], parts.config);
  const rules = { addresses, hosts, signal: guard.signal };
  const timeout = parts.limits?.timeout ?? HTTP_LIMITS.timeout;
  const folder = await folderFor(manifest, parts.folder);
  return Object.freeze({
    http: new FilteredHttpClient({ ...rules, ...(parts.limits ? { limits: parts.limits } : {}) }),
    connect: (target: { host: string; port: number; tls?: boolean }) => filteredConnect(target, { ...rules, timeout }),
    ...(folder ? { folder } : {}),
    clock: parts.clock,
    log: redactedLog(parts.log, parts.redactor, manifest.id),
    secret: secretsOf(parts),
    signal: guard.signal,
  });
}

async function folderFor(manifest: AdapterManifest, path: string | undefined): Promise<Folder | undefined> {
  if (!manifest.folder) return undefined;
  if (path === undefined)
    throw new AdapterError('config', `${manifest.id} needs a folder, and none is configured.`, { field: '/folder' });
  return confinedFolder(path);
}

function secretsOf({ manifest, config, secrets, redactor }: ContextParts): (name: string) => Promise<string> {
  const declared = new Set(secretNames(manifest));
  return async (name) => {
    const reference = declared.has(name) ? (config as Record<string, unknown>)[name] : undefined;
    if (typeof reference !== 'string') {
      throw new AdapterError('config', `${manifest.id}: the secret /${name} is not configured.`, { field: `/${name}` });
    }
    const value = await secrets(reference, `/${name}`);
    redactor.add(value);
    return value;
  };
}

function redactedLog(log: Logger, redactor: Redactor, adapter: string): Logger {
  const through =
    (level: keyof Logger) =>
    (message: string, details?: Readonly<Record<string, unknown>>): void => {
      const clean = redactor.data({ ...details, adapter }) as Record<string, unknown>;
      log[level](redactor.text(String(message)), clean);
    };
  return { debug: through('debug'), info: through('info'), warn: through('warn'), error: through('error') };
}
