import { get, inCompany, post, remove, type Problem } from './http.js';

/** A bank account whose statements go to the company. */
export interface BankAccount {
  readonly id: string;
  readonly iban?: string;
  readonly number?: string;
  readonly currency: string;
  readonly label: string;
  readonly journal: string;
  readonly ledgerAccount: string;
}

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: string;
  readonly expiresAt?: string;
  readonly lastUsedAt?: string;
  readonly revokedAt?: string;
}

export const SCOPES = ['read', 'write', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** A connected system; `hold`: nothing leaves before it is released. */
export interface Connection {
  readonly id: string;
  readonly name: string;
  readonly adapter: string;
  readonly state: 'hold' | 'released' | 'disabled';
  readonly releaseFrom?: string;
  readonly lastRunAt?: string;
  readonly lastError?: string;
}

/** One setting of an adapter, from the JSON Schema of its manifest. */
export interface Setting {
  readonly name: string;
  readonly title: string;
  readonly kind: 'text' | 'number' | 'truth' | 'json';
  readonly required: boolean;
  /** Holds a reference (`env:NAME`, `file:/path`), never the secret itself. */
  readonly secret: boolean;
}

/** An adapter that systems are connected through. */
export interface ConnectableAdapter {
  readonly id: string;
  readonly title: string;
  readonly settings: readonly Setting[];
}

const items = async <T>(path: string, signal?: AbortSignal): Promise<readonly T[]> =>
  (await get<{ readonly items: readonly T[] }>(path, {}, signal)).items;

export function listAccounts(companyId: string, signal?: AbortSignal): Promise<readonly BankAccount[]> {
  return items(inCompany(companyId, '/bank-accounts'), signal);
}

export function addAccount(
  companyId: string,
  account: { readonly iban: string; readonly currency: string; readonly label?: string },
): Promise<BankAccount> {
  return post(inCompany(companyId, '/bank-accounts'), account);
}

export function listKeys(companyId: string, signal?: AbortSignal): Promise<readonly ApiKey[]> {
  return items(inCompany(companyId, '/api-keys'), signal);
}

/** The key's text is in this answer and never again. */
export function addKey(
  companyId: string,
  key: { readonly name: string; readonly scopes: readonly Scope[] },
): Promise<{ readonly id: string; readonly key: string }> {
  return post(inCompany(companyId, '/api-keys'), key);
}

export function revokeKey(companyId: string, id: string): Promise<void> {
  return remove(inCompany(companyId, `/api-keys/${id}`));
}

export function listConnections(companyId: string, signal?: AbortSignal): Promise<readonly Connection[]> {
  return items(inCompany(companyId, '/connections'), signal);
}

export function addConnection(
  companyId: string,
  connection: { readonly name: string; readonly adapter: string; readonly config: Readonly<Record<string, unknown>> },
): Promise<{ readonly id: string }> {
  return post(inCompany(companyId, '/connections'), connection);
}

/** What is wrong with a connection; nothing if it works. */
export async function checkConnection(companyId: string, id: string): Promise<readonly Problem[]> {
  const path = inCompany(companyId, `/connections/${id}/check`);
  return (await post<{ readonly problems: readonly Problem[] }>(path)).problems;
}

export function releaseConnection(companyId: string, id: string, from: string): Promise<unknown> {
  return post(inCompany(companyId, `/connections/${id}/release`), { from });
}

export function disableConnection(companyId: string, id: string): Promise<unknown> {
  return post(inCompany(companyId, `/connections/${id}/disable`));
}

interface Manifest {
  readonly id: string;
  readonly title: string;
  readonly config?: {
    readonly required?: readonly string[];
    readonly properties?: Readonly<
      Record<string, { readonly type?: string; readonly title?: string; readonly writeOnly?: boolean }>
    >;
  };
}

/** The adapters that have settings, so that something can be connected through them. */
export async function connectableAdapters(signal?: AbortSignal): Promise<readonly ConnectableAdapter[]> {
  const manifests = await items<Manifest>('/v1/adapters', signal);
  return manifests.flatMap(({ id, title, config }) =>
    config?.properties === undefined ? [] : [{ id, title, settings: settingsOf(config) }],
  );
}

function settingsOf({ required = [], properties = {} }: NonNullable<Manifest['config']>): Setting[] {
  const settings = Object.entries(properties).map(([name, { type, title, writeOnly }]) => ({
    name,
    title: title ?? name,
    kind: KINDS[type ?? 'object'] ?? ('json' as const),
    required: required.includes(name),
    secret: writeOnly === true,
  }));
  return settings.sort((a, b) => Number(b.required) - Number(a.required));
}

const KINDS: Readonly<Record<string, Setting['kind']>> = {
  string: 'text',
  integer: 'number',
  number: 'number',
  boolean: 'truth',
};
