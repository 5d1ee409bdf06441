import { once } from 'node:events';
import { isIP, type Socket } from 'node:net';
import { connect, type ConnectionOptions } from 'node:tls';
import { openGuardedSocket, type AllowList } from '@throughline/outgoing';
import { Client, FTPError } from 'basic-ftp';
import type { ServiceTerms } from '../../kit/http-errors.js';
import type { Connection } from './connections.js';
import { misconfiguredError } from '../../kit/output-settings.js';
import { isNameRefused, noTlsError, replyOf, toHandshakeError } from './ftp-errors.js';

/** Milliseconds. */
export interface FtpTimes {
  readonly connectMs: number;
  /** Limits each reply, and each pause of a transfer. */
  readonly silenceMs: number;
  /** The time after which an unused session is closed. */
  readonly idleMs: number;
}

export const FTP_TIMES: FtpTimes = { connectMs: 15_000, silenceMs: 60_000, idleMs: 10_000 };

export interface FtpOptions {
  readonly allowed: AllowList;
  readonly times: FtpTimes;
}

export interface FtpSession {
  readonly client: Client;
  /** The absolute path of the connection's folder. */
  readonly base: string;
}

/** RFC 959, and for implicit TLS https://www.iana.org/assignments/service-names-port-numbers (ftps). */
const DEFAULT_PORTS = { explicit: 21, none: 21, implicit: 990 } as const;
const MAX_LISTING_BYTES = 8 * 2 ** 20;

/** Waits for the greeting (RFC 959 section 5.4). */
const greet = ({ ftp }: Client): Promise<unknown> =>
  ftp.handle(undefined, (reply, task) => {
    if (reply instanceof Error) task.reject(reply);
    else if (reply.code >= 200 && reply.code < 300) task.resolve(reply);
    else task.reject(new FTPError(reply));
  });

const tlsOptionsOf = ({ host, ca }: Connection): ConnectionOptions => ({
  host,
  ...(isIP(host) === 0 ? { servername: host } : {}),
  ...(ca === undefined ? {} : { ca }),
});

async function startTls(client: Client, connection: Connection, terms: ServiceTerms): Promise<void> {
  try {
    await client.useTLS(tlsOptionsOf(connection));
  } catch (error) {
    const reply = replyOf(error);
    throw reply !== undefined && reply >= 500 ? noTlsError(terms, reply) : error;
  }
}

/** Starts TLS before the greeting. The server offers no choice, so a plain one is recognised only by its answer. */
async function startTlsAtOnce(
  { ftp }: Client,
  connection: Connection,
  { terms, signal }: { terms: ServiceTerms; signal: AbortSignal },
): Promise<void> {
  const options = tlsOptionsOf(connection);
  const socket = connect({ ...options, socket: ftp.socket });
  const timer = setTimeout(() => socket.destroy(new Error('silent')), ftp.timeout);
  try {
    // Closing the client closes the plain socket, of which the TLS socket is not told.
    await once(socket, 'secureConnect', { signal });
  } catch (error) {
    socket.on('error', () => undefined).destroy();
    throw toHandshakeError(error, terms);
  } finally {
    clearTimeout(timer);
  }
  ftp.socket = socket;
  // For data connections, as `useTLS` does.
  ftp.tlsOptions = options;
}

/** Waits for the greeting, and returns when everything that follows is encrypted, unless the connection says otherwise. */
async function beginControl(
  client: Client,
  connection: Connection,
  { socket, terms, signal }: { socket: Socket; terms: ServiceTerms; signal: AbortSignal },
): Promise<void> {
  const { tls = 'explicit' } = connection;
  client.ftp.socket = socket;
  if (tls === 'implicit') await startTlsAtOnce(client, connection, { terms, signal });
  await greet(client);
  if (tls === 'explicit') await startTls(client, connection, terms);
}

async function enterFolder(client: Client, folder: string, terms: ServiceTerms): Promise<void> {
  try {
    await client.cd(folder);
  } catch (error) {
    throw isNameRefused(error)
      ? misconfiguredError(`${terms.where} has no such folder: correct the folder of the connection`)
      : error;
  }
}

/**
 * Connects, starts TLS, signs in and finds the folder of the connection. The library opens data connections only to the address
 * of this one.
 */
export async function openSession(
  connection: Connection,
  terms: ServiceTerms,
  { allowed, times, signal }: FtpOptions & { readonly signal: AbortSignal },
): Promise<FtpSession> {
  const { host, tls = 'explicit', port = DEFAULT_PORTS[tls], user, password, folder } = connection;
  const socket = await openGuardedSocket({ host, port, allowed, signal, connectMs: times.connectMs });
  const client = new Client(times.silenceMs, { allowSeparateTransferHost: false, maxListingBytes: MAX_LISTING_BYTES });
  const close = (): void => {
    client.close();
  };
  signal.addEventListener('abort', close, { once: true });
  try {
    await beginControl(client, connection, { socket, terms, signal });
    await client.login(user, password);
    await client.useDefaultSettings();
    if (folder !== undefined) await enterFolder(client, folder, terms);
    return { client, base: await client.pwd() };
  } catch (error) {
    client.close();
    socket.destroy();
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', close);
  }
}
