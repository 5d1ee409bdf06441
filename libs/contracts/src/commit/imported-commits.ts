import { filesNamedBy, isKeyOfAsset } from './artifact-keys.js';
import { assetEvents } from '../asset/events.js';
import type { EventDefinition } from '../asset/event-definition.js';
import { kindOf, type UndecodableError } from '../errors/errors.js';
import { isObject } from '../json/json.js';
import { importedCommitIdFor } from '../ids/ids.js';
import { readCloudEvent, type ReadCloudEvent } from './cloud-event.js';
import type { Actor, Commit } from './commit.js';

/** The first event that cannot be imported. */
export interface EventFault {
  /** The number of the event in its batch, from 0. */
  readonly index: number;
  /** The event's `id`, if it is one. */
  readonly eventId: string | undefined;
  /** The place in the event (JSON Pointer). */
  readonly pointer: string;
  readonly message: string;
}

/** A commit of another system. */
export interface ImportedCommit {
  /** Identifies the commit in the system where it arose. */
  readonly ref: string;
  readonly commit: Commit;
}

export type ReadCommits = { readonly commits: readonly ImportedCommit[] } | { readonly fault: EventFault };

/** Actors of files that name none. */
const UNKNOWN: Actor = { kind: 'service', id: 'unknown' };
const ACTOR = /^(user|service|system):(.{1,200})$/s;

const parseActor = (text: string | undefined): Actor => {
  const [, kind, id] = ACTOR.exec(text ?? '') ?? [];
  return kind === undefined || id === undefined ? UNKNOWN : { kind: kind as Actor['kind'], id };
};

interface Refusal {
  readonly pointer: string;
  readonly message: string;
}

/** The events of a commit that are read so far. */
interface OpenCommit {
  readonly position: number;
  readonly first: ReadCloudEvent;
  readonly events: ReadCloudEvent['event'][];
}

const ID = /^\d{1,15}\.\d{1,9}$/;
const eventIdOf = (value: unknown): string | undefined => {
  const id = isObject(value) ? value['id'] : undefined;
  return typeof id === 'string' && ID.test(id) ? id : undefined;
};

function findPlaceFault(open: OpenCommit | undefined, { position, index }: ReadCloudEvent): Refusal | undefined {
  const continues = open?.position === position && index === open.events.length;
  const begins = index === 0 && position > (open?.position ?? -1);
  if (continues || begins) return undefined;
  return { pointer: '/id', message: 'does not follow the event before it: events are missing, repeated or out of order' };
}

/** All events of a commit have its time, actor and reference. */
function findCommitFault({ first }: OpenCommit, event: ReadCloudEvent): Refusal | undefined {
  const message = 'differs from the other events of the commit';
  if (event.at !== first.at) return { pointer: '/time', message };
  if (event.actor !== first.actor) return { pointer: '/actor', message };
  return event.originRef === first.originRef ? undefined : { pointer: '/originref', message };
}

/** A foreign key would let an item read the files of another one. */
const findKeyFault = ({ assetId, event }: ReadCloudEvent): Refusal | undefined =>
  filesNamedBy(event)
    .filter(({ key }) => !isKeyOfAsset(assetId, key))
    .map(({ pointer }) => ({ pointer: `/data${pointer}`, message: 'is no key of a file of this item' }))[0];

function findTextsFault({ event }: ReadCloudEvent): Refusal | undefined {
  const definition: EventDefinition = assetEvents[event.type];
  return 'personal' in event && definition.personal === undefined
    ? { pointer: '/data/personal', message: `is not part of ${event.type}` }
    : undefined;
}

/** Reads the events of one item into whole commits. */
class CommitReader {
  readonly #commits: ImportedCommit[] = [];
  readonly #refs = new Set<string>();
  #open: OpenCommit | undefined;

  constructor(private readonly assetId: string) {}

  add(event: ReadCloudEvent): Refusal | undefined {
    if (event.assetId !== this.assetId) return { pointer: '/subject', message: 'is not the id of the item' };
    const fault = findPlaceFault(this.#open, event) ?? findKeyFault(event) ?? findTextsFault(event);
    if (fault !== undefined) return fault;
    return this.#open?.position === event.position ? this.#continue(this.#open, event) : this.#begin(event);
  }

  end(): readonly ImportedCommit[] {
    this.#close();
    return this.#commits;
  }

  #begin(event: ReadCloudEvent): Refusal | undefined {
    this.#close();
    if (this.#refs.has(event.originRef)) return { pointer: '/originref', message: 'belongs to another commit too' };
    this.#refs.add(event.originRef);
    this.#open = { position: event.position, first: event, events: [event.event] };
    return undefined;
  }

  #continue(open: OpenCommit, event: ReadCloudEvent): Refusal | undefined {
    const fault = findCommitFault(open, event);
    if (fault === undefined) open.events.push(event.event);
    return fault;
  }

  #close(): void {
    if (this.#open === undefined) return;
    const { first, events } = this.#open;
    const ref = first.originRef;
    const id = importedCommitIdFor(this.assetId, ref);
    this.#commits.push({
      ref,
      commit: {
        id,
        at: first.at,
        actor: parseActor(first.actor),
        causationId: id,
        correlationId: id,
        origin: { kind: 'imported', ref },
        events,
      },
    });
  }
}

function readEvent(value: unknown): ReadCloudEvent | Refusal {
  try {
    return readCloudEvent(value);
  } catch (error) {
    // The messages of these two never repeat the content.
    if (kindOf(error) === 'newer-schema') return { pointer: '/eventversion', message: (error as Error).message };
    if (kindOf(error) !== 'undecodable') throw error;
    const { pointer, message } = error as UndecodableError;
    return { pointer: pointer ?? '', message };
  }
}

/**
 * Reads events of one item, as {@link toCloudEvents} writes them, into the commits that an import stores. Their ids derive from
 * the item and the reference, so a repeated import finds its own commits.
 */
export function readImportedCommits(assetId: string, values: readonly unknown[]): ReadCommits {
  const reader = new CommitReader(assetId);
  for (const [index, value] of values.entries()) {
    const event = readEvent(value);
    const refusal = 'pointer' in event ? event : reader.add(event);
    if (refusal !== undefined) return { fault: { index, eventId: eventIdOf(value), ...refusal } };
  }
  return { commits: reader.end() };
}
