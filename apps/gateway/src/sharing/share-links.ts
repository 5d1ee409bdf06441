import { isValid, ulid } from 'ulid';
import type { AdministrationLog, ChangeRecord } from '../people/administration-log/index.js';
import type { Principal } from '../kit/http/access.js';
import { toProblem } from '../kit/http/problems/from-error.js';
import { isUnreadableKind, notFound, Problem } from '../kit/http/problems/problem.js';
import { requireContent, type ItemQueries } from '../items/index.js';
import { hashOf, mayChange, newSecret, type UserNames, type UserStore } from '../people/index.js';
import type { LinkedItems } from './linked-items.js';
import type { SharePasswords } from './share-password.js';
import type { ShareLinkStore } from './share-link-store.js';
import {
  expiryAfter,
  MAX_LISTED,
  MAX_OPEN,
  stateOf,
  type Hindrance,
  type ShareLink,
  type ShareLinkState,
  type SharedKind,
} from './share-link.js';

interface ShareLinksPorts {
  readonly store: ShareLinkStore;
  readonly users: Pick<UserStore, 'accessTo'>;
  readonly names: Pick<UserNames, 'learn' | 'known'>;
  readonly items: Pick<LinkedItems, 'find'>;
  readonly log: AdministrationLog;
  readonly passwords: SharePasswords;
  readonly now: () => Date;
  /** False if the operator has switched sharing off. */
  readonly isOn: boolean;
}

export interface ShareRequest {
  readonly hours: number;
  readonly password: string | undefined;
  readonly download: boolean;
}

/** The item to share, and the reads of its kind. */
export interface SharedTarget {
  readonly id: string;
  readonly kind: SharedKind;
  readonly queries: Pick<ItemQueries, 'requireItem'>;
}

/** A link with its state at this moment, and the names of users. */
export type ListedShareLink = ShareLink & {
  readonly state: ShareLinkState;
  readonly madeByName: string | undefined;
  readonly revokedByName: string | undefined;
};

/** The title is what a person wrote, so no entry has it. */
const recordOf = (kind: ChangeRecord['kind'], link: ShareLink): ChangeRecord => ({
  kind,
  subject: { type: link.kind, id: link.itemId },
  libraryId: link.libraryId,
});

/** One item whose history cannot be read must not hide the links of the others. */
function whyUnreadable(error: unknown): Hindrance {
  if (isUnreadableKind(toProblem(error).code)) return 'unreadable';
  throw error;
}

/** The links to the items of a library, for people who may change the library. */
export class ShareLinks {
  constructor(private readonly ports: ShareLinksPorts) {}

  /** Makes a link. Its code opens the item to whoever has it, and is returned only here. */
  async add(
    by: Principal,
    { id: itemId, kind, queries }: SharedTarget,
    { hours, password, download }: ShareRequest,
  ): Promise<{ readonly link: ListedShareLink; readonly code: string }> {
    const { asset } = await queries.requireItem(by.ownerId, itemId);
    const { store, log, passwords, now, isOn } = this.ports;
    if (!isOn) throw new Problem('sharing-off');
    requireContent(asset);
    if (asset.deletedAt !== undefined) throw new Problem('not-shareable');
    const code = newSecret();
    const link = {
      id: ulid(),
      hash: hashOf(code),
      libraryId: by.ownerId,
      itemId,
      kind,
      download,
      madeBy: by.userId,
      passwordHash: password === undefined ? undefined : await passwords.hash(password),
      expiresAt: expiryAfter(hours, now()),
    };
    const added = await log.change(
      () => store.add(link, MAX_OPEN),
      (one) => typeof one === 'object' && recordOf('share_link.created', one),
    );
    if (added === 'too-many') throw new Problem('too-many-share-links');
    return { link: (await this.#describe([added]))[0] as ListedShareLink, code };
  }

  async list({ ownerId: libraryId }: Principal): Promise<readonly ListedShareLink[]> {
    return this.#listed(await this.ports.store.list({ libraryId }, MAX_LISTED));
  }

  async listOf({ ownerId: libraryId }: Principal, { id: itemId, queries }: SharedTarget): Promise<readonly ListedShareLink[]> {
    await queries.requireItem(libraryId, itemId);
    return this.#listed(await this.ports.store.list({ libraryId, itemId }, MAX_LISTED));
  }

  async revoke({ ownerId: libraryId, userId: by }: Principal, id: string): Promise<void> {
    if (!isValid(id)) throw notFound();
    const revocation = await this.ports.log.change(
      () => this.ports.store.revoke({ libraryId, id, by }),
      (done) => typeof done === 'object' && recordOf('share_link.revoked', done),
    );
    if (revocation === 'absent') throw notFound();
  }

  async #listed(links: readonly ShareLink[]): Promise<readonly ListedShareLink[]> {
    const described = await this.#describe(links);
    const hindrances = await this.#hindrancesOf(described.filter(({ state }) => state === 'open'));
    return described.map((link) => ({ ...link, state: hindrances.get(link.id) ?? link.state }));
  }

  /** Describes links to items that are there. */
  async #describe(links: readonly ShareLink[]): Promise<readonly ListedShareLink[]> {
    const { names, now, isOn } = this.ports;
    await names.learn(links.flatMap(({ madeBy, revokedBy }) => [madeBy, ...(revokedBy === undefined ? [] : [revokedBy])]));
    const pairs = new Map(links.map(({ libraryId, madeBy }) => [`${libraryId} ${madeBy}`, { libraryId, madeBy }]));
    const allowed = new Set<string>();
    for (const [key, { libraryId, madeBy }] of pairs)
      if (mayChange(await this.ports.users.accessTo(libraryId, madeBy))) allowed.add(key);
    return links.map((link) => ({
      ...link,
      state: stateOf(link, { now: now(), isOn, isMakerAllowed: allowed.has(`${link.libraryId} ${link.madeBy}`) }),
      madeByName: names.known(link.madeBy),
      revokedByName: link.revokedBy === undefined ? undefined : names.known(link.revokedBy),
    }));
  }

  /** Returns why links that would work open nothing. */
  async #hindrancesOf(links: readonly ShareLink[]): Promise<ReadonlyMap<string, Hindrance>> {
    const found = await Promise.all(
      links.map(async (link) => {
        const item = await this.ports.items.find(link).catch(whyUnreadable);
        return typeof item === 'string' ? [[link.id, item] as const] : [];
      }),
    );
    return new Map(found.flat());
  }
}
