import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface LocalHost {
  readonly port: number;
  /** The newest last. */
  readonly requests: IncomingMessage[];
  readonly connections: () => number;
  readonly openConnections: () => number;
  readonly close: () => Promise<void>;
}

export interface Identity {
  readonly key: string;
  readonly cert: string;
}

const listen = async (server: Server, address: string): Promise<{ port: number; sockets: Set<Socket>; made: () => number }> => {
  const sockets = new Set<Socket>();
  let made = 0;
  server.on('connection', (socket: Socket) => {
    made += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, address, resolve);
  });
  return { port: (server.address() as AddressInfo).port, sockets, made: () => made };
};

const closing = (server: Server, sockets: Set<Socket>) => async (): Promise<void> => {
  const closed = new Promise<void>((resolve) =>
    server.close(() => {
      resolve();
    }),
  );
  for (const socket of sockets) socket.destroy();
  await closed;
};

export interface LocalHostOptions {
  readonly address?: string;
  readonly identity?: Identity;
}

export async function startHost(answer: RequestListener, options: LocalHostOptions = {}): Promise<LocalHost> {
  const requests: IncomingMessage[] = [];
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    requests.push(request);
    answer(request, response);
  };
  const { identity } = options;
  const server = identity === undefined ? createServer(listener) : createTlsServer(identity, listener);
  const { port, sockets, made } = await listen(server, options.address ?? '127.0.0.1');
  return { port, requests, connections: made, openConnections: () => sockets.size, close: closing(server, sockets) };
}

/** Starts a TCP server that sends whatever `onSocket` writes. */
export async function startRaw(onSocket: (socket: Socket) => void): Promise<LocalHost> {
  const server = createTcpServer(onSocket);
  const { port, sockets, made } = await listen(server, '127.0.0.1');
  return { port, requests: [], connections: made, openConnections: () => sockets.size, close: closing(server, sockets) };
}

export async function createSelfSignedIdentity(host: string): Promise<Identity> {
  const dir = await mkdtemp(join(tmpdir(), 'tl-cert-'));
  try {
    const [key, cert] = [join(dir, 'key.pem'), join(dir, 'cert.pem')];
    const subject = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`];
    const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
    await promisify(execFile)('openssl', ['req', ...kind, '-keyout', key, '-out', cert, ...subject]);
    return { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') };
  } finally {
    await rm(dir, { recursive: true });
  }
}
