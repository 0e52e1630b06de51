import { once } from 'node:events';
import type { LookupAddress } from 'node:dns';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isInternalAddress, publicConnector } from './http-addresses.ts';

describe('addresses', () => {
  test.each([
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '100.127.255.255',
    '192.0.0.1',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fe80::1',
    'fe80::1%eth0',
    'fc00::1',
    'fd00:ec2::254',
    'fec0::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '::127.0.0.1',
    '::ffff:0:127.0.0.1',
    '64:ff9b::10.0.0.1',
    '64:ff9b:1::10.0.0.1',
    '2002:7f00:1::',
    '2001:db8::1',
    '4000::1',
    'not an address',
    '',
  ])('%s is internal', (address) => {
    expect(isInternalAddress(address)).toBe(true);
  });

  test.each([
    '8.8.8.8',
    '172.15.255.255',
    '172.32.0.1',
    '100.63.255.255',
    '100.128.0.1',
    '169.253.0.1',
    '2606:4700::1111',
    '::ffff:8.8.8.8',
    '64:ff9b::8.8.8.8',
  ])('%s is public', (address) => {
    expect(isInternalAddress(address)).toBe(false);
  });
});

describe('a name whose addresses change', () => {
  const inside = { address: '127.0.0.1', family: 4 };
  /** Public, but nobody's. */
  const outside = { address: '2d00::1', family: 6 };
  let server: Server;
  let connections = 0;
  beforeAll(async () => {
    server = createServer((socket) => {
      connections += 1;
      socket.destroy();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => void server.close());

  /** Connects to a name that resolves to each of `answers` in turn; says why that failed, or what it asked. */
  async function connect(answers: readonly (readonly LookupAddress[])[]) {
    let asked = 0;
    const connector = publicConnector(500, (_host, _options, callback) => {
      callback(null, [...(answers[asked] ?? [inside])]);
      asked += 1;
    });
    const { port } = server.address() as AddressInfo;
    const error = await new Promise<Error | null>((resolve) => {
      connector({ hostname: 'rebinding.example', host: 'rebinding.example', protocol: 'http:', port: String(port) }, (failed, socket) => {
        socket?.destroy();
        resolve(failed);
      });
    });
    return { asked, message: error?.message };
  }

  test('is looked up once for a connection: the address that is checked is the one that is called', async () => {
    const { asked, message } = await connect([[outside]]);
    expect(asked).toBe(1);
    expect(message).not.toContain('COGNATE_INTERNAL_ADDRESSES');
    expect(connections).toBe(0);
  });

  test.each([[[inside]], [[outside, inside]], [[{ address: '::ffff:127.0.0.1', family: 6 }]]])('is not called at %j', async (addresses) => {
    expect((await connect([addresses])).message).toContain('COGNATE_INTERNAL_ADDRESSES=allow');
    expect(connections).toBe(0);
  });
});
