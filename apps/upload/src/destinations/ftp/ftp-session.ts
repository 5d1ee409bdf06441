import { isIP } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { openGuardedSocket, type AllowList } from '@throughline/outgoing';
import { Client, FTPError } from 'basic-ftp';
import type { ServiceTerms } from '../http-errors.js';
import type { Connection } from './connections.js';
import { misconfiguredError } from '../output-settings.js';
import { isNameRefused, noTlsError, replyOf } from './ftp-errors.js';

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

const DEFAULT_PORT = 21;
const MAX_LISTING_BYTES = 8 * 2 ** 20;

/** Waits for the greeting (RFC 959 section 5.4). */
const greet = ({ ftp }: Client): Promise<unknown> =>
  ftp.handle(undefined, (reply, task) => {
    if (reply instanceof Error) task.reject(reply);
    else if (reply.code >= 200 && reply.code < 300) task.resolve(reply);
    else task.reject(new FTPError(reply));
  });

async function startTls(client: Client, { host, ca }: Connection, terms: ServiceTerms): Promise<void> {
  const options: ConnectionOptions = {
    host,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(ca === undefined ? {} : { ca }),
  };
  try {
    await client.useTLS(options);
  } catch (error) {
    const reply = replyOf(error);
    throw reply !== undefined && reply >= 500 ? noTlsError(terms, reply) : error;
  }
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
  const { host, port = DEFAULT_PORT, tls = 'explicit', user, password, folder } = connection;
  const socket = await openGuardedSocket({ host, port, allowed, signal, connectMs: times.connectMs });
  const client = new Client(times.silenceMs, { allowSeparateTransferHost: false, maxListingBytes: MAX_LISTING_BYTES });
  const close = (): void => {
    client.close();
  };
  signal.addEventListener('abort', close, { once: true });
  try {
    client.ftp.socket = socket;
    await greet(client);
    if (tls === 'explicit') await startTls(client, connection, terms);
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
