import { lookup as resolveName } from 'node:dns';
import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { AdapterError } from '@lettrage/adapter-sdk';
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Network = [Address, number];

/** Thrown inside a connection attempt when the name resolves to refused addresses only. */
export class AddressRefused extends Error {
  readonly code = 'EADDRREFUSED';
}

/**
 * Which addresses may be reached: public unicast ones, and the networks an administrator opened for the company (an
 * on-premise ERP). Everything that only looks public is unwrapped first: IPv4-mapped and -compatible, NAT64, 6to4.
 */
export class AddressPolicy {
  private readonly allowed: readonly Network[];

  /** `networks` in CIDR notation; throws `AdapterError('config')` on anything else. */
  constructor(networks: readonly string[] = []) {
    this.allowed = networks.map((network) => {
      try {
        return ipaddr.parseCIDR(network);
      } catch {
        throw new AdapterError('config', `"${network}" is not a network such as 10.1.0.0/16.`, {
          field: '/allowedNetworks',
        });
      }
    });
  }

  /** Why an IP address may not be reached, or undefined if it may. */
  refusal(text: string): string | undefined {
    let address: Address;
    try {
      address = innermost(ipaddr.parse(text.replace(/^\[|\]$/g, '')));
    } catch {
      return `"${text}" is not an IP address`;
    }
    if (this.allowed.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits)))
      return undefined;
    const range = address.range();
    return range === 'unicast' ? undefined : `${address.toString()} is a ${RANGE_NAMES[range] ?? range} address`;
  }

  /**
   * A `lookup` for sockets that hands out permitted addresses only. The check and the connection see the same answer,
   * so a name that changes its address in between (DNS rebinding) gains nothing.
   */
  readonly lookup: LookupFunction = (hostname, options, callback) => {
    resolveName(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
      if (error) return callback(error, [], 0);
      const permitted = found.filter(({ address }) => this.refusal(address) === undefined);
      const first = permitted[0];
      if (!first)
        return callback(
          new AddressRefused(`${hostname}: ${this.refusal(found[0]?.address ?? '') ?? 'no address'}`),
          [],
          0,
        );
      if (options.all) return callback(null, permitted);
      return callback(null, first.address, first.family);
    });
  };
}

const RANGE_NAMES: Readonly<Record<string, string>> = {
  loopback: 'loopback',
  private: 'private',
  uniqueLocal: 'private',
  linkLocal: 'link-local (metadata)',
  carrierGradeNat: 'carrier-grade NAT',
  unspecified: 'unspecified',
};

const COMPATIBLE = ipaddr.parseCIDR('::/96') as [ipaddr.IPv6, number];
const NAT64 = ipaddr.parseCIDR('64:ff9b::/96') as [ipaddr.IPv6, number];
const SIX_TO_FOUR = ipaddr.parseCIDR('2002::/16') as [ipaddr.IPv6, number];

/** The IPv4 address an IPv6 one stands for, or the address itself. */
function innermost(address: Address): Address {
  if (!(address instanceof ipaddr.IPv6)) return address;
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  const bytes = address.toByteArray();
  if (address.match(SIX_TO_FOUR)) return ipaddr.fromByteArray(bytes.slice(2, 6));
  if (address.match(NAT64)) return ipaddr.fromByteArray(bytes.slice(12));
  const isSpecial = address.range() === 'loopback' || address.range() === 'unspecified';
  if (address.match(COMPATIBLE) && !isSpecial) return ipaddr.fromByteArray(bytes.slice(12));
  return address;
}
