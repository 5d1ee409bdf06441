import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';

export interface Proxy {
  readonly port: number;
  /** From now on the server hears the client, and the client hears nothing. */
  swallowAnswers(): void;
  /** Breaks what is connected; what connects after it is served in full. */
  cut(): void;
  close(): Promise<void>;
}

/** A way to a server on which answers can be lost, as on a network that breaks at the worst moment. */
export async function openProxy(serverPort: number): Promise<Proxy> {
  const sockets = new Set<Socket>();
  let isMute = false;
  const server = createServer((client) => {
    const upstream = connect(serverPort, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.pipe(upstream);
    upstream.on('data', (bytes) => {
      if (!isMute) client.write(bytes);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = (): void => {
    sockets.forEach((socket) => socket.destroy());
    isMute = false;
  };
  return {
    port: (server.address() as AddressInfo).port,
    swallowAnswers: () => {
      isMute = true;
    },
    cut,
    close: async () => {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
