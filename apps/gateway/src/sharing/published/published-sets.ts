import { isValid, ulid } from 'ulid';
import { changesOf, type AdministrationLog, type ChangeRecord } from '../../people/administration-log/index.js';
import type { Principal } from '../../kit/http/access.js';
import { notFound, Problem } from '../../kit/http/problems/problem.js';
import { hashOf, mayChange, newSecret, type UserNames, type UserStore } from '../../people/index.js';
import { isOpenAt, stateOf, type LinkState } from '../share-link.js';
import { decisionOn, type SetRecordings } from './set-recordings.js';
import type { SetChange, PublishedSetStore } from './published-set-store.js';
import { MAX_LISTED, MAX_OPEN_SETS, type PublishedSet, type SetKind, type SetSettings } from './published-set.js';
import { originChangesOf } from './origin-changes.js';
import { recordOf, SET_KIND_WORDS } from './set-kinds.js';

interface PublishedSetsPorts {
  readonly kind: SetKind;
  readonly store: PublishedSetStore;
  readonly users: Pick<UserStore, 'accessTo'>;
  readonly names: Pick<UserNames, 'learn' | 'known'>;
  readonly recordings: SetRecordings;
  readonly log: AdministrationLog;
  readonly now: () => Date;
  /** False if the operator has switched sharing off. */
  readonly isOn: boolean;
}

/** A set with its state at this moment, and the names of users. */
export type ListedSet = PublishedSet & {
  readonly state: LinkState;
  readonly madeByName: string | undefined;
  readonly revokedByName: string | undefined;
};

/** A set with the code in its address, which is returned only when it is made. */
export interface SetWithCode {
  readonly set: ListedSet;
  readonly code: string;
}

const settingsOf = ({ title, description, language, media, asksFirst, origins, expiresAt }: SetSettings): SetSettings => ({
  ...{ title, description, language, media, asksFirst, origins, expiresAt },
});

/** Settings whose values the administration log shows. Of the others it says only that they have changed. */
const SHOWN = ['language', 'media', 'expires_at'];

function recordOfChange({ before, after }: SetChange): ChangeRecord | false {
  const shownOf = ({ asksFirst, expiresAt, origins: _origins, ...others }: SetSettings): object => ({
    ...others,
    ask_first: asksFirst,
    expires_at: expiresAt,
  });
  const changes = {
    ...changesOf(shownOf(settingsOf(before)), shownOf(settingsOf(after)), SHOWN),
    ...originChangesOf(before.origins, after.origins),
  };
  return Object.keys(changes).length > 0 && recordOf('changed', after, changes);
}

/** The sets of one kind in a library, for people who may change the library. */
export class PublishedSets {
  constructor(private readonly ports: PublishedSetsPorts) {}

  /** Makes a set of the recordings that are ready now. */
  async add(by: Principal, tag: string | undefined, settings: SetSettings): Promise<SetWithCode> {
    const { kind, store, recordings, log, isOn } = this.ports;
    if (!isOn) throw new Problem('sharing-off');
    const code = newSecret();
    const set = { id: ulid(), kind, hash: hashOf(code), libraryId: by.ownerId, tag, madeBy: by.userId, ...settings };
    const items = (await recordings.newest(set)).map((item) => decisionOn(item, true, by.userId));
    const added = await log.change(
      () => store.add(set, items, MAX_OPEN_SETS),
      (one) => typeof one === 'object' && recordOf('created', one, originChangesOf([], one.origins)),
    );
    if (added === 'too-many') throw this.#tooMany();
    return { set: await this.#shown(added), code };
  }

  async list({ ownerId: libraryId }: Principal): Promise<readonly ListedSet[]> {
    return this.#listed(await this.ports.store.list({ libraryId, kind: this.ports.kind }, MAX_LISTED));
  }

  async read(by: Principal, id: string): Promise<ListedSet> {
    return this.#shown(await this.require(by, id));
  }

  /** `read` may refuse the change. A set of another library is unknown, whatever is wrong with the change. */
  async change(by: Principal, id: string, read: () => Partial<SetSettings>): Promise<ListedSet> {
    const set = await this.require(by, id);
    const change = read();
    const changed = await this.ports.log.change(
      () => this.ports.store.change(set, change, MAX_OPEN_SETS),
      (done) => typeof done === 'object' && recordOfChange(done),
    );
    if (changed === 'too-many') throw this.#tooMany();
    return this.#shown((changed ?? this.#ended()).after);
  }

  /** Gives a set another address. The earlier one opens nothing from the next request on. */
  async renew(by: Principal, id: string): Promise<SetWithCode> {
    const set = await this.requireOpen(by, id);
    if (!this.ports.isOn) throw new Problem('sharing-off');
    const code = newSecret();
    const renewed = await this.ports.log.change(
      () => this.ports.store.renew(set, hashOf(code)),
      (after) => after !== undefined && recordOf('address_renewed', after),
    );
    return { set: await this.#shown(renewed ?? this.#ended()), code };
  }

  async revoke({ ownerId: libraryId, userId: by }: Principal, id: string): Promise<void> {
    if (!isValid(id)) throw notFound();
    const revocation = await this.ports.log.change(
      () => this.ports.store.revoke({ libraryId, kind: this.ports.kind, id, by }),
      (done) => typeof done === 'object' && recordOf('revoked', done),
    );
    if (revocation === 'absent') throw notFound();
  }

  async require({ ownerId: libraryId }: Principal, id: string): Promise<PublishedSet> {
    const set = isValid(id) ? await this.ports.store.find(id) : undefined;
    if (set?.libraryId !== libraryId || set.kind !== this.ports.kind) throw notFound();
    return set;
  }

  async requireOpen(by: Principal, id: string): Promise<PublishedSet> {
    const set = await this.require(by, id);
    return isOpenAt(set, this.ports.now()) ? set : this.#ended();
  }

  async #shown(set: PublishedSet): Promise<ListedSet> {
    return (await this.#listed([set]))[0] as ListedSet;
  }

  async #listed(sets: readonly PublishedSet[]): Promise<readonly ListedSet[]> {
    const { names, users, now, isOn } = this.ports;
    await names.learn(sets.flatMap(({ madeBy, revokedBy }) => [madeBy, ...(revokedBy === undefined ? [] : [revokedBy])]));
    const allowed = new Map<string, boolean>();
    for (const { libraryId, madeBy } of sets)
      if (!allowed.has(madeBy)) allowed.set(madeBy, mayChange(await users.accessTo(libraryId, madeBy)));
    return sets.map((set) => ({
      ...set,
      state: stateOf(set, { now: now(), isOn, isMakerAllowed: allowed.get(set.madeBy) === true }),
      madeByName: names.known(set.madeBy),
      revokedByName: set.revokedBy === undefined ? undefined : names.known(set.revokedBy),
    }));
  }

  #tooMany(): Problem {
    return new Problem(SET_KIND_WORDS[this.ports.kind].tooMany);
  }

  #ended(): never {
    throw new Problem(SET_KIND_WORDS[this.ports.kind].ended);
  }
}
