import { limitEntries } from '@throughline/service-kit';
import { LRUCache } from 'lru-cache';
import type { UserStore } from './user-store.js';
import { SHOWN } from './user.js';

export type IdReplacer = (text: string) => string;

/** A gateway shows the name of a deleted user at most this long. */
const CACHED_MS = 60_000;
/** Older names are loaded again while they are still known, so that none expires between `learn` and its rendering. */
const FRESH_MS = CACHED_MS / 2;
const MOST = 10_000;

const describeUnknownUser = (id: string): string => `an unknown user (${id.slice(0, SHOWN)})`;

/** A short-lived cache of users' names. Names change only when an account is deleted. */
export class UserNames {
  readonly #names = new LRUCache<string, string>({ ...limitEntries(MOST), ttl: CACHED_MS, ttlResolution: 0 });

  constructor(
    private readonly store: Pick<UserStore, 'namesOf'>,
    private readonly onProblem: (error: unknown) => void,
  ) {}

  /** Loads missing and older names. An error leaves them as they are, because an answer must not wait for names. */
  async learn(ids: Iterable<string>): Promise<void> {
    const wanted = [...new Set(ids)].filter((id) => this.#names.getRemainingTTL(id) <= CACHED_MS - FRESH_MS);
    if (wanted.length === 0) return;
    try {
      const found = await this.store.namesOf(wanted);
      for (const id of wanted) this.#keep(id, found.get(id));
    } catch (error) {
      this.onProblem(error);
    }
  }

  /** Drops the name of a user whose account was deleted. */
  forget(id: string): void {
    this.#names.delete(id);
  }

  known(id: string): string | undefined {
    return this.#names.get(id);
  }

  #keep(id: string, name: string | undefined): void {
    if (name === undefined) this.#names.delete(id);
    else this.#names.set(id, name);
  }

  /** Returns a function that replaces these users' ids in a text by their names. */
  async replacer(ids: Iterable<string>): Promise<IdReplacer> {
    const all = [...new Set(ids)];
    await this.learn(all);
    return (text) => all.reduce((replaced, id) => replaced.replaceAll(id, this.known(id) ?? describeUnknownUser(id)), text);
  }
}
