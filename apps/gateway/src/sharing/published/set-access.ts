import type { Artifact } from '@throughline/contracts';
import { limitEntries } from '@throughline/service-kit';
import { LRUCache } from 'lru-cache';
import { Problem } from '../../kit/http/problems/problem.js';
import { assertNotLimited, type RateLimiter } from '../../kit/http/requests/rate-limit.js';
import { hashOf, mayChange, type UserStore } from '../../people/index.js';
import { isOpenAt } from '../share-link.js';
import { refuseCode, type Strangers } from '../strangers.js';
import { findPublishedFiles, type PublishedRecording } from './recording-files.js';
import { decisionOn, type SetRecordings } from './set-recordings.js';
import type { PublishedSetStore } from './published-set-store.js';
import { MAX_RECORDINGS, type PublishedSet, type SetKind } from './published-set.js';
import { SET_KIND_WORDS } from './set-kinds.js';

interface SetAccessPorts {
  readonly kind: SetKind;
  readonly store: PublishedSetStore;
  readonly users: Pick<UserStore, 'accessTo'>;
  readonly recordings: SetRecordings;
  readonly strangers: Strangers;
  /** Limits the fetches of a set by one address. */
  readonly visitors: Pick<RateLimiter, 'take'>;
  /** Limits the fetches of a set by everybody: each one reads its recordings, or a transcript. */
  readonly fetches: Pick<RateLimiter, 'take'>;
  readonly now: () => Date;
  readonly isOn: boolean;
}

export interface OpenedSet {
  readonly set: PublishedSet;
  readonly recordings: readonly PublishedRecording[];
}

type FoundRecording = PublishedRecording & Pick<OpenedSet, 'set'>;

const JOIN_EVERY_MS = 30_000;
const MAX_JOINED = 10_000;
const CODE = /^[A-Za-z0-9_-]{43}$/;
const RECORDING = /^[0-9A-Z]{26}$/;

/** Opens sets of one kind for people without an account. Every request checks the set and its recordings as they are now. */
export class SetAccess {
  /** When the recordings of a set joined last here. A forgotten set only joins earlier. */
  readonly #joined = new LRUCache<string, number>(limitEntries(MAX_JOINED));

  constructor(private readonly ports: SetAccessPorts) {}

  async open(code: string, address: string): Promise<OpenedSet> {
    const { store, recordings } = this.ports;
    const set = await this.require(code, address);
    this.#limit(set.id, address);
    if (!set.asksFirst && this.#isJoinDue(set)) await this.#join(set);
    const entries = await store.itemsOf(set.id, true, MAX_RECORDINGS);
    const found = await Promise.all(
      entries.map(async (entry) => {
        const item = await recordings.find(entry.itemId, set);
        const files = item && findPublishedFiles(item, set);
        return item === undefined || files === undefined ? [] : [{ entry, item, files }];
      }),
    );
    await store.countFetch(set.id);
    return { set, recordings: found.flat() };
  }

  /** Returns the set, or refuses with one answer for all reasons. */
  async require(code: string, address: string): Promise<PublishedSet> {
    return (await this.#find(code)) ?? this.#refuse(address);
  }

  /** Returns a listed recording, whose transcript is then read, or refuses with the answer for an unknown set. */
  async openTranscript(code: string, episodeId: string, address: string): Promise<PublishedRecording> {
    const found = (await this.#findRecording(code, episodeId)) ?? this.#refuse(address);
    this.#limit(`${found.set.id} transcripts`, address);
    return found;
  }

  /** Returns a file of a recording, or refuses with the answer for an unknown set. */
  async openFile(code: string, episodeId: string, name: string, address: string): Promise<Artifact> {
    return (await this.findFile(code, episodeId, name)) ?? this.#refuse(address);
  }

  /** Returns a file of a recording as it is now; undefined if the set opens it no more. */
  async findFile(code: string, episodeId: string, name: string): Promise<Artifact | undefined> {
    const found = await this.#findRecording(code, episodeId);
    return found && [found.files.media, ...found.files.transcripts].find((file) => file.name === name);
  }

  async #findRecording(code: string, episodeId: string): Promise<FoundRecording | undefined> {
    const set = RECORDING.test(episodeId) ? await this.#find(code) : undefined;
    const entry = set && (await this.ports.store.findEpisode(set.id, episodeId));
    if (set === undefined || entry?.isListed !== true) return undefined;
    const item = await this.ports.recordings.find(entry.itemId, set);
    const files = item && findPublishedFiles(item, set);
    return item && files && { set, entry, item, files };
  }

  #isJoinDue({ id }: PublishedSet): boolean {
    const now = this.ports.now().getTime();
    const last = this.#joined.get(id);
    // The clock may have been set back.
    if (last !== undefined && last <= now && now - last < JOIN_EVERY_MS) return false;
    this.#joined.set(id, now);
    return true;
  }

  /** Lists recordings that have become ready since the last time. */
  async #join(set: PublishedSet): Promise<void> {
    const { store, recordings } = this.ports;
    const items = await recordings.newest(set);
    const decided = await store.decidedAmong(
      set.id,
      items.map(({ id }) => id),
    );
    const joining = items.filter(({ id }) => !decided.has(id)).map((item) => decisionOn(item, true, undefined));
    await store.join(set.id, joining);
  }

  async #find(code: string): Promise<PublishedSet | undefined> {
    const { kind, store, users, now, isOn } = this.ports;
    const set = CODE.test(code) ? await store.findByHash(hashOf(code)) : undefined;
    if (set?.kind !== kind || !isOn || !isOpenAt(set, now())) return undefined;
    return mayChange(await users.accessTo(set.libraryId, set.madeBy)) ? set : undefined;
  }

  /** The address comes first: a visitor who is refused takes nothing from the others. */
  #limit(key: string, address: string): void {
    assertNotLimited(this.ports.visitors.take(`${key} ${address}`));
    assertNotLimited(this.ports.fetches.take(key));
  }

  #refuse(address: string): never {
    refuseCode(this.ports.strangers, address, new Problem(SET_KIND_WORDS[this.ports.kind].notValid));
  }
}
