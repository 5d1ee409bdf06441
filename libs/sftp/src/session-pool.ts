import type { AllowList } from '@throughline/outgoing';
import type { ParsedKey } from 'ssh2';
import { connectSession, type ConnectedSession, type SessionTimes } from './connect.js';
import { readPrivateKey, type Connections } from './connections.js';
import type { ErrorsOf } from './sftp-errors.js';
import type { SftpSession } from './sftp-session.js';

export interface BorrowedSession extends ConnectedSession {
  /** Safe to repeat. */
  readonly release: () => void;
}

export interface PoolOptions {
  readonly errorsOf: ErrorsOf;
  readonly times?: SessionTimes;
  /** The private hosts that may be connected to. Default: every host. */
  readonly allowed?: AllowList | undefined;
}

interface IdleSession extends ConnectedSession {
  readonly timer: NodeJS.Timeout;
}

/** A page is answered within 20 seconds, of which the connection may take most. */
export const SESSION_TIMES: SessionTimes = { connectMs: 15_000, requestMs: 30_000, idleMs: 30_000 };
/** More sessions of one connection are closed at once when they are not used. */
const MAX_IDLE = 2;

/**
 * Keeps sessions for a while, because a sync sends many requests one after the other. A session has one user at a time: an aborted
 * request ends its session and no other one.
 */
export class SessionPool {
  readonly #idle = new Map<string, IdleSession[]>();
  readonly #borrowed = new Set<SftpSession>();
  readonly #keys = new Map<string, ParsedKey | undefined>();
  readonly #times: SessionTimes;
  #isClosed = false;

  constructor(
    private readonly connections: Connections,
    private readonly options: PoolOptions,
  ) {
    this.#times = options.times ?? SESSION_TIMES;
  }

  /** Ends the session when the signal is aborted. */
  async borrow(name: string, signal: AbortSignal = new AbortController().signal): Promise<BorrowedSession> {
    signal.throwIfAborted();
    const { session, root } = this.#takeIdle(name) ?? (await this.#connect(name, signal));
    const onAbort = (): void => {
      session.fail(this.options.errorsOf(name).aborted(signal));
    };
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    if (this.#isClosed) session.fail(new Error('The service stops'));
    this.#borrowed.add(session);
    const release = (): void => {
      signal.removeEventListener('abort', onAbort);
      if (this.#borrowed.delete(session)) this.#keep(name, { session, root });
    };
    return { session, root, release };
  }

  close(): void {
    this.#isClosed = true;
    const idle = [...this.#idle.values()].flat();
    this.#idle.clear();
    for (const { timer } of idle) clearTimeout(timer);
    for (const session of [...idle.map((one) => one.session), ...this.#borrowed]) session.fail(new Error('The service stops'));
  }

  #takeIdle(name: string): ConnectedSession | undefined {
    for (let found = this.#idle.get(name)?.pop(); found !== undefined; found = this.#idle.get(name)?.pop()) {
      clearTimeout(found.timer);
      if (found.session.isReusable) return found;
    }
    return undefined;
  }

  #keep(name: string, { session, root }: ConnectedSession): void {
    const others = this.#idle.get(name) ?? [];
    if (this.#isClosed || !session.isReusable || others.length >= MAX_IDLE) {
      session.fail(new Error('The session is not kept'));
      return;
    }
    const timer = setTimeout(() => {
      this.#idle.set(name, this.#idle.get(name)?.filter((one) => one.session !== session) ?? []);
      session.fail(new Error('The session was not used'));
    }, this.#times.idleMs);
    this.#idle.set(name, [...others, { session, root, timer }]);
  }

  #connect(name: string, signal: AbortSignal): Promise<ConnectedSession> {
    const connection = this.connections[name];
    if (connection === undefined || this.#isClosed) throw new Error(`The connection '${name}' is closed`);
    const { allowed, errorsOf } = this.options;
    return connectSession({
      connection,
      key: this.#keyOf(name),
      times: this.#times,
      signal,
      errors: errorsOf(name),
      allowed,
    });
  }

  /** Opening a key with a passphrase takes a while on purpose. */
  #keyOf(name: string): ParsedKey | undefined {
    const connection = this.connections[name];
    if (!this.#keys.has(name) && connection?.privateKey !== undefined) this.#keys.set(name, readPrivateKey(connection));
    return this.#keys.get(name);
  }
}
