import { jetstream, jetstreamManager, type JetStreamClient, type JetStreamManager, type StoredMsg } from '@nats-io/jetstream';
import type { MsgHdrs, NatsConnection } from '@nats-io/nats-core';
import { InfrastructureError, infrastructure } from './failure.js';
import { abortable } from '../clock/abortable.js';

const brokers = new WeakMap<NatsConnection, Broker>();

export interface Outgoing {
  readonly stream: string;
  readonly subject: string;
  readonly bytes: Uint8Array;
  readonly headers?: MsgHdrs;
  readonly messageId?: string;
  /** The subject's last sequence that the writer has seen; 0 for none. */
  readonly expectedLast?: number;
}

/** A NATS connection as this library uses it: confirmed writes, reads of the leader, and how long it has been up. */
export class Broker {
  private readonly client: JetStreamClient;
  private readonly manager: Promise<JetStreamManager>;
  private readonly reconnected = new Set<() => void>();
  private readonly disconnected = new Set<() => void>();
  private up = true;
  private upSince = performance.now();

  /** One for each connection, so that all that use a connection agree how long it has been up. */
  static over(connection: NatsConnection): Broker {
    const known = brokers.get(connection) ?? new Broker(connection);
    brokers.set(connection, known);
    return known;
  }

  private constructor(
    readonly connection: NatsConnection,
    private readonly timeoutMs = 5_000,
  ) {
    this.client = jetstream(connection);
    this.manager = jetstreamManager(connection, { checkAPI: false, timeout: timeoutMs });
    void this.follow();
  }

  /** Milliseconds without a break, by a clock that nobody sets. */
  get upMs(): number {
    return this.up ? performance.now() - this.upSince : 0;
  }

  private get isEnding(): boolean {
    return this.connection.isClosed() || this.connection.isDraining();
  }

  /** Somebody met a broker that does not answer, although the connection stands: a leader may have been lost. */
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

  /** Resolves while connected, or when aborted. Throws once the connection has been closed for good. */
  async whenUp(signal: AbortSignal): Promise<void> {
    if (this.isEnding) throw new InfrastructureError('The connection to NATS is closed');
    if (this.up || signal.aborted) return;
    await abortable(signal, (done) => {
      const forget = [this.onReconnect(done), this.onDisconnect(done)];
      return () => {
        for (const each of forget) each();
      };
    });
    await this.whenUp(signal);
  }

  /** Writes and waits for the confirmation. Answers the sequence. */
  async publish(message: Outgoing): Promise<number> {
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

  /** The last message on a subject, asked of the stream's leader: a follower may lag. */
  async last(stream: string, subject: string): Promise<StoredMsg | undefined> {
    const manager = await this.manager;
    const read = (): Promise<StoredMsg | null> => manager.streams.getMessage(stream, { last_by_subj: subject });
    return (await this.answered(`read ${subject}`, read)) ?? undefined;
  }

  /** The message at a sequence, or the first one after it whose subject matches. */
  async at(stream: string, sequence: number, matching?: string): Promise<StoredMsg | undefined> {
    const manager = await this.manager;
    const query = matching === undefined ? { seq: sequence } : { seq: sequence, next_by_subj: matching };
    const read = (): Promise<StoredMsg | null> => manager.streams.getMessage(stream, query);
    return (await this.answered(`read ${stream} at ${String(sequence)}`, read)) ?? undefined;
  }

  /** Acknowledgements are requests too, so that it is known when one was lost. */
  async request(subject: string, payload: string): Promise<void> {
    await this.answered('acknowledge a message', () => this.connection.request(subject, payload, { timeout: this.timeoutMs }));
  }

  /** Says something that may get lost. */
  tell(subject: string, payload: string, reply?: string): void {
    if (!this.isEnding) this.connection.publish(subject, payload, reply === undefined ? {} : { reply });
  }

  async admin<T>(what: string, use: (manager: JetStreamManager) => Promise<T>): Promise<T> {
    const manager = await this.manager;
    return this.answered(what, () => use(manager));
  }

  /**
   * What is asked while the connection is away would be dropped when it comes back, so it waits.
   * An answer on a connection that broke never comes: give up at the break instead of at the time limit.
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
      throw infrastructure(`NATS did not ${what}`, cause);
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
