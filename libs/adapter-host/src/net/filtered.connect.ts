import { connect as connectTcp, isIP } from 'node:net';
import type { Socket } from 'node:net';
import { AdapterError } from '@lettrage/adapter-sdk';
import type { AddressPolicy } from './address.policy.js';
import type { HostAllowList } from './host.allowlist.js';

/** Where to connect to. */
export interface ConnectTarget {
  readonly host: string;
  readonly port: number;
  readonly tls?: boolean;
}

/** What a connection has to pass. `timeout` in milliseconds. */
export interface ConnectRules {
  readonly addresses: AddressPolicy;
  readonly hosts: HostAllowList;
  readonly signal: AbortSignal;
  readonly timeout: number;
}

/** Opens a TCP or TLS connection through the host allow-list and the address filter. */
export async function filteredConnect(target: ConnectTarget, rules: ConnectRules): Promise<Socket> {
  const { host, port } = target;
  rules.hosts.requireTarget(host, port);
  const refusal = isIP(host) ? rules.addresses.refusal(host) : undefined;
  if (refusal) throw new AdapterError('config', `${host} may not be called: ${refusal}.`, { field: '/host' });
  const { lookup } = rules.addresses;
  const { connect: connectTls } = await import('node:tls');
  return new Promise((resolve, reject) => {
    const options = { host, port, lookup };
    const socket = target.tls
      ? connectTls({ ...options, ...(isIP(host) ? {} : { servername: host }) })
      : connectTcp(options);
    const stop = (): void => void socket.destroy(new Error('stopped'));
    rules.signal.addEventListener('abort', stop, { once: true });
    socket.setTimeout(rules.timeout, () => socket.destroy(new Error(`no answer within ${rules.timeout} ms`)));
    socket.once('close', () => rules.signal.removeEventListener('abort', stop));
    // Stays for good: an error nobody listens to would end the process, whatever the adapter does with its socket.
    socket.on('error', (error: NodeJS.ErrnoException) => {
      const kind = error.code === 'EADDRREFUSED' ? 'config' : 'transient';
      reject(new AdapterError(kind, `No connection to ${host}:${port} (${error.message}).`, { field: '/host' }));
    });
    socket.once(target.tls ? 'secureConnect' : 'connect', () => resolve(socket));
  });
}
