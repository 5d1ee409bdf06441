import { isValid, ulid } from 'ulid';
import { Problem, invalid, notFound } from '../../kit/http/problems/problem.js';
import { hasMatchingTag } from '../../kit/http/requests/if-match.js';
import { hasValue } from '../../kit/http/requests/has-value.js';
import type { AdministrationLog, ChangeRecord } from '../administration-log/index.js';
import type { LibraryRole, Principal, Role } from '../../kit/http/access.js';
import { findVisibleLibrary } from '../libraries/library-rights.js';
import type { LibraryStore } from '../libraries/library-store.js';
import type { SessionStore } from '../sign-in/session-store.js';
import type { Authenticator } from '../tokens/authenticator.js';
import type { TokenStore } from '../tokens/token-store.js';
import { endAccess } from './end-access.js';
import { etagOf, type User, type UserChange } from './user.js';
import { recordChangedUser, recordNewUser } from './user-records.js';
import type { UserChangeResult, UserStore } from './user-store.js';
import type { ChangeUser, CreateUser } from './users.dto.js';

export interface UserUpdate {
  readonly body: ChangeUser;
  readonly ifMatch: string | undefined;
}

/** Returns the role in a library that lets a user do the same as the role on the server. */
const memberRoleOf = (role: Role): LibraryRole => (role === 'viewer' ? 'viewer' : 'operator');

interface UsersPorts {
  readonly users: UserStore;
  readonly libraries: Pick<LibraryStore, 'addMember'>;
  readonly tokens: Pick<TokenStore, 'revokeAll' | 'revokeMadeBy'>;
  readonly sessions: Pick<SessionStore, 'revokeAll'>;
  readonly authenticator: Pick<Authenticator, 'forgetUser'>;
  readonly log: AdministrationLog;
}

export class Users {
  constructor(private readonly ports: UsersPorts) {}

  list(): Promise<readonly User[]> {
    return this.ports.users.list();
  }

  async find(id: string): Promise<User> {
    const user = isValid(id) ? await this.ports.users.find(id) : undefined;
    if (user === undefined) throw notFound();
    return user;
  }

  async add(by: Principal, { name, role, library }: CreateUser): Promise<User> {
    const joined = hasValue(library) ? await this.#ownLibrary(by, library) : undefined;
    const joins = joined === undefined ? {} : { joins: { libraryId: joined, role: memberRoleOf(role) } };
    const { log, users } = this.ports;
    const added = await log.change(
      () => users.add({ id: ulid(), name, role, ...joins }),
      (user) => user && recordNewUser(user),
    );
    if (added === undefined) throw new Problem('name-taken');
    return added;
  }

  /**
   * Changes a user. A lower role or disabling takes effect here at once, and on other gateways within seconds, for all existing
   * credentials. Disabling ends them for good.
   */
  async change(by: Principal, id: string, { body, ifMatch }: UserUpdate): Promise<User> {
    const user = await this.find(id);
    if (ifMatch === undefined) throw new Problem('precondition-required');
    if (body.disabled === false && user.deletionRequestedAt !== undefined) throw new Problem('user-being-deleted');
    const change = await this.#changeOf(by, user, body);
    const changed = await this.#write(id, change, (present) => hasMatchingTag(ifMatch, etagOf(present)));
    this.ports.authenticator.forgetUser(id);
    if (changed.kind === 'absent') throw notFound();
    if (changed.kind === 'other') throw new Problem('user-changed');
    if (changed.kind === 'last-admin') throw new Problem('last-admin');
    return changed.user;
  }

  async #write(id: string, change: UserChange, isMeant: (user: User) => boolean): Promise<UserChangeResult> {
    const { libraries, log, users } = this.ports;
    const { libraryId = id } = change;
    let before: User | undefined;
    let ended: readonly ChangeRecord[] = [];
    return log.change(
      async () => {
        const changed = await users.change(id, change, (user) => {
          before = user;
          return isMeant(user);
        });
        if (changed.kind === 'changed' && change.disabled === true) ended = await endAccess(this.ports, changed.user);
        if (changed.kind !== 'changed' || libraryId === id) return changed;
        await libraries.addMember(libraryId, id, memberRoleOf(changed.user.role));
        return { kind: 'changed', user: (await users.find(id)) ?? changed.user };
      },
      (changed) => changed.kind === 'changed' && before !== undefined && [...recordChangedUser(before, changed.user), ...ended],
    );
  }

  async #changeOf(by: Principal, user: User, { role, library, disabled }: ChangeUser): Promise<UserChange> {
    return {
      ...(hasValue(role) ? { role } : {}),
      ...(hasValue(library) ? { libraryId: await this.#joinedLibrary(by, user, library) } : {}),
      ...(hasValue(disabled) ? { disabled } : {}),
    };
  }

  /** Returns the library that a changed user starts in: the own one, or one that the administrator owns. */
  async #joinedLibrary(by: Principal, user: User, name: string): Promise<string> {
    return name === user.name ? user.id : this.#ownLibrary(by, name);
  }

  /** An administrator gives access to no library but the own ones. */
  async #ownLibrary(by: Principal, name: string): Promise<string> {
    const owner = await this.ports.users.findByName(name);
    const library = owner && findVisibleLibrary(by, owner.id);
    if (library?.role !== 'owner')
      throw invalid([{ pointer: '/library', message: 'must be the name of a user whose library you own' }]);
    return library.id;
  }
}
