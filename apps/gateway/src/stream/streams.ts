import type { OnModuleDestroy } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Problem } from '../problems/problem.js';
import type { LiveProgress } from '../recordings/live-progress.js';
import type { Broadcast } from './broadcast.js';
import { ClientStream } from './client-stream.js';
import type { StreamKind, Wanted } from './subscriber.js';

export interface StreamLimits {
  /** Streams of one user at the same time. */
  readonly perUser: number;
  readonly heartbeatMs: number;
}

export interface StreamsPorts {
  /** Each kind of items has its own loop: what many recordings do holds up no document. */
  readonly broadcasts: Readonly<Record<StreamKind, Broadcast>>;
  readonly progress: Pick<LiveProgress, 'onMoved'>;
  readonly limits: StreamLimits;
  readonly onProblem: (error: unknown) => void;
}

export interface StreamRequest extends Wanted {
  readonly kind: StreamKind;
  readonly userId: string;
  readonly lastEventId: string | undefined;
  readonly reply: FastifyReply;
  readonly isWelcome: () => Promise<boolean>;
  readonly rewrite?: ((events: string) => string) | undefined;
}

/** How often those who read are asked after, and heartbeats of workers are passed on. Milliseconds. */
const TICK_MS = 1_000;
/** What the clock and others move: stalls, ends that come nearer, places in a queue. Ticks. */
const LOOK_AT_ALL_EVERY = 5;

const HEAD = {
  'content-type': 'text/event-stream; charset=utf-8',
  // Not kept by anybody, not compressed, and not collected by a proxy before it is passed on.
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
} as const;

/** The streams that are open at this gateway. */
export class Streams implements OnModuleDestroy {
  readonly #open = new Map<ClientStream, { readonly userId: string; readonly kind: StreamKind }>();
  readonly #moved = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #ticks = 0;

  constructor(private readonly ports: StreamsPorts) {
    ports.progress.onMoved((assetId) => {
      if (this.#open.size > 0) this.#moved.add(assetId);
    });
  }

  get size(): number {
    return this.#open.size;
  }

  /** Resolves when the stream has begun; it goes on until either side ends it. Throws what the request is refused with. */
  async serve({ userId, lastEventId, reply, kind, ...wanted }: StreamRequest): Promise<void> {
    this.#requireRoom(userId);
    const { broadcasts, limits } = this.ports;
    const broadcast = broadcasts[kind];
    const { raw } = reply;
    // Gone while it was asked who comes: its end, told already, would never be heard, and its place never given back.
    if (raw.destroyed) return;
    const onBegin = (): void => {
      const head = { ...reply.getHeaders(), ...HEAD };
      reply.hijack();
      raw.writeHead(200, head as Record<string, string>);
    };
    const stream = new ClientStream({ ...wanted, raw, onBegin, kind, heartbeatMs: limits.heartbeatMs }, broadcast);
    this.#add(stream, { userId, kind });
    raw.once('close', () => {
      this.#remove(stream);
    });
    try {
      await broadcast.open(stream, { lastEventId });
      // Whoever asks for the head alone would wait for ever for its end.
      if (reply.request.method === 'HEAD') stream.end();
    } catch (error) {
      this.#remove(stream);
      throw error;
    }
  }

  /** Streams never end by themselves: a server that goes has to end them. Clients come back to where they were. */
  onModuleDestroy(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    for (const stream of [...this.#open.keys()]) {
      stream.end();
      this.#remove(stream);
    }
  }

  #requireRoom(userId: string): void {
    const { perUser } = this.ports.limits;
    const held = [...this.#open.values()].filter((one) => one.userId === userId).length;
    if (held < perUser) return;
    throw new Problem('too-many-streams', {
      detail: `${String(perUser)} streams of yours are open already.`,
      headers: { 'retry-after': '5' },
    });
  }

  #add(stream: ClientStream, of: { readonly userId: string; readonly kind: StreamKind }): void {
    this.#open.set(stream, of);
    this.#timer ??= setInterval(() => {
      this.#tick();
    }, TICK_MS);
  }

  #remove(stream: ClientStream): void {
    const held = this.#open.get(stream);
    this.#open.delete(stream);
    if (held !== undefined) this.ports.broadcasts[held.kind].close(stream);
    if (this.#open.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#moved.clear();
  }

  #tick(): void {
    this.#ticks += 1;
    const moved = [...this.#moved];
    this.#moved.clear();
    for (const broadcast of Object.values(this.ports.broadcasts)) {
      broadcast.tellMoved(moved);
      if (this.#ticks % LOOK_AT_ALL_EVERY === 0) broadcast.tellMoved();
    }
    for (const stream of this.#open.keys()) {
      stream.look();
      // Whether somebody may still read cannot be told while the database is away; nothing new is told then either.
      stream.checkWelcome().catch(this.ports.onProblem);
    }
  }
}
