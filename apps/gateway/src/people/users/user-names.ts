import type { UserStore } from './user-store.js';

export type IdReplacer = (text: string) => string;

/** The same number of characters as in logs (USR-08). */
const SHOWN = 8;
const describeUnknownUser = (id: string): string => `an unknown user (${id.slice(0, SHOWN)})`;

/** A cache of users' names. Names never change, and disabled users keep theirs. */
export class UserNames {
  readonly #names = new Map<string, string>();

  constructor(
    private readonly store: Pick<UserStore, 'namesOf'>,
    private readonly onProblem: (error: unknown) => void,
  ) {}

  /** Loads missing names. An error leaves them unknown, because an answer must not wait for names. */
  async learn(ids: Iterable<string>): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !this.#names.has(id));
    if (missing.length === 0) return;
    const found = await this.store.namesOf(missing).catch((error: unknown): ReadonlyMap<string, string> => {
      this.onProblem(error);
      return new Map();
    });
    for (const [id, name] of found) this.#names.set(id, name);
  }

  known(id: string): string | undefined {
    return this.#names.get(id);
  }

  /** Returns a function that replaces these users' ids in a text by their names. */
  async teller(ids: Iterable<string>): Promise<IdReplacer> {
    const all = [...new Set(ids)];
    await this.learn(all);
    return (text) => all.reduce((told, id) => told.replaceAll(id, this.known(id) ?? describeUnknownUser(id)), text);
  }
}
