import type { AdministrationLogStore, EntryQuery } from '../people/administration-log/administration-log-store.js';
import { OWN_SUBJECTS, type Entry, type NewEntry } from '../people/administration-log/entry.js';

const RETENTION_YEARS = 2;

export class MemoryAdministrationLogStore implements AdministrationLogStore {
  #entries: Entry[] = [];
  #appended = 0;

  constructor(private readonly now: () => Date = () => new Date()) {}

  async append<T>(change: () => Promise<T>, entriesOf: (result: T) => readonly NewEntry[]): Promise<T> {
    const result = await change();
    for (const entry of entriesOf(result)) {
      this.#appended += 1;
      // Like a column: a JSON copy without undefined values, and no reference to an object of the caller.
      const changes = JSON.parse(JSON.stringify(entry.changes)) as Entry['changes'];
      this.#entries.push({ ...entry, changes, id: String(this.#appended), at: this.now().toISOString() });
    }
    return result;
  }

  list({ limit, ...query }: EntryQuery): Promise<readonly Entry[]> {
    const found = this.#entries.filter((entry) => isWanted(entry, query)).reverse();
    return Promise.resolve(found.slice(0, limit));
  }

  forgetUser(userId: string, endedLibraries: readonly string[]): Promise<void> {
    const isEnded = (id: string | undefined): boolean => id !== undefined && endedLibraries.includes(id);
    const isForgotten = ({ actor, subject, libraryId }: Entry): boolean =>
      isEnded(libraryId) ||
      (subject.type === 'user' && subject.id === userId) ||
      (subject.type === 'library' && isEnded(subject.id)) ||
      (actor.id === userId && OWN_SUBJECTS.includes(subject.type));
    this.#entries = this.#entries.map((entry) => ({
      ...entry,
      ...(entry.actor.id === userId && {
        actor: { ...entry.actor, name: undefined },
        address: undefined,
        credential: withoutName(entry.credential),
      }),
      ...(isForgotten(entry) && { subject: { ...entry.subject, name: undefined } }),
    }));
    return Promise.resolve();
  }

  removeExpired(): Promise<number> {
    const before = this.#entries.length;
    const end = new Date(this.now());
    end.setUTCFullYear(end.getUTCFullYear() - RETENTION_YEARS);
    this.#entries = this.#entries.filter(({ at }) => at >= end.toISOString());
    return Promise.resolve(before - this.#entries.length);
  }
}

const withoutName = (credential: Entry['credential']): Entry['credential'] =>
  credential === undefined ? undefined : { kind: credential.kind, id: credential.id };

function isWanted(entry: Entry, { libraryId, actor, kind, subject, from, until, before }: Omit<EntryQuery, 'limit'>): boolean {
  const is = (wanted: string | undefined, ...values: readonly (string | undefined)[]): boolean =>
    wanted === undefined || values.includes(wanted);
  const at = Date.parse(entry.at);
  return (
    is(libraryId, entry.libraryId) &&
    is(actor, entry.actor.id, entry.actor.name) &&
    is(kind, entry.kind, entry.kind.split('.')[0]) &&
    is(subject, entry.subject.id, entry.subject.name) &&
    (from === undefined || at >= Date.parse(from)) &&
    (until === undefined || at < Date.parse(until)) &&
    (before === undefined || BigInt(entry.id) < BigInt(before))
  );
}
