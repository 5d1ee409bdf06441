import type { Connections } from './connections.js';
import { isNameRefused, termsOf } from './ftp-errors.js';
import { FTP_TIMES, openSession, type FtpOptions, type FtpSession } from './ftp-session.js';

interface IdleSession {
  readonly session: FtpSession;
  readonly timer: NodeJS.Timeout;
}

const never = new AbortController().signal;

/** Keeps one session of each connection for a while, because a delivery sends many requests one after the other. */
export class FtpPool {
  readonly #idle = new Map<string, IdleSession>();

  constructor(
    private readonly connections: Connections,
    private readonly options: Omit<FtpOptions, 'times'> & Partial<Pick<FtpOptions, 'times'>>,
  ) {}

  /** Runs requests in a session, and ends it if the signal is aborted or a request fails for another reason than a name. */
  async use<T>(name: string, signal: AbortSignal = never, work: (session: FtpSession) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const session = this.#takeIdle(name) ?? (await this.#open(name, signal));
    const { client } = session;
    const close = (): void => {
      client.close();
    };
    signal.addEventListener('abort', close, { once: true });
    try {
      const done = await work(session);
      this.#keep(name, session);
      return done;
    } catch (error) {
      if (isNameRefused(error)) this.#keep(name, session);
      else close();
      throw error;
    } finally {
      signal.removeEventListener('abort', close);
    }
  }

  close(): void {
    for (const { session, timer } of this.#idle.values()) {
      clearTimeout(timer);
      session.client.close();
    }
    this.#idle.clear();
  }

  #open(name: string, signal: AbortSignal): Promise<FtpSession> {
    const connection = this.connections[name];
    if (connection === undefined) throw new Error(`There is no connection '${name}'`);
    const { allowed, times = FTP_TIMES } = this.options;
    return openSession(connection, termsOf(name), { allowed, times, signal });
  }

  #takeIdle(name: string): FtpSession | undefined {
    const idle = this.#idle.get(name);
    if (idle === undefined) return undefined;
    clearTimeout(idle.timer);
    this.#idle.delete(name);
    return idle.session.client.closed ? undefined : idle.session;
  }

  #keep(name: string, session: FtpSession): void {
    const { client } = session;
    if (client.closed || this.#idle.has(name)) {
      client.close();
      return;
    }
    const timer = setTimeout(
      () => {
        this.#idle.delete(name);
        client.close();
      },
      (this.options.times ?? FTP_TIMES).idleMs,
    );
    this.#idle.set(name, { session, timer });
  }
}
