import { jetstream, jetstreamManager, type JetStreamClient, type JetStreamManager, type StoredMsg } from '@nats-io/jetstream';
import type { MsgHdrs, NatsConnection } from '@nats-io/nats-core';
import { InfrastructureError, toInfrastructureError } from './failure.js';
import { waitForDoneOrAbort } from '../clock/abortable.js';

const brokers = new WeakMap<NatsConnection, Broker>();

export interface OutgoingMessage {
  readonly stream: string;
  readonly subject: string;
  readonly bytes: Uint8Array;
  readonly headers?: MsgHdrs;
  readonly messageId?: string;
  /** The last sequence of the subject that the writer has seen; 0 for none. */
  readonly expectedLast?: number;
}

/** A NATS connection with confirmed writes, reads from the stream's leader, and its uptime. */
export class Broker {
  private readonly client: JetStreamClient;
  private readonly manager: Promise<JetStreamManager>;
  private readonly reconnected = new Set<() => void>();
  private readonly disconnected = new Set<() => void>();
  private up = true;
  private upSince = performance.now();

  /** Returns the broker of a connection. All users of a connection share it and thus agree on its uptime. */
  static over(connection: NatsConnection): Broker {
    const existing = brokers.get(connection) ?? new Broker(connection);
    brokers.set(connection, existing);
    return existing;
  }

  private constructor(
    readonly connection: NatsConnection,
    private readonly timeoutMs = 5_000,
  ) {
    this.client = jetstream(connection);
    this.manager = jetstreamManager(connection, { checkAPI: false, timeout: timeoutMs });
    void this.follow();
  }

  /** Milliseconds since the last interruption, by a monotonic clock. */
  get upMs(): number {
    return this.up ? performance.now() - this.upSince : 0;
  }

  private get isEnding(): boolean {
    return this.connection.isClosed() || this.connection.isDraining();
  }

  /** Restarts the uptime after a request without an answer on an open connection, e.g. because a leader was lost. */
  noticeOutage(): void {
    this.upSince = performance.now();
  }

  onReconnect(run: () => void): () => void {
    this.reconnected.add(run);
    return () => void this.reconnected.delete(run);
  }

  onDisconnect(run: () => void): () => void {
    this.disconnected.add(run);
    return () => void this.disconnected.delete(run);
  }

  async whenUp(signal: AbortSignal): Promise<void> {
    if (this.isEnding) throw new InfrastructureError('The connection to NATS is closed');
    if (this.up || signal.aborted) return;
    await waitForDoneOrAbort(signal, (done) => {
      const forget = [this.onReconnect(done), this.onDisconnect(done)];
      return () => {
        for (const each of forget) each();
      };
    });
    await this.whenUp(signal);
  }

  async publish(message: OutgoingMessage): Promise<number> {
    const { stream, subject, bytes, headers, messageId, expectedLast } = message;
    const stored = await this.answered(`write to ${subject}`, () =>
      this.client.publish(subject, bytes, {
        timeout: this.timeoutMs,
        ...(headers === undefined ? {} : { headers }),
        ...(messageId === undefined ? {} : { msgID: messageId }),
        expect: { streamName: stream, ...(expectedLast === undefined ? {} : { lastSubjectSequence: expectedLast }) },
      }),
    );
    return stored.seq;
  }

  /** Returns the last message on a subject. Asks the stream's leader, because a replica may lag. */
  async last(stream: string, subject: string): Promise<StoredMsg | undefined> {
    const manager = await this.manager;
    const read = (): Promise<StoredMsg | null> => manager.streams.getMessage(stream, { last_by_subj: subject });
    return (await this.answered(`read ${subject}`, read)) ?? undefined;
  }

  async at(stream: string, sequence: number, matching?: string): Promise<StoredMsg | undefined> {
    const manager = await this.manager;
    const query = matching === undefined ? { seq: sequence } : { seq: sequence, next_by_subj: matching };
    const read = (): Promise<StoredMsg | null> => manager.streams.getMessage(stream, query);
    return (await this.answered(`read ${stream} at ${String(sequence)}`, read)) ?? undefined;
  }

  /** Sends an acknowledgement as a request, so that a lost one is noticed. */
  async request(subject: string, payload: string): Promise<void> {
    await this.answered('acknowledge a message', () => this.connection.request(subject, payload, { timeout: this.timeoutMs }));
  }

  send(subject: string, payload: string, reply?: string): void {
    if (!this.isEnding) this.connection.publish(subject, payload, reply === undefined ? {} : { reply });
  }

  async admin<T>(what: string, use: (manager: JetStreamManager) => Promise<T>): Promise<T> {
    const manager = await this.manager;
    return this.answered(what, () => use(manager));
  }

  /**
   * Runs a request. Waits for the connection first, because the client would drop the request. Fails as soon as the connection
   * breaks, instead of at the time limit.
   */
  private async answered<T>(what: string, ask: () => Promise<T>): Promise<T> {
    let forget = (): void => undefined;
    try {
      if (!this.up) await this.whenUp(AbortSignal.timeout(this.timeoutMs));
      if (!this.up) throw new Error('There is no connection to NATS');
      const broken = new Promise<never>((_, reject) => {
        forget = this.onDisconnect(() => {
          reject(new Error('The connection to NATS broke before the answer'));
        });
      });
      return await Promise.race([ask(), broken]);
    } catch (cause) {
      throw toInfrastructureError(`NATS did not ${what}`, cause);
    } finally {
      forget();
    }
  }

  private async follow(): Promise<void> {
    for await (const status of this.connection.status()) {
      if (status.type === 'disconnect') {
        this.up = false;
        for (const run of [...this.disconnected]) run();
      }
      if (status.type === 'reconnect') {
        this.up = true;
        this.upSince = performance.now();
        for (const run of [...this.reconnected]) run();
      }
    }
    this.up = false;
    for (const run of [...this.disconnected]) run();
  }
}
