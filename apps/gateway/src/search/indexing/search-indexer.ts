import { randomUUID } from 'node:crypto';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import type { ArtifactStore } from '@throughline/artifact-store';
import { causesNothing, codeOf, kindOf, pause } from '@throughline/contracts';
import type { AssetCommands } from '@throughline/engine';
import {
  NO_REVISION,
  START,
  isRevisionAtLeast,
  parseRevision,
  verifyContinuity,
  type EventStore,
  type PoisonMessage,
  type StoredCommit,
} from '@throughline/event-store';
import type { Failpoint } from '@throughline/service-kit';
import { Lease } from '../../kit/leases/index.js';
import { readEntry } from './read-entry.js';
import type { IndexCheckpoint, IndexLease, IndexedItem, PendingItem, SearchIndex } from '../search-index.js';

/** Raise it when entries of an earlier release lack something: all items are indexed again. */
export const INDEX_VERSION = 4;
/** Another gateway takes over from a crashed one after this time. */
const LEASE_MS = 30_000;
const ITEMS_AT_ONCE = 4;
const ITEMS_A_PAGE = 500;
/** Items are written together, up to this number or about this many characters: their common words are counted once. */
const ITEMS_A_WRITE = 256;
const CHARACTERS_A_WRITE = 1_000_000;
/** Items are indexed once a second, so commits that arrive soon after each other are noted together. */
const NOTE_PAUSE_MS = 500;
/** A larger batch belongs to a backlog, which is read without pauses. */
const BACKLOG = 500;
/** Imported items wait until most of their commits are stored, so that each is read once, and items of people come first. */
const IMPORT_WAIT_MS = 10_000;
const FIRST_RETRY_MS = 10_000;
const LONGEST_RETRY_MS = 3_600_000;

export type SearchLog = Pick<EventStore, 'subscribe' | 'partitions' | 'incarnation' | 'commitIdAt'>;

export interface SearchIndexerPorts {
  readonly index: SearchIndex;
  readonly log: SearchLog;
  readonly commands: Pick<AssetCommands, 'load'>;
  readonly artifacts: Pick<ArtifactStore, 'open'>;
  /** The shortest time between two notes of a partition. */
  readonly notePauseMs?: number;
  readonly failpoint: Failpoint;
  readonly onProblem: (error: unknown) => void;
  /** The codes name no content. */
  readonly onFailure: (assetId: string, code: string) => void;
}

/** The index in the hands of this process. */
interface Term {
  readonly lease: IndexLease;
  readonly ended: AbortController;
  readonly held: Lease;
  followers: Promise<unknown>;
}

const retryMs = (attempts: number): number => Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempts, 12));

/** An item as it was read, with how often it has failed before. */
interface ReadItem extends IndexedItem {
  readonly attempts: number;
}

const charactersOf = (items: readonly IndexedItem[]): number =>
  items.reduce((sum, { entry }) => sum + (entry?.passages ?? []).reduce((all, { text }) => all + text.length, 0), 0);

const halvesOf = <T>(items: readonly T[]): readonly (readonly T[])[] => {
  const half = Math.ceil(items.length / 2);
  return [items.slice(0, half), items.slice(half)];
};

/** The item was changed after the copy of the log that was read. */
class OldCopyError extends Error {
  readonly code = 'log-behind';
}

/**
 * Fills the search index: a projection with a checkpoint of its own. Reading the log only notes which items have changed, so it is
 * never delayed by their texts. Texts are read by item afterwards, and an item that cannot be read delays no other.
 */
export class SearchIndexer implements BeforeApplicationShutdown {
  readonly #stop = new AbortController();
  #term: Term | undefined;
  #round: Promise<void> | undefined;

  constructor(private readonly ports: SearchIndexerPorts) {}

  /** Takes the lease if it is free, and indexes the items that are due. A call during a round waits for that round. */
  round(): Promise<void> {
    this.#round ??= this.#work().finally(() => {
      this.#round = undefined;
    });
    return this.#round;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stop.abort();
    await this.#round?.catch(() => undefined);
    await this.#end();
  }

  async #work(): Promise<void> {
    if (this.#stop.signal.aborted) return;
    await this.#check();
    this.#term ??= await this.#begin();
    if (this.#term !== undefined) await this.#indexDue(this.#term);
  }

  /** Ends the term if another process has the lease, a reader has ended, or the index has to be filled again. */
  async #check(): Promise<void> {
    const term = this.#term;
    if (term === undefined) return;
    const isHeld = !term.ended.signal.aborted && (await this.ports.index.renew(term.lease, LEASE_MS));
    if (!isHeld) await this.#end();
  }

  async #begin(): Promise<Term | undefined> {
    const { index, log, onProblem } = this.ports;
    const lease = await index.claim(randomUUID(), LEASE_MS, INDEX_VERSION);
    if (lease === undefined) return undefined;
    const ended = new AbortController();
    const held = new Lease({ leaseMs: LEASE_MS, renew: () => index.renew(lease, LEASE_MS), onProblem });
    held.lost.addEventListener('abort', () => {
      ended.abort();
    });
    const term: Term = { lease, ended, held, followers: Promise.resolve() };
    try {
      await index.prepare();
      const checkpoints = await this.#continuous(await index.checkpoints());
      term.followers = this.#follow(term, checkpoints, (await log.incarnation()).id);
      return term;
    } catch (error) {
      held.end();
      await index.release(lease);
      throw error;
    }
  }

  async #end(): Promise<void> {
    const term = this.#term;
    if (term === undefined) return;
    this.#term = undefined;
    term.ended.abort();
    term.held.end();
    await term.followers;
    await this.ports.index.release(term.lease);
  }

  /** Starts again from an empty index if the log is not the one that the checkpoints were taken from. */
  async #continuous(checkpoints: readonly IndexCheckpoint[]): Promise<readonly IndexCheckpoint[]> {
    for (const checkpoint of checkpoints) {
      const { kind } = await verifyContinuity(this.ports.log, checkpoint);
      if (kind === 'ok') continue;
      await this.ports.index.clear();
      return [];
    }
    return checkpoints;
  }

  async #follow(term: Term, checkpoints: readonly IndexCheckpoint[], incarnation: string): Promise<void> {
    const { log, index, notePauseMs = NOTE_PAUSE_MS, onProblem } = this.ports;
    let behind = log.partitions;
    const partitions = Array.from({ length: log.partitions }, (_, partition) => partition);
    const followed = partitions.map((partition) => {
      let notAgainBefore = 0;
      return log.subscribe({
        partition,
        after: checkpoints.find((one) => one.partition === partition)?.position,
        onCommits: async (batch) => {
          const waitMs = notAgainBefore - performance.now();
          if (batch.length < BACKLOG && waitMs > 0) await pause(waitMs, term.ended.signal);
          await this.#note(term, { partition, incarnation }, batch);
          notAgainBefore = performance.now() + notePauseMs;
        },
        onCaughtUp: () => {
          behind -= 1;
          if (behind === 0) index.markBuilt(term.lease).catch(onProblem);
        },
        signal: term.ended.signal,
      });
    });
    // One reader that ends ends the term: the next round continues all of them from their checkpoints.
    await Promise.all(
      followed.map((one) =>
        one.catch(onProblem).finally(() => {
          term.ended.abort();
        }),
      ),
    );
  }

  async #note(
    { lease, ended }: Term,
    of: Pick<IndexCheckpoint, 'partition' | 'incarnation'>,
    batch: readonly (StoredCommit | PoisonMessage)[],
  ): Promise<void> {
    const commits = batch.map((item) => ({
      assetId: item.assetId,
      position: item.position,
      storedAt: item.storedAt,
      waitMs: 'commit' in item && causesNothing(item.commit) ? IMPORT_WAIT_MS : 0,
    }));
    const last = batch.at(-1);
    const position = last?.position ?? START;
    const commitId = last === undefined ? undefined : 'commit' in last ? last.commit.id : last.commitId;
    if (!(await this.ports.index.note(lease, commits, { ...of, position, commitId }))) ended.abort();
  }

  async #indexDue({ ended }: Term): Promise<void> {
    const signal = AbortSignal.any([this.#stop.signal, ended.signal]);
    // A backlog is worked off without the pauses between rounds.
    for (let isFull = true; isFull && !signal.aborted;) {
      const items = await this.ports.index.due(ITEMS_A_PAGE);
      isFull = items.length === ITEMS_A_PAGE;
      await this.#indexAll([...items], signal);
    }
  }

  async #indexAll(items: PendingItem[], signal: AbortSignal): Promise<void> {
    let read: ReadItem[] = [];
    const write = async (): Promise<void> => {
      const together = read;
      read = [];
      if (together.length > 0) await this.#write(together);
    };
    const work = async (): Promise<void> => {
      for (let item = items.shift(); item !== undefined && !signal.aborted; item = items.shift()) {
        const one = await this.#read(item);
        if (one !== undefined) read.push(one);
        if (read.length >= ITEMS_A_WRITE || charactersOf(read) >= CHARACTERS_A_WRITE) await write();
      }
    };
    await Promise.all(Array.from({ length: ITEMS_AT_ONCE }, work));
    await write();
  }

  /** Returns the newest content of an item. One that cannot be read is tried again later. */
  async #read(item: PendingItem): Promise<ReadItem | undefined> {
    try {
      return await this.#load(item);
    } catch (error) {
      await this.#fail(item, error);
      return undefined;
    }
  }

  /** Writes the items together. If that fails, each half is written alone: one that cannot be written delays no other. */
  async #write(items: readonly ReadItem[]): Promise<void> {
    const { index, failpoint } = this.ports;
    try {
      await index.replaceAll(items);
    } catch (error) {
      const [first] = items;
      if (items.length === 1 && first !== undefined) await this.#fail(first, error);
      else for (const half of halvesOf(items)) await this.#write(half);
      return;
    }
    await failpoint('gateway.search-indexed');
  }

  async #fail({ assetId, attempts }: Pick<PendingItem, 'assetId' | 'attempts'>, error: unknown): Promise<void> {
    const code = codeOf(error) ?? kindOf(error) ?? 'unknown';
    this.ports.onFailure(assetId, code);
    await this.ports.index.fail(assetId, { code, retryMs: retryMs(attempts) });
  }

  async #load({ assetId, position, attempts }: PendingItem): Promise<ReadItem> {
    const { commands, artifacts, onFailure } = this.ports;
    const loaded = await commands.load(assetId);
    const revision = loaded?.revision ?? NO_REVISION;
    if (loaded === undefined || !isRevisionAtLeast(revision, parseRevision(position)))
      throw new OldCopyError('The log that was read does not have the newest commit yet');
    const { entry, problem } = await readEntry(loaded, artifacts);
    if (problem !== undefined) onFailure(assetId, problem);
    const failure = problem === undefined ? undefined : { code: problem, retryMs: retryMs(attempts) };
    return { assetId, revision, entry, failure, attempts };
  }
}
