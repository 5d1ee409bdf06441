import {
  WORKER_SERVICES,
  type EngineNote,
  type ModelNote,
  type Presence,
  type ToolNote,
  type WorkerService,
} from '@throughline/contracts';
import type { Clock } from '@throughline/messaging';
import type { BusStatus } from '@throughline/service-kit/transport';
import type { Observable } from 'rxjs';

export interface PresentWorker {
  readonly worker: string;
  readonly service: WorkerService;
  readonly lanes: Presence['lanes'];
  readonly everyMs: number;
  /** By this gateway's clock. */
  readonly heardAt: string;
}

export type LaneAvailability =
  | { readonly state: 'served'; readonly workers: number; readonly concurrency: number; readonly busy: number }
  /** No worker was heard since then, although this gateway has listened long enough. */
  | { readonly state: 'unserved'; readonly since: string }
  /** This gateway has not listened long enough to tell. */
  | { readonly state: 'unknown' };

/** A lane that some worker has served since this gateway listens. */
export interface LaneAddress {
  readonly service: WorkerService;
  readonly lane: string;
}

export interface ServicePresence {
  readonly service: WorkerService;
  readonly workers: number;
  /** Undefined if no worker was heard since this gateway listens. */
  readonly heardAt: string | undefined;
}

/** The tools and engines of a service's workers, without duplicates; undefined if no worker has reported them yet. */
export interface WorkerEquipment {
  readonly service: WorkerService;
  readonly tools: readonly ToolNote[] | undefined;
  readonly engines: readonly EngineNote[] | undefined;
  /** One for each name: the latest that is not ready, or else the latest. */
  readonly models: readonly ModelNote[];
  /** The time of the oldest check by a present worker. */
  readonly lookedAt: string | undefined;
  /** The time of the latest presence message of a present worker. */
  readonly heardAt: string | undefined;
}

interface PresenceRecord {
  readonly presence: Presence;
  readonly at: number;
}

/** A worker is gone after this many of its intervals without a message. */
const MISSED_PERIODS = 3;
/** Intervals and network delays vary, so a full interval counts as listened to after a bit more. */
const LISTENED_PERIODS = 1.5;

/** Merges the reports of several workers, without duplicates. */
function mergeNotes<T extends { readonly name: string }>(
  reports: readonly (readonly T[] | undefined)[],
  identify: (note: T) => string = (note) => JSON.stringify(note),
): readonly T[] | undefined {
  if (reports.every((notes) => notes === undefined)) return undefined;
  const itemsById = new Map<string, T>();
  for (const note of reports.flatMap((notes) => notes ?? []))
    if (!itemsById.has(identify(note))) itemsById.set(identify(note), note);
  return [...itemsById.values()];
}

/** The same engine has another speed on another machine. */
const identifyEngine = ({ speed: _onItsMachine, ...engine }: EngineNote): string => JSON.stringify(engine);

/**
 * Workers of one machine report the same model at different times. A worker whose model is incomplete or unusable takes
 * precedence over one whose model is ready.
 */
function pickLatest(records: readonly PresenceRecord[]): readonly ModelNote[] {
  const inOrder = [...records].sort((one, other) => one.at - other.at).flatMap(({ presence }) => presence.models ?? []);
  const unusable = inOrder.filter(({ error }) => error !== undefined);
  const unready = inOrder.filter(({ phase }) => phase !== 'ready');
  return [...new Map([...inOrder, ...unusable, ...unready].map((model) => [model.name, model])).values()];
}

const sortByName = (tools: readonly ToolNote[] | undefined): readonly ToolNote[] | undefined =>
  tools && [...tools].sort((one, other) => (one.name < other.name ? -1 : 1));

const laneKey = (service: WorkerService, lane: string): string => `${service}/${lane}`;

/**
 * The workers that this gateway has heard. Presence messages may get lost and are not stored, so the registry is empty after
 * startup and reports `unknown`.
 */
export class WorkerRegistry {
  readonly #presences = new Map<string, PresenceRecord>();
  readonly #served = new Map<string, LaneAddress & { readonly at: number }>();
  readonly #spoke = new Map<WorkerService, number>();
  #listeningSince: number | undefined;
  #messages = 0;

  constructor(
    private readonly clock: Clock,
    /** The interval assumed for workers that were not heard yet. */
    private readonly usualEveryMs: number,
  ) {}

  /** Starts anew: the subscription is active, and earlier messages no longer count. */
  listening(): void {
    this.deaf();
    this.#listeningSince = this.clock.monotonic();
  }

  /** Forgets everything: the broker is away, and messages are lost. */
  deaf(): void {
    this.#messages += 1;
    this.#listeningSince = undefined;
    this.#presences.clear();
    this.#served.clear();
    this.#spoke.clear();
  }

  record(presence: Presence): void {
    if (this.#listeningSince === undefined) return;
    this.#messages += 1;
    const key = `${presence.service} ${presence.worker}`;
    const now = this.clock.monotonic();
    this.#spoke.set(presence.service, now);
    const { service } = presence;
    for (const { lane } of presence.lanes) this.#served.set(laneKey(service, lane), { service, lane, at: now });
    if (presence.leaving === true) this.#presences.delete(key);
    else this.#presences.set(key, { presence, at: now });
  }

  /** Different after each message. Without one, only the clock can change what is known. */
  get version(): number {
    return this.#messages;
  }

  /** Start of uninterrupted listening; undefined while disconnected. */
  get listeningSince(): string | undefined {
    return this.#listeningSince === undefined ? undefined : this.#time(this.#listeningSince);
  }

  /** True once an unheard worker can be reported as absent. */
  get isSure(): boolean {
    return (
      this.#listeningSince !== undefined && this.#listenedMs(this.#listeningSince) >= LISTENED_PERIODS * this.#longestEveryMs()
    );
  }

  workers(): readonly PresentWorker[] {
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

  services(): readonly ServicePresence[] {
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

  lanes(): readonly LaneAddress[] {
    return [...this.#served.values()].map(({ service, lane }) => ({ service, lane }));
  }

  equipment(): readonly WorkerEquipment[] {
    const present = this.#present();
    return WORKER_SERVICES.map((service) => {
      const own = present.filter(({ presence }) => presence.service === service);
      const [lookedAt] = own.flatMap(({ presence }) => presence.lookedAt ?? []).sort();
      return {
        service,
        tools: sortByName(mergeNotes(own.map(({ presence }) => presence.tools))),
        // Keeps the order: a worker lists its preferred engine first.
        engines: mergeNotes(
          own.map(({ presence }) => presence.engines),
          identifyEngine,
        ),
        models: pickLatest(own),
        lookedAt,
        heardAt: own.length === 0 ? undefined : this.#time(Math.max(...own.map(({ at }) => at))),
      };
    });
  }

  /** Returns the availability of a lane, without the worker `beside` if given. */
  laneOf(service: WorkerService, lane: string, beside?: string): LaneAvailability {
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

  #present(): readonly PresenceRecord[] {
    const now = this.clock.monotonic();
    for (const [key, { presence, at }] of this.#presences)
      if (now - at > MISSED_PERIODS * presence.everyMs) this.#presences.delete(key);
    return [...this.#presences.values()];
  }

  #listenedMs(since: number): number {
    return this.clock.monotonic() - since;
  }

  #longestEveryMs(): number {
    return Math.max(this.usualEveryMs, ...[...this.#presences.values()].map(({ presence }) => presence.everyMs));
  }

  #time(monotonic: number): string {
    return new Date(this.clock.now() - (this.clock.monotonic() - monotonic)).toISOString();
  }
}

/** Tells the registry whether this gateway can hear the workers. */
export function followConnection(bus: Observable<BusStatus>, workers: WorkerRegistry): void {
  bus.subscribe((status) => {
    if (status === 'connected') workers.listening();
    else workers.deaf();
  });
}
