import { createHash } from 'node:crypto';
import { connect as connectSocket, type Socket } from 'node:net';
import { openGuardedSocket, type AllowList } from '@throughline/outgoing';
import ssh2, { type ParsedKey, type SFTPWrapper } from 'ssh2';
import type { Connection } from './connections.js';
import type { ConnectionErrors } from './sftp-errors.js';
import { SftpSession } from './sftp-session.js';
import { signInWith } from './sign-in.js';

/** Milliseconds. */
export interface SessionTimes {
  /** Limits the connection until requests can be sent. */
  readonly connectMs: number;
  /** Limits each request. */
  readonly requestMs: number;
  /** The time after which an unused session is closed. */
  readonly idleMs: number;
}

export interface ConnectRequest {
  readonly connection: Connection;
  readonly key: ParsedKey | undefined;
  readonly times: SessionTimes;
  readonly signal: AbortSignal;
  readonly errors: ConnectionErrors;
  /** The private hosts that may be connected to. Default: every host. */
  readonly allowed: AllowList | undefined;
}

const DEFAULT_PORT = 22;
/** A server that does not answer three of these is considered lost. */
const KEEPALIVE_MS = 10_000;

/** Returns the fingerprint as `ssh-keygen -l` prints it. */
export const fingerprintOf = (hostKey: Buffer): string =>
  `SHA256:${createHash('sha256').update(hostKey).digest('base64').replace(/=+$/, '')}`;

/** Errors of the package say by their level where they come from. */
function toConnectError(error: unknown, errors: ConnectionErrors): Error {
  const level = typeof error === 'object' && error !== null && 'level' in error ? error.level : undefined;
  if (level === 'client-authentication') return errors.notSignedIn();
  if (level === 'client-socket') return errors.unreachable(error);
  return level === 'handshake' ? errors.noMutualMethod() : errors.lost();
}

/** A refused channel has a reason, and a program that ends has a code: both may pass. A refused subsystem has neither. */
function toChannelError(error: Error, socket: Socket, errors: ConnectionErrors): Error {
  if (socket.destroyed) return errors.lost();
  return 'reason' in error || 'code' in error ? errors.noChannel() : errors.noSftp();
}

export interface ConnectedSession {
  readonly session: SftpSession;
  /** The absolute path of the connection's folder. */
  readonly root: string;
}

/** Accepts the host keys of the connection, and remembers another one. */
function hostKeyCheck({ fingerprints }: Connection): { refused?: string; readonly accepts: (hostKey: Buffer) => boolean } {
  const check: ReturnType<typeof hostKeyCheck> = {
    accepts: (hostKey) => {
      const shown = fingerprintOf(hostKey);
      if (fingerprints.includes(shown)) return true;
      check.refused = shown;
      return false;
    },
  };
  return check;
}

/**
 * Connects, checks the host key, signs in, starts SFTP and finds the folder of the connection. Nothing secret is sent before the
 * host key is known to be right.
 */
export async function connectSession(request: ConnectRequest): Promise<ConnectedSession> {
  const { connection, allowed, times, signal, errors } = request;
  const { host, port = DEFAULT_PORT } = connection;
  if (allowed === undefined) return startSession(request, connectSocket({ host, port, noDelay: true }));
  const target = { host, port, allowed, signal, connectMs: times.connectMs };
  const socket = await openGuardedSocket(target).catch((error: unknown) => {
    throw signal.aborted ? errors.aborted(signal) : errors.unreachable(error);
  });
  return startSession(request, socket);
}

function startSession({ connection, key, times, signal, errors }: ConnectRequest, socket: Socket): Promise<ConnectedSession> {
  const { user: username, folder = '.' } = connection;
  const hostKey = hostKeyCheck(connection);
  return new Promise<ConnectedSession>((resolve, reject) => {
    const client = new ssh2.Client();
    let session: SftpSession | undefined;
    const stopWaiting = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    };
    /** Also called when a session ends that was ready. */
    const fail = (error: Error): void => {
      stopWaiting();
      socket.destroy();
      session?.fail(error);
      reject(error);
    };
    const onAbort = (): void => {
      fail(errors.aborted(signal));
    };
    const timer = setTimeout(() => {
      fail(errors.notResponding());
    }, times.connectMs);
    signal.addEventListener('abort', onAbort, { once: true });
    const onLost = (): void => {
      fail(errors.lost());
    };
    const start = async (sftp: SFTPWrapper): Promise<void> => {
      session = new SftpSession({ sftp, socket, errors, requestMs: times.requestMs });
      sftp.on('error', onLost).on('close', onLost);
      try {
        const root = await session.realpath(folder);
        if (!root.startsWith('/')) throw errors.noSftp();
        stopWaiting();
        resolve({ session, root });
      } catch (error) {
        fail(errors.ofFolder(error) as Error);
      }
    };
    client
      .on('error', (error) => {
        fail(hostKey.refused === undefined ? toConnectError(error, errors) : errors.otherHostKey(hostKey.refused));
      })
      .on('close', onLost)
      .on('ready', () => {
        client.sftp((error, sftp) => {
          if (error === undefined) void start(sftp);
          else fail(toChannelError(error, socket, errors));
        });
      })
      .connect({
        sock: socket,
        username,
        authHandler: signInWith(connection, key),
        hostVerifier: hostKey.accepts,
        // The timer above also limits what follows the sign-in.
        readyTimeout: 0,
        keepaliveInterval: KEEPALIVE_MS,
      });
  });
}
