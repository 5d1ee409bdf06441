import { createConnection, createServer, type Server, type Socket } from 'node:net';

export interface Proxy {
  readonly url: string;
  /** What the server says from now on is lost, until the connections are cut. */
  loseReplies(): void;
  /** Nobody gets through, until `open`. */
  close(): void;
  open(): void;
  /** Every connection breaks now; new ones are as good as before. */
  cut(): void;
  stop(): Promise<void>;
}

/** A way to a server that can be broken at will. */
export async function startProxy(targetPort: number): Promise<Proxy> {
  const sockets = new Set<Socket>();
  let losing = false;
  let closed = false;
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  };
  const server: Server = createServer((client) => {
    keep(client);
    if (closed) {
      client.destroy();
      return;
    }
    const upstream = createConnection(targetPort, '127.0.0.1');
    keep(upstream);
    client.on('data', (bytes) => upstream.write(bytes));
    upstream.on('data', (bytes) => {
      if (!losing) client.write(bytes);
    });
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  const cut = (): void => {
    losing = false;
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `127.0.0.1:${String(address.port)}`,
    loseReplies: () => {
      losing = true;
    },
    close: () => {
      closed = true;
      cut();
    },
    open: () => {
      closed = false;
    },
    cut,
    stop: () => {
      cut();
      return new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}
