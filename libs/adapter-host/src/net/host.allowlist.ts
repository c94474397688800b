import { AdapterError } from '@lettrage/adapter-sdk';

interface AllowedHost {
  /** Lower case; `*.example.com` admits every name below. */
  readonly name: string;
  /** Undefined: any port, since the configuration gives it apart. */
  readonly port?: number;
  /** Plain HTTP only where the configured address says so itself. */
  readonly plain: boolean;
}

/**
 * The hosts an adapter may call: the manifest's names (port 443 unless written `name:port`) and the hosts of the
 * configured addresses it points to (`config:/url`).
 */
export class HostAllowList {
  private readonly hosts: readonly AllowedHost[];

  /** Throws `AdapterError('config')` if a configured address cannot be read. */
  constructor(
    private readonly adapter: string,
    declared: readonly string[],
    config: unknown,
  ) {
    this.hosts = declared.flatMap((entry) =>
      entry.startsWith('config:') ? configured(entry.slice(7), config) : [declaredHost(entry)],
    );
  }

  /** Throws `AdapterError('config')` unless `url` is an address the adapter may call. */
  requireUrl(url: URL): void {
    if (url.protocol !== 'https:' && url.protocol !== 'http:')
      throw this.refused(url.protocol, 'only http and https are spoken');
    if (url.username || url.password) throw this.refused(url.host, 'an address must not hold credentials');
    const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
    const match = this.hosts.find(
      (host) => admits(host, url.hostname, port) && (url.protocol === 'https:' || host.plain),
    );
    if (!match) throw this.refused(url.host, 'it is not among the hosts of its manifest');
  }

  /** Throws `AdapterError('config')` unless a TCP connection to `host`:`port` is within the manifest. */
  requireTarget(host: string, port: number): void {
    if (!this.hosts.some((allowed) => admits(allowed, host, port))) {
      throw this.refused(`${host}:${port}`, 'it is not among the hosts of its manifest');
    }
  }

  private refused(target: string, why: string): AdapterError {
    return new AdapterError('config', `The adapter ${this.adapter} may not call ${target}: ${why}.`, { field: '/url' });
  }
}

function admits(allowed: AllowedHost, hostname: string, port: number): boolean {
  const name = hostname.toLowerCase();
  const sameName = allowed.name.startsWith('*.') ? name.endsWith(allowed.name.slice(1)) : name === allowed.name;
  return sameName && (allowed.port === undefined || allowed.port === port);
}

function declaredHost(entry: string): AllowedHost {
  const match = /^((?:\*\.)?[a-z0-9.-]+)(?::(\d+))?$/i.exec(entry);
  if (!match) throw new AdapterError('config', `The manifest names the host "${entry}", which is no host name.`);
  return { name: match[1]!.toLowerCase(), port: Number(match[2] ?? 443), plain: false };
}

function configured(pointer: string, config: unknown): AllowedHost[] {
  const value = pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], config);
  if (value === undefined) return [];
  const text = String(value);
  if (!text.includes('://')) {
    const [name, port] = text.split(':');
    return [{ name: name!.toLowerCase(), plain: true, ...(port ? { port: Number(port) } : {}) }];
  }
  if (!URL.canParse(text))
    throw new AdapterError('config', `${pointer} is not an address such as https://erp.example.com.`, {
      field: pointer,
    });
  const url = new URL(text);
  const plain = url.protocol === 'http:';
  return [{ name: url.hostname.toLowerCase(), port: Number(url.port || (plain ? 80 : 443)), plain }];
}
