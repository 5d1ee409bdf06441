import type { OnModuleDestroy } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { bufferTime, type Subscription } from 'rxjs';
import { Problem } from '../kit/http/problems/problem.js';
import type { LiveProgress } from '../workers/index.js';
import type { Broadcast } from './broadcast.js';
import { ClientStream } from './client-stream.js';
import type { StreamKind, StreamSubject } from './subscriber.js';

export interface StreamLimits {
  readonly perUser: number;
  readonly heartbeatMs: number;
}

export interface StreamsPorts {
  /** Each kind has its own loop, so that a burst of recordings does not delay documents. */
  readonly broadcasts: Readonly<Record<StreamKind, Broadcast>>;
  readonly progress: Pick<LiveProgress, 'moved'>;
  readonly limits: StreamLimits;
  readonly onProblem: (error: unknown) => void;
}

export interface StreamRequest extends StreamSubject {
  readonly kind: StreamKind;
  readonly userId: string;
  readonly lastEventId: string | undefined;
  readonly reply: FastifyReply;
  /** The user has read access only. */
  readonly isReadOnly: boolean;
  readonly access: StreamAccess;
}

/** A user's access to a library. Streams with the same key have the same. */
export interface StreamAccess {
  readonly key: string;
  /** Resolves to false once the user may no longer read this library. Rejects while that cannot be checked. */
  readonly isWelcome: () => Promise<boolean>;
}

interface OpenStream {
  readonly userId: string;
  readonly kind: StreamKind;
  readonly access: StreamAccess;
}

/** Interval of access checks, heartbeats and worker progress. */
const TICK_MS = 1_000;
/** Ticks between updates of stalls, ETAs and queue positions, which change without a heartbeat. */
const LOOK_AT_ALL_EVERY = 5;

const HEAD = {
  // Only the end of the connection ends a stream. Chunks would be one more write for each event and client.
  connection: 'close',
  'content-type': 'text/event-stream; charset=utf-8',
  // Keeps caches from storing, and proxies from compressing or buffering, the stream.
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
} as const;

export class Streams implements OnModuleDestroy {
  readonly #open = new Map<ClientStream, OpenStream>();
  #ticking: Subscription | undefined;
  #ticks = 0;
  #isChecking = false;

  constructor(private readonly ports: StreamsPorts) {}

  get size(): number {
    return this.#open.size;
  }

  /** Resolves when the stream has begun; it lasts until either side ends it. Throws if the request is refused. */
  async serve({ userId, lastEventId, reply, kind, access, ...wanted }: StreamRequest): Promise<void> {
    this.#requireRoom(userId);
    const { broadcasts, limits } = this.ports;
    const broadcast = broadcasts[kind];
    const { raw } = reply;
    // The client left, or the deadline answered, during authentication. Its `close` event is past, so a stream would never be
    // removed.
    if (raw.destroyed || raw.writableEnded) return;
    const onBegin = (): void => {
      const head = { ...reply.getHeaders(), ...HEAD };
      reply.hijack();
      raw.removeHeader('transfer-encoding');
      raw.writeHead(200, head as Record<string, string>);
    };
    const stream = new ClientStream({ ...wanted, raw, onBegin, kind, heartbeatMs: limits.heartbeatMs }, broadcast);
    this.#add(stream, { userId, kind, access });
    raw.once('close', () => {
      this.#remove(stream);
    });
    try {
      await broadcast.open(stream, { lastEventId });
      // A HEAD request would otherwise never end.
      if (reply.request.method === 'HEAD') stream.end();
    } catch (error) {
      this.#remove(stream);
      throw error;
    }
  }

  /** Ends all streams, which would otherwise keep the server running. Clients reconnect where they were. */
  onModuleDestroy(): void {
    for (const stream of [...this.#open.keys()]) {
      stream.end();
      this.#remove(stream);
    }
  }

  #requireRoom(userId: string): void {
    const { perUser } = this.ports.limits;
    const open = [...this.#open.values()].filter((one) => one.userId === userId).length;
    if (open < perUser) return;
    throw new Problem('too-many-streams', {
      detail: `You already have ${String(perUser)} open streams.`,
      headers: { 'retry-after': '5' },
    });
  }

  #add(stream: ClientStream, of: OpenStream): void {
    this.#open.set(stream, of);
    this.#ticking ??= this.ports.progress.moved.pipe(bufferTime(TICK_MS)).subscribe((moved) => {
      this.#tick(new Set(moved));
    });
  }

  #remove(stream: ClientStream): void {
    const entry = this.#open.get(stream);
    this.#open.delete(stream);
    if (entry !== undefined) this.ports.broadcasts[entry.kind].close(stream);
    if (this.#open.size > 0) return;
    this.#ticking?.unsubscribe();
    this.#ticking = undefined;
  }

  #tick(moved: ReadonlySet<string>): void {
    this.#ticks += 1;
    for (const broadcast of Object.values(this.ports.broadcasts)) {
      broadcast.tellMoved(moved);
      if (this.#ticks % LOOK_AT_ALL_EVERY === 0) broadcast.tellMoved();
    }
    for (const stream of this.#open.keys()) stream.look();
    void this.#checkAll();
  }

  /** Checks one access after the other, so that changes need not wait for all. */
  async #checkAll(): Promise<void> {
    if (this.#isChecking) return;
    this.#isChecking = true;
    const all = new Map([...this.#open.values()].map(({ access }) => [access.key, access]));
    for (const access of all.values())
      // While the database is away, access cannot be checked, and nothing new is sent either.
      await this.#check(access).catch(this.ports.onProblem);
    this.#isChecking = false;
  }

  async #check({ key, isWelcome }: StreamAccess): Promise<void> {
    if (await isWelcome()) return;
    for (const [stream, { access }] of this.#open) if (access.key === key) stream.dismiss();
  }
}
