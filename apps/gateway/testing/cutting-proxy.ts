import { createServer, connect, type Socket } from 'node:net';
import { freePort } from '@throughline/stack/testing';

export interface CuttingProxy {
  readonly port: number;
  close(): Promise<void>;
}

/** Cuts a connection after `after` bytes from the client, either on both sides or only on the client's. */
export interface ConnectionCut {
  readonly after: number;
  readonly kind: 'both' | 'client';
}

/** Opens a TCP proxy to a local server. Cuts its connections in the listed order, and passes later ones through. */
export async function openCuttingProxy(target: number, cuts: readonly ConnectionCut[]): Promise<CuttingProxy> {
  const left = [...cuts];
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const cut = left.shift();
    const upstream = connect(target, '127.0.0.1');
    let room = cut?.after ?? Number.POSITIVE_INFINITY;
    for (const one of [client, upstream]) {
      sockets.add(one);
      one.on('error', () => undefined).on('close', () => sockets.delete(one));
    }
    const end = (): void => {
      client.destroy();
      if (cut?.kind !== 'client') upstream.end();
    };
    client.on('data', (chunk: Buffer) => {
      if (room <= 0) return;
      upstream.write(chunk.subarray(0, room));
      room -= chunk.length;
      if (room <= 0) end();
    });
    upstream.on('data', (chunk: Buffer) => client.write(chunk));
    upstream.on('end', () => client.end());
    client.on('close', () => {
      if (room > 0) upstream.end();
    });
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port,
    close: () => {
      for (const one of sockets) one.destroy();
      return new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}
