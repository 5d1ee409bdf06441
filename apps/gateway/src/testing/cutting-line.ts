import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

export interface CuttingLine {
  readonly port: number;
  close(): Promise<void>;
}

/** What a line does after so many bytes from the client: it is cut for both ends, or the server is not told that it was. */
export interface Cut {
  readonly after: number;
  readonly kind: 'both' | 'client';
}

/** A line to a server on this machine. Each connection in turn is cut as the list says; further ones are whole. */
export async function openCuttingLine(target: number, cuts: readonly Cut[]): Promise<CuttingLine> {
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
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
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
