import { isValid, ulid } from 'ulid';
import { Problem, invalid, notFound } from '../../http/problems/problem.js';
import { hasMatchingTag } from '../../http/requests/if-match.js';
import { hasValue } from '../../http/requests/has-value.js';
import type { Authenticator } from '../tokens/authenticator.js';
import { etagOf, type User } from './user.js';
import type { UserStore } from './user-store.js';
import type { ChangeUser, CreateUser } from './users.dto.js';

export class Users {
  constructor(
    private readonly store: UserStore,
    private readonly authenticator: Pick<Authenticator, 'forgetUser'>,
  ) {}

  list(): Promise<readonly User[]> {
    return this.store.list();
  }

  async find(id: string): Promise<User> {
    const user = isValid(id) ? await this.store.find(id) : undefined;
    if (user === undefined) throw notFound();
    return user;
  }

  async add({ name, role, library }: CreateUser): Promise<User> {
    const added = await this.store.add({ id: ulid(), name, role, ...(await this.#library(library)) });
    if (added === undefined) throw new Problem('name-taken');
    return added;
  }

  /**
   * Changes a user. A lower role or disabling takes effect here at once, and on other gateways within seconds, for all existing
   * credentials.
   */
  async change(id: string, { role, library, disabled }: ChangeUser, ifMatch: string | undefined): Promise<User> {
    await this.find(id);
    if (ifMatch === undefined) throw new Problem('precondition-required');
    const change = {
      ...(hasValue(role) ? { role } : {}),
      ...(await this.#library(library)),
      ...(hasValue(disabled) ? { disabled } : {}),
    };
    const changed = await this.store.change(id, change, (user) => hasMatchingTag(ifMatch, etagOf(user)));
    this.authenticator.forgetUser(id);
    if (changed.kind === 'absent') throw notFound();
    if (changed.kind === 'other') throw new Problem('user-changed');
    if (changed.kind === 'last-admin') throw new Problem('last-admin');
    return changed.user;
  }

  /** Sets the default of the library that the user works in. One word overwrites nothing else, so no version is compared. */
  async setDefaultLanguage(userId: string, libraryId: string, language: string | undefined): Promise<User> {
    await this.store.setDefaultLanguage(libraryId, language);
    // Forgets every user of the library.
    this.authenticator.forgetUser(libraryId);
    const user = await this.store.find(userId);
    if (user === undefined) throw notFound();
    return user;
  }

  async #library(name: string | null | undefined): Promise<{ libraryId?: string }> {
    if (!hasValue(name)) return {};
    const owner = await this.store.findByName(name);
    if (owner === undefined) throw invalid([{ pointer: '/library', message: 'must be the name of a user' }]);
    return { libraryId: owner.id };
  }
}
