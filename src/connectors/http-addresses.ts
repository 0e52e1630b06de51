import { lookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { buildConnector } from 'undici';
import { SourceError } from '../domain/errors.ts';

/** Whether an IP address is anything but a public one: this machine, a private or link-local network, a cloud's metadata service, a reserved range. */
export function isInternalAddress(address: string): boolean {
  const zoneless = address.split('%', 1)[0] ?? '';
  if (!ipaddr.isValid(zoneless)) return true;
  const parsed = ipaddr.process(zoneless);
  if (parsed.kind() === 'ipv4') return parsed.range() !== 'unicast';
  if (parsed.range() === 'rfc6052') return isInternalAddress(ipaddr.fromByteArray(parsed.toByteArray().slice(12)).toString());
  return parsed.range() !== 'unicast' || !parsed.match(globalUnicast);
}

const globalUnicast: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3];

/**
 * Opens connections to public addresses only. The address that is checked is the one connected to: a name that resolves to something else a
 * moment later gains nothing. `resolve` is the DNS of this machine where not given.
 */
export function publicConnector(timeoutMs: number, resolve: Resolve = lookup): buildConnector.connector {
  const connect = buildConnector({ timeout: timeoutMs, lookup: publicLookup(resolve) });
  return (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) !== 0 && isInternalAddress(host)) callback(internalAddress(host), null);
    else connect(options, callback);
  };
}

type LookupCallback = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;

type Resolve = (host: string, options: LookupOptions & { readonly all: true }, callback: Resolved) => void;
type Resolved = (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void;

function publicLookup(resolve: Resolve) {
  return (host: string, options: LookupOptions, callback: LookupCallback): void =>
    resolve(host, { ...options, all: true }, (error, addresses) => {
      const first = addresses?.[0];
      if (error !== null || first === undefined) callback(error, []);
      else if (addresses.some(({ address }) => isInternalAddress(address))) callback(internalAddress(host), []);
      else if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
}

function internalAddress(host: string): SourceError {
  return new SourceError(
    'connect',
    `${host} is an address of this machine or of a private network`,
    'Such addresses are only called where COGNATE_INTERNAL_ADDRESSES=allow is set.',
  );
}
