import { createServer, type RequestListener, type Server } from 'node:http';
import { connect, createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';

export interface LocalServer {
  readonly url: string;
  readonly requests: string[];
  close(): Promise<void>;
}

const listen = (server: Server | ReturnType<typeof createTcpServer>): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      resolve((server.address() as AddressInfo).port);
    });
  });

export async function startWebServer(answer: RequestListener): Promise<LocalServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    answer(request, response);
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

/** Starts a forwarding proxy that also tunnels. `requests` holds absolute addresses and CONNECT targets. */
export async function startProxy(): Promise<LocalServer & { readonly authorizations: (string | undefined)[] }> {
  const requests: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const tunnels = new Set<Socket>();
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    authorizations.push(request.headers['proxy-authorization']);
    response.end('by proxy');
  });
  server.on('connect', (request, client: Socket) => {
    requests.push(`CONNECT ${request.url ?? ''}`);
    authorizations.push(request.headers['proxy-authorization']);
    const [host = '', port = ''] = (request.url ?? '').split(':');
    const upstream = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    for (const [end, other] of [
      [upstream, client],
      [client, upstream],
    ] as const) {
      tunnels.add(end);
      end
        .on('error', () => undefined)
        .once('close', () => {
          tunnels.delete(end);
          other.destroy();
        });
    }
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    authorizations,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        for (const end of tunnels) end.destroy();
        server.close(() => {
          resolve();
        });
      }),
  };
}

/** Starts a server that records the first bytes of each connection and hangs up. */
export async function startTcpServer(): Promise<{ readonly port: number; readonly first: Buffer[]; close(): Promise<void> }> {
  const first: Buffer[] = [];
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (bytes) => {
      first.push(bytes);
      socket.destroy();
    });
  });
  const port = await listen(server);
  return {
    port,
    first,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}
