import { isValid } from 'ulid';
import type { FailedSignIns } from '../people/administration-log/index.js';
import { Problem } from '../kit/http/problems/problem.js';
import type { ItemSnapshot } from '../items/index.js';
import { hashOf, mayChange, type SignInAttempts, type UserStore } from '../people/index.js';
import type { LinkedItems } from './linked-items.js';
import { isPassword } from './share-password.js';
import type { ShareLinkStore } from './share-link-store.js';
import { isOpenAt, type ShareLink } from './share-link.js';
import { refuseCode, type Strangers } from './strangers.js';

interface SharedAccessPorts {
  readonly store: ShareLinkStore;
  readonly users: Pick<UserStore, 'accessTo'>;
  readonly items: Pick<LinkedItems, 'find'>;
  readonly strangers: Strangers;
  readonly attempts: Pick<SignInAttempts, 'check' | 'fail'>;
  readonly failed: Pick<FailedSignIns, 'add'>;
  readonly now: () => Date;
  readonly isOn: boolean;
}

export interface OpenedLink {
  readonly link: ShareLink;
  readonly item: ItemSnapshot;
}

/** One answer for all reasons: a stranger must not learn that an item was shared once. */
export const sharedNotFound = (): Problem => new Problem('share-link-not-valid');

/** Opens links for people without an account. */
export class SharedAccess {
  constructor(private readonly ports: SharedAccessPorts) {}

  /** Opens a link by its code. Limits guesses of codes by address, and guesses of a password by address and link. */
  async open(code: string, password: string | undefined, address: string): Promise<OpenedLink> {
    const { store, strangers, attempts } = this.ports;
    const opened = await this.#check(await store.findByHash(hashOf(code)));
    if (opened === undefined) refuseCode(strangers, address, sharedNotFound());
    const { id, passwordHash } = opened.link;
    if (passwordHash !== undefined) {
      if (password === undefined) throw new Problem('share-password');
      await attempts.check({ address, userId: id });
      if (!(await isPassword(password, passwordHash))) {
        await this.#refusePassword({ address, userId: id });
        throw new Problem('share-password', { detail: 'This is not the password of the link.' });
      }
      // Simultaneous guesses have all passed the first check: one that is right must not succeed after the limit.
      await attempts.check({ address, userId: id });
    }
    await store.countOpening(id);
    return opened;
  }

  /** Returns the link and its item as they are now; undefined if the link opens nothing any more. */
  async find(id: string): Promise<OpenedLink | undefined> {
    return isValid(id) ? this.#check(await this.ports.store.find(id)) : undefined;
  }

  async #refusePassword(attempt: { address: string; userId: string }): Promise<void> {
    const { attempts, failed } = this.ports;
    failed.add({ address: attempt.address, method: 'share_link' });
    await attempts.check(attempt);
    await attempts.fail(attempt);
  }

  async #check(link: ShareLink | undefined): Promise<OpenedLink | undefined> {
    const { users, items, now, isOn } = this.ports;
    if (link === undefined || !isOn || !isOpenAt(link, now())) return undefined;
    if (!mayChange(await users.accessTo(link.libraryId, link.madeBy))) return undefined;
    const item = await items.find(link);
    return typeof item === 'string' ? undefined : { link, item };
  }
}
