import { describe, expect, it } from '@jest/globals';
import { AddressPolicy } from './address.policy.js';

const policy = new AddressPolicy();

/** Resolves a name through the policy, as a socket does. */
function lookup(filter: AddressPolicy, name: string, all: boolean): Promise<unknown> {
  return new Promise((resolve, reject) => {
    filter.lookup(name, { all }, (error, address) => (error ? reject(error) : resolve(address)));
  });
}

describe('the address filter', () => {
  it.each([
    ['loopback', '127.0.0.1'],
    ['all of loopback', '127.255.255.254'],
    ['unspecified, which is loopback on most systems', '0.0.0.0'],
    ['private, class A', '10.1.2.3'],
    ['private, class B', '172.31.255.1'],
    ['private, class C', '192.168.0.1'],
    ['link-local with the metadata service', '169.254.169.254'],
    ['carrier-grade NAT', '100.64.0.1'],
    ['benchmarking', '198.18.0.1'],
    ['multicast', '224.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['reserved', '240.0.0.1'],
    ['IPv6 loopback', '::1'],
    ['IPv6 unspecified', '::'],
    ['IPv6 in brackets', '[::1]'],
    ['IPv6 private', 'fd00::1'],
    ['IPv6 link-local', 'fe80::1'],
    ['IPv6 metadata', 'fd00:ec2::254'],
    ['IPv4-mapped', '::ffff:127.0.0.1'],
    ['IPv4-mapped in hex', '::ffff:7f00:1'],
    ['IPv4-compatible', '::127.0.0.1'],
    ['IPv4-compatible of a private network', '::10.0.0.1'],
    ['IPv4-compatible in hex', '::7f00:1'],
    ['IPv4-compatible metadata in hex', '::a9fe:a9fe'],
    ['NAT64 of loopback', '64:ff9b::127.0.0.1'],
    ['NAT64 of the metadata service', '64:ff9b::a9fe:a9fe'],
    ['local NAT64', '64:ff9b:1::7f00:1'],
    ['6to4 of a private network', '2002:0a00:0001::1'],
    ['Teredo', '2001:0:7f00:1::'],
    ['decimal', '2130706433'],
    ['hexadecimal', '0x7f.1'],
    ['octal', '0177.0.0.1'],
    ['not an address', 'example.com'],
    ['nothing', ''],
  ])('refuses %s', (_name, address) => {
    expect(policy.refusal(address)).toEqual(expect.any(String));
  });

  it.each(['93.184.216.34', '2606:4700::1111', '::ffff:93.184.216.34', '64:ff9b::5db8:d822'])(
    'lets %s through',
    (address) => {
      expect(policy.refusal(address)).toBeUndefined();
    },
  );

  it('lets through what an administrator opened, in every form, and nothing beside it', () => {
    const open = new AddressPolicy(['10.20.0.0/16', 'fd12::/32']);
    expect(open.refusal('10.20.3.4')).toBeUndefined();
    expect(open.refusal('::ffff:10.20.3.4')).toBeUndefined();
    expect(open.refusal('fd12::7')).toBeUndefined();
    expect(open.refusal('10.21.0.1')).toEqual(expect.any(String));
    expect(open.refusal('127.0.0.1')).toEqual(expect.any(String));
  });

  it('refuses a network that is none, naming the setting', () => {
    expect(() => new AddressPolicy(['10.20.0.0/99'])).toThrow(/10\.20\.0\.0\/99/);
  });

  it('hands a socket permitted addresses only, so that a name cannot lead inside', async () => {
    await expect(lookup(policy, 'localhost', true)).rejects.toMatchObject({ code: 'EADDRREFUSED' });
    await expect(lookup(policy, 'localhost', false)).rejects.toMatchObject({ code: 'EADDRREFUSED' });
    const open = new AddressPolicy(['127.0.0.0/8']);
    expect(await lookup(open, 'localhost', true)).toEqual([{ address: '127.0.0.1', family: 4 }]);
    expect(await lookup(open, 'localhost', false)).toBe('127.0.0.1');
  });
});
