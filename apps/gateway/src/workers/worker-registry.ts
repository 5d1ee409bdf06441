import { WORKER_SERVICES, type EngineNote, type Presence, type ToolNote, type WorkerService } from '@throughline/contracts';
import type { Clock } from '@throughline/messaging';

/** A worker that was heard of lately. */
export interface KnownWorker {
  readonly worker: string;
  readonly service: WorkerService;
  readonly lanes: Presence['lanes'];
  readonly everyMs: number;
  /** By this gateway's clock. */
  readonly heardAt: string;
}

/** Whether somebody takes work from a lane. */
export type LaneService =
  | { readonly state: 'served'; readonly workers: number; readonly concurrency: number; readonly busy: number }
  /** Nobody was heard of since, although this gateway has listened for long enough. */
  | { readonly state: 'unserved'; readonly since: string }
  /** This gateway has not listened for long enough to say. */
  | { readonly state: 'unknown' };

/** A lane that somebody has served since this gateway listens. */
export interface KnownLane {
  readonly service: WorkerService;
  readonly lane: string;
}

/** When anybody of a service was last heard of. */
export interface KnownService {
  readonly service: WorkerService;
  readonly workers: number;
  /** Undefined where nobody was, since this gateway listens. */
  readonly heardAt: string | undefined;
}

/** What the workers of a service have to work with, each once; undefined where none of them has said so yet. */
export interface KnownEquipment {
  readonly service: WorkerService;
  readonly tools: readonly ToolNote[] | undefined;
  readonly engines: readonly EngineNote[] | undefined;
  /** When they have looked; of several the one that looked first. */
  readonly lookedAt: string | undefined;
  /** When any of those who say it was last heard of. */
  readonly heardAt: string | undefined;
}

interface Heard {
  readonly presence: Presence;
  readonly at: number;
}

/** Who has not been heard of for so many of its periods is gone. */
const MISSED_PERIODS = 3;
/** A worker's rhythm and the network's are not exact: a bit more than one period is a period listened to. */
const LISTENED_PERIODS = 1.5;

/** What several workers have said, without what they say alike. */
function together<T extends { readonly name: string }>(said: readonly (readonly T[] | undefined)[]): readonly T[] | undefined {
  if (said.every((notes) => notes === undefined)) return undefined;
  const known = new Map(said.flatMap((notes) => notes ?? []).map((note) => [JSON.stringify(note), note]));
  return [...known.values()];
}

const byName = (tools: readonly ToolNote[] | undefined): readonly ToolNote[] | undefined =>
  tools && [...tools].sort((one, other) => (one.name < other.name ? -1 : 1));

const laneKey = (service: WorkerService, lane: string): string => `${service}/${lane}`;

/**
 * Which workers are there, as far as this gateway has heard. Words may get lost and are not stored: a gateway that has just
 * begun to listen knows nothing, and says so.
 */
export class WorkerRegistry {
  readonly #heard = new Map<string, Heard>();
  /** When somebody was last known to serve a lane. */
  readonly #served = new Map<string, KnownLane & { readonly at: number }>();
  /** When anybody of a service last spoke. */
  readonly #spoke = new Map<WorkerService, number>();
  #listeningSince: number | undefined;

  constructor(
    private readonly clock: Clock,
    /** How often workers speak that have not been heard of yet. */
    private readonly usualEveryMs: number,
  ) {}

  /** The subscription stands. Whatever was known before is not known any more. */
  listening(): void {
    this.deaf();
    this.#listeningSince = this.clock.monotonic();
  }

  /** The broker is away: words are lost. */
  deaf(): void {
    this.#listeningSince = undefined;
    this.#heard.clear();
    this.#served.clear();
    this.#spoke.clear();
  }

  heard(presence: Presence): void {
    if (this.#listeningSince === undefined) return;
    const key = `${presence.service} ${presence.worker}`;
    const now = this.clock.monotonic();
    this.#spoke.set(presence.service, now);
    const { service } = presence;
    for (const { lane } of presence.lanes) this.#served.set(laneKey(service, lane), { service, lane, at: now });
    if (presence.leaving === true) this.#heard.delete(key);
    else this.#heard.set(key, { presence, at: now });
  }

  /** Since when this gateway listens without a break; undefined while it cannot. */
  get listeningSince(): string | undefined {
    return this.#listeningSince === undefined ? undefined : this.#time(this.#listeningSince);
  }

  /** Whether who is not known is not there. */
  get isSure(): boolean {
    return (
      this.#listeningSince !== undefined && this.#listenedMs(this.#listeningSince) >= LISTENED_PERIODS * this.#longestEveryMs()
    );
  }

  workers(): readonly KnownWorker[] {
    return this.#present()
      .map(({ presence: { worker, service, lanes, everyMs }, at }) => ({
        worker,
        service,
        lanes,
        everyMs,
        heardAt: this.#time(at),
      }))
      .sort((one, other) => (one.service + one.worker < other.service + other.worker ? -1 : 1));
  }

  services(): readonly KnownService[] {
    const present = this.#present();
    return WORKER_SERVICES.map((service) => {
      const spoke = this.#spoke.get(service);
      return {
        service,
        workers: present.filter(({ presence }) => presence.service === service).length,
        heardAt: spoke === undefined ? undefined : this.#time(spoke),
      };
    });
  }

  lanes(): readonly KnownLane[] {
    return [...this.#served.values()].map(({ service, lane }) => ({ service, lane }));
  }

  equipment(): readonly KnownEquipment[] {
    const present = this.#present();
    return WORKER_SERVICES.map((service) => {
      const own = present.filter(({ presence }) => presence.service === service);
      const [lookedAt] = own.flatMap(({ presence }) => presence.lookedAt ?? []).sort();
      return {
        service,
        tools: byName(together(own.map(({ presence }) => presence.tools))),
        // As they come: a worker tells the one that it prefers first.
        engines: together(own.map(({ presence }) => presence.engines)),
        lookedAt,
        heardAt: own.length === 0 ? undefined : this.#time(Math.max(...own.map(({ at }) => at))),
      };
    });
  }

  /** Who serves a lane, or who else does beside one worker. */
  laneOf(service: WorkerService, lane: string, beside?: string): LaneService {
    const serving = this.#present()
      .filter(({ presence }) => presence.service === service && presence.worker !== beside)
      .flatMap(({ presence }) => presence.lanes.filter((each) => each.lane === lane));
    if (serving.length > 0)
      return {
        state: 'served',
        workers: serving.length,
        concurrency: serving.reduce((sum, { concurrency }) => sum + concurrency, 0),
        busy: serving.reduce((sum, { busy }) => sum + busy, 0),
      };
    if (this.#listeningSince === undefined || !this.isSure) return { state: 'unknown' };
    return { state: 'unserved', since: this.#time(this.#served.get(laneKey(service, lane))?.at ?? this.#listeningSince) };
  }

  #present(): readonly Heard[] {
    const now = this.clock.monotonic();
    for (const [key, { presence, at }] of this.#heard) if (now - at > MISSED_PERIODS * presence.everyMs) this.#heard.delete(key);
    return [...this.#heard.values()];
  }

  #listenedMs(since: number): number {
    return this.clock.monotonic() - since;
  }

  #longestEveryMs(): number {
    return Math.max(this.usualEveryMs, ...[...this.#heard.values()].map(({ presence }) => presence.everyMs));
  }

  /** A moment of the clock that nobody sets, as a time of day. */
  #time(monotonic: number): string {
    return new Date(this.clock.now() - (this.clock.monotonic() - monotonic)).toISOString();
  }
}
