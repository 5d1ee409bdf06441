import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { openGuardedSocket, type AllowList } from '@throughline/outgoing';
import SMTPConnection, { type SMTPConnectionEnvelope, type SMTPEnvelope } from 'nodemailer/lib/smtp-connection';
import { requireEncryption, type MailAccount, type MailConnection } from './connections.js';
import { isRefusal, noAnswer, recipientsFault, toConnectFault, toMailFault, unconfirmed } from './smtp-errors.js';

/** Milliseconds. */
export interface MailTimes {
  readonly connectMs: number;
  /** Limits each step until the message is sent, and each pause while it is being sent. */
  readonly stepMs: number;
  /** Limits the answer to a sent message. */
  readonly answerMs: number;
}

/** RFC 5321 section 4.5.3.2 asks for ten minutes for the answer: a shorter limit would leave more deliveries unconfirmed. */
export const MAIL_TIMES: MailTimes = { connectMs: 15_000, stepMs: 120_000, answerMs: 600_000 };

export interface SessionOptions {
  readonly allowed: AllowList;
  readonly times: MailTimes;
  readonly signal: AbortSignal;
}

const PORTS = { implicit: 465, starttls: 587, none: 25 } as const;
/** Bytes of one reply. */
const MAX_REPLY = 65_536;

const createConnection = (
  { host, port, tls = 'implicit', ca }: MailConnection,
  socket: Socket,
  times: MailTimes,
): SMTPConnection =>
  new SMTPConnection({
    connection: socket,
    host,
    port: port ?? PORTS[tls],
    secure: tls === 'implicit',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    tls: ca === undefined ? {} : { ca },
    logger: false,
    connectionTimeout: times.stepMs,
    greetingTimeout: times.stepMs,
    // The session has its own limits, which a server cannot extend by sending a byte now and then.
    socketTimeout: times.answerMs + times.stepMs,
    maxResponseSize: MAX_REPLY,
  });

type Done = (error?: Error | null) => void;
type Envelope = SMTPEnvelope & Partial<Pick<SMTPConnectionEnvelope, 'rejectedErrors'>>;

/** A connection to a mail server on which the sender has signed in. */
export class SmtpSession {
  readonly #connection: SMTPConnection;
  readonly #ended: Promise<never>;
  #end: (error: unknown) => void = () => undefined;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  private constructor(
    private readonly account: MailAccount,
    private readonly socket: Socket,
    private readonly options: SessionOptions,
  ) {
    this.#ended = new Promise<never>((_resolve, reject) => {
      this.#end = reject;
    });
    this.#ended.catch(() => undefined);
    this.#connection = createConnection(account.connection, socket, options.times);
    this.#connection.on('error', this.#end).once('end', () => {
      this.#end(noAnswer(account.name));
    });
    options.signal.addEventListener('abort', this.#onAbort, { once: true });
    if (options.signal.aborted) this.#onAbort();
  }

  /** Connects, starts TLS and signs in. */
  static async open(account: MailAccount, options: SessionOptions): Promise<SmtpSession> {
    const { name, connection } = account;
    const { allowed, times, signal } = options;
    requireEncryption(account, allowed);
    const { host, tls = 'implicit', port = PORTS[tls], user, password: pass } = connection;
    const target = { host, port, allowed, signal, connectMs: times.connectMs };
    const socket = await openGuardedSocket(target).catch((error: unknown) => {
      throw signal.aborted ? signal.reason : toConnectFault(error, name);
    });
    const session = new SmtpSession(account, socket, options);
    try {
      await session.#step((done) => {
        session.#connection.connect(done);
      });
      if (user !== undefined && pass !== undefined)
        await session.#step((done) => {
          session.#connection.login({ user, pass }, done);
        });
      return session;
    } catch (error) {
      session.close();
      throw session.#toError(error);
    }
  }

  /**
   * Sends one message, and resolves once the server has taken it. Opens the message only after the server has accepted every
   * recipient: otherwise nobody gets it.
   */
  async send(envelope: Envelope, open: () => AsyncIterable<Uint8Array>, onRead: () => void): Promise<void> {
    const progress: { isSent: boolean; failure?: Error } = { isSent: false };
    const { times } = this.options;
    const limit = (ms: number): void => {
      this.#limit(ms);
    };
    async function* read(): AsyncGenerator<Uint8Array> {
      if ((envelope.rejectedErrors ?? []).length > 0) throw new Error('recipients were refused');
      try {
        for await (const chunk of open()) {
          limit(times.stepMs);
          onRead();
          yield chunk;
        }
      } catch (error) {
        progress.failure = error instanceof Error ? error : new Error('the message cannot be read', { cause: error });
        throw new Error('the message cannot be read', { cause: error });
      }
      // Its end is sent next, after which the server may deliver it.
      progress.isSent = true;
      limit(times.answerMs);
    }
    try {
      await this.#step((done) => {
        this.#connection.send(envelope, Readable.from(read(), { objectMode: false }), done);
      });
    } catch (error) {
      const { isSent, failure } = progress;
      const { rejectedErrors = [] } = envelope;
      if (rejectedErrors.length > 0 && !isSent) throw recipientsFault(this.account.name, rejectedErrors);
      if (failure !== undefined) throw failure;
      if (isSent && !isRefusal(error)) throw unconfirmed(this.account.name, error);
      throw this.#toError(error);
    }
    if (!progress.isSent) throw noAnswer(this.account.name);
  }

  /** Ends the connection. A server discards a message whose end was not sent (RFC 5321 section 4.1.1.10). */
  close(isPolite = false): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.options.signal.removeEventListener('abort', this.#onAbort);
    if (isPolite) this.#connection.quit();
    this.#connection.close();
    if (!isPolite) this.socket.destroy();
  }

  readonly #onAbort = (): void => {
    this.#end(this.options.signal.reason);
    this.socket.destroy();
  };

  #toError(error: unknown): Error {
    const { signal } = this.options;
    if (signal.aborted && signal.reason instanceof Error) return signal.reason;
    return toMailFault(error, this.account.name);
  }

  #limit(ms: number): void {
    clearTimeout(this.#timer);
    if (this.#isClosed) return;
    this.#timer = setTimeout(() => {
      this.#end(noAnswer(this.account.name));
    }, ms);
  }

  async #step(start: (done: Done) => void): Promise<void> {
    this.#limit(this.options.times.stepMs);
    const step = new Promise<void>((resolve, reject) => {
      start((error) => {
        if (error === undefined || error === null) resolve();
        else reject(error);
      });
    });
    try {
      await Promise.race([step, this.#ended]);
    } finally {
      clearTimeout(this.#timer);
    }
  }
}
