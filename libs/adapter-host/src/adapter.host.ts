import { AdapterError } from '@lettrage/adapter-sdk';
import type { AdapterManifest, Capabilities, Logger, StatusEvent } from '@lettrage/adapter-sdk';
import { makeContext } from './adapter.context.js';
import type { AdapterRegistry } from './adapter.registry.js';
import { CallGuard } from './call.guard.js';
import { validateConfig } from './config.validation.js';
import { guardedMembers } from './guarded.members.js';
import { memberProblem } from './manifest.checks.js';
import type { HttpLimits } from './net/http.client.js';
import { pushSafely } from './push-safely.js';
import type { PushResult } from './push-safely.js';
import { Redactor } from './secrets/redactor.js';
import { environmentSecrets } from './secrets/secret.resolver.js';
import type { SecretResolver } from './secrets/secret.resolver.js';

/** What the host itself needs; everything has a sensible default but the registry. */
export interface AdapterHostOptions {
  readonly registry: AdapterRegistry;
  readonly secrets?: SecretResolver;
  readonly log?: Logger;
  readonly clock?: { now(): Date };
}

/** One connection: an adapter with its configuration, for one company. */
export interface OpenOptions {
  readonly config?: unknown;
  /** Networks (CIDR) the administrator opened for the company, such as `10.1.0.0/16` for an ERP on its premises. */
  readonly allowedNetworks?: readonly string[];
  /** The one directory the adapter may use, if its manifest asks for one. */
  readonly folder?: string;
  readonly signal?: AbortSignal;
  /** Milliseconds a single call may take; 60 s by default. */
  readonly callTimeout?: number;
  readonly http?: Partial<HttpLimits>;
}

/** An adapter ready for use. Its members are guarded: see `guardedMembers`. */
export interface OpenAdapter {
  readonly manifest: AdapterManifest;
  readonly members: Capabilities;
  /** Pushes events to its status sink; see `pushSafely`. Throws `AdapterError('config')` if it has none. */
  push(events: readonly StatusEvent[]): Promise<PushResult>;
  /** Removes the connection's secrets from a text. */
  redact(text: string): string;
  /** Stops whatever the adapter still does. */
  close(): void;
}

const CALL_TIMEOUT = 60_000;
const SILENT: Logger = { debug() {}, info() {}, warn() {}, error() {} };

/** Configures and runs adapters. Nothing an adapter returns or throws reaches the caller unchecked. */
export class AdapterHost {
  constructor(private readonly options: AdapterHostOptions) {}

  /** Adapters by id, and what their manifests say. */
  get registry(): AdapterRegistry {
    return this.options.registry;
  }

  /** The time as adapters are told it. */
  private now(): Date {
    return this.options.clock?.now() ?? new Date();
  }

  /**
   * Loads an adapter, checks the configuration and makes its members. Throws `AdapterError('config')` naming the field
   * to mend, or `malformed` when the adapter does not keep its contract.
   */
  async open(id: string, options: OpenOptions = {}): Promise<OpenAdapter> {
    const adapter = await this.registry.load(id);
    const { manifest } = adapter;
    const config = Object.freeze(structuredClone(options.config ?? {}));
    await validateConfig(manifest, config);
    const redactor = new Redactor();
    const guard = new CallGuard(manifest.id, redactor, options.callTimeout ?? CALL_TIMEOUT, options.signal);
    const context = await makeContext({
      manifest,
      config,
      guard,
      redactor,
      secrets: this.options.secrets ?? environmentSecrets(process.env),
      log: this.options.log ?? SILENT,
      clock: { now: () => this.now() },
      ...(options.allowedNetworks ? { allowedNetworks: options.allowedNetworks } : {}),
      ...(options.folder === undefined ? {} : { folder: options.folder }),
      ...(options.http ? { limits: options.http } : {}),
    });
    const made = await guard.run(() => adapter.create(config, context));
    const problem = memberProblem(manifest, made);
    if (problem) throw guard.violation(problem);
    return opened(manifest, made, guard, redactor);
  }
}

function opened(manifest: AdapterManifest, made: Capabilities, guard: CallGuard, redactor: Redactor): OpenAdapter {
  return {
    manifest,
    members: guardedMembers(made, guard),
    async push(events) {
      if (!made.statusSink)
        throw new AdapterError('config', `${manifest.id} takes no status events.`, { field: '/adapter' });
      return pushSafely(made.statusSink, events, guard);
    },
    redact: (text) => redactor.text(text),
    close: () => guard.close(),
  };
}
