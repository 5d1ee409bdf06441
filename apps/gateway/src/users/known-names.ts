import type { UserStore } from './user-store.js';

/** Says of users in a text who they are. */
export type Teller = (text: string) => string;

/** As logs show ids (USR-08). */
const SHOWN = 8;
const unnamed = (id: string): string => `somebody whose name is not known here any more (${id.slice(0, SHOWN)})`;

/** Names of users. A name is given once and for all, so what was read once holds; who is disabled keeps it. */
export class KnownNames {
  readonly #names = new Map<string, string>();

  constructor(
    private readonly store: Pick<UserStore, 'namesOf'>,
    private readonly onProblem: (error: unknown) => void,
  ) {}

  /** What is told must not wait for a name that cannot be read now. */
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

  /** The log knows ids alone: of each of these users the name is told in its place. */
  async teller(ids: Iterable<string>): Promise<Teller> {
    const all = [...new Set(ids)];
    await this.learn(all);
    return (text) => all.reduce((told, id) => told.replaceAll(id, this.known(id) ?? unnamed(id)), text);
  }
}
