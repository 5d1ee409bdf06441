import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Access } from '@throughline/stack';
import { withNats } from './servers.js';

const accessTo = (server: Server): Access => ({
  gatewayUrl: 'http://127.0.0.1:1',
  token: '',
  nats: { servers: `nats://127.0.0.1:${String((server.address() as AddressInfo).port)}`, user: 'gateway', pass: 'p' },
  natsMonitorUrl: undefined,
  databaseUrl: 'postgres://tl_gateway:p@127.0.0.1:3/throughline',
  rebuildEnv: { TL_NATS_USER: 'projector', TL_POSTGRES_URL: '' },
});

describe('withNats', () => {
  it('keeps no connection to a server that accepts connections but is frozen', async () => {
    const closed: Promise<unknown>[] = [];
    const server = createServer((socket: Socket) => {
      closed.push(once(socket.resume(), 'close'));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    try {
      await expect(withNats(accessTo(server), () => Promise.resolve(), 100)).rejects.toThrow('NATS does not answer');
      expect(closed).toHaveLength(1);
      await Promise.all(closed);
    } finally {
      server.close();
    }
  });
});
