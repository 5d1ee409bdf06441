import { ulid } from 'ulid';
import type { AdministrationLog, ChangeRecord } from '../../../people/administration-log/index.js';
import { grants, scopesOf, type Principal } from '../../../kit/http/access.js';
import { invalid, notFound, Problem } from '../../../kit/http/problems/problem.js';
import { hasValue } from '../../../kit/http/requests/has-value.js';
import {
  endAccess,
  FIRST_USER,
  requireFreshSession,
  type Authenticator,
  type LibraryStore,
  type SessionStore,
  type TokenStore,
  type UserStore,
} from '../../../people/index.js';
import { countAccount, type CountPorts } from './account-counts.js';
import type { AccountDeletion } from './account-deletion.js';
import type { DeletionRunner } from './deletion-runner.js';
import type { DeletionStore } from './deletion-store.js';
import { REMAINS, type DeleteAccountBody, type DeletionPreview } from './deletion.dto.js';
import { readLibraryFacts } from './library-facts.js';
import { decidePlan, needsChoice, type LibraryChoice, type LibraryPlan } from './plan.js';

export interface DeletionsPorts extends CountPorts {
  readonly store: DeletionStore;
  readonly users: UserStore;
  readonly libraries: Pick<LibraryStore, 'members'>;
  readonly tokens: TokenStore;
  readonly sessions: SessionStore;
  readonly runner: Pick<DeletionRunner, 'resume'>;
  readonly authenticator: Pick<Authenticator, 'forgetUser'>;
  readonly log: AdministrationLog;
  readonly now: () => Date;
}

/** During this time an administrator can cancel a deletion. */
export const WAIT_MS = 7 * 24 * 3_600_000;

type Account = NonNullable<Awaited<ReturnType<UserStore['find']>>>;

const choicesOf = ({ libraries }: DeleteAccountBody): readonly LibraryChoice[] =>
  (libraries ?? []).map(({ id, action, to }) => ({ library: id, action, to: hasValue(to) ? to : undefined }));

/** The deletion of accounts, by their users and by administrators. */
export class Deletions {
  constructor(private readonly ports: DeletionsPorts) {}

  /**
   * A token that may write in the personal library can make a sign-in link, so it may also delete the account. A sign-in has to
   * be recent.
   */
  async requireOwnRight(by: Principal): Promise<void> {
    const { userId, ownerId, user, scopes, serverScopes, credential } = by;
    if (credential.kind === 'token') {
      if (!grants(scopes, 'write') || ownerId !== userId)
        throw new Problem('forbidden', {
          detail: "With a token, this needs the scope 'write', and one that works in your own library.",
        });
      return;
    }
    if (serverScopes.length < scopesOf(user.role).length)
      throw new Problem('forbidden', { detail: 'This sign-in has fewer rights than your role.' });
    await requireFreshSession(this.ports, by);
  }

  async preview(userId: string, body: DeleteAccountBody): Promise<DeletionPreview> {
    const user = await this.#requireDeletable(userId);
    const facts = await readLibraryFacts(this.ports, userId);
    if (hasValue(body.libraries)) this.#decide(facts, body);
    const names = new Map(user.libraries.map(({ id, name }) => [id, name]));
    const libraries = facts.map(async (library) => {
      const { id, isPersonal, role, otherMembers } = library;
      const members = (await this.ports.libraries.members(id)).filter((one) => otherMembers.includes(one.userId));
      return {
        id,
        name: names.get(id) ?? '',
        personal: isPersonal,
        role,
        needs_choice: needsChoice(library),
        items: await this.ports.accountItems.count([id]),
        members: isPersonal ? [] : members.map(({ userId: member, name }) => ({ id: member, name })),
      };
    });
    return {
      dry_run: true,
      user: { id: user.id, name: user.name },
      libraries: await Promise.all(libraries),
      counts: await this.#count(userId, facts),
      remains: REMAINS,
    };
  }

  /** Disables the account at once. A request for a deletion that is not done replaces its choices and its start. */
  async start(by: Principal, userId: string, body: DeleteAccountBody): Promise<AccountDeletion> {
    const user = await this.#requireDeletable(userId);
    if (body.confirm !== user.name) throw invalid([{ pointer: '/confirm', message: 'must be the name of the user' }]);
    const facts = await readLibraryFacts(this.ports, userId);
    const request = {
      id: ulid(),
      userId,
      requestedBy: by.userId,
      plan: this.#decide(facts, body),
      counts: await this.#count(userId, facts),
      waitMs: body.immediately === true ? 0 : WAIT_MS,
    };
    const { authenticator, log, runner, sessions, store, tokens, users } = this.ports;
    let ended: readonly ChangeRecord[] = [];
    const started = await log.change(
      async () => {
        const disabled = await users.change(userId, { disabled: true, isDeleting: true });
        if (disabled.kind !== 'changed') return disabled.kind;
        const deletion = await store.request(request);
        ended = await endAccess({ tokens, sessions }, user);
        return deletion ?? 'absent';
      },
      (deletion) =>
        typeof deletion === 'object' && [
          { kind: 'user.deletion_requested', subject: { type: 'user', id: userId, name: user.name } },
          ...ended,
        ],
    );
    authenticator.forgetUser(userId);
    if (started === 'last-admin') throw new Problem('last-admin');
    if (typeof started === 'string') throw notFound();
    void runner.resume();
    return started;
  }

  async find(userId: string): Promise<AccountDeletion> {
    const found = await this.ports.store.find(userId);
    if (found === undefined) throw notFound();
    return found;
  }

  list(): Promise<readonly AccountDeletion[]> {
    return this.ports.store.list();
  }

  /** Enables the account again. */
  async cancel(userId: string): Promise<void> {
    await this.find(userId);
    const { log, store, users } = this.ports;
    const isCancelled = await log.change(
      async () => {
        if (!(await store.cancel(userId))) return false;
        const changed = await users.change(userId, { disabled: false, isDeleting: false });
        return changed.kind === 'changed' && changed.user;
      },
      (user) => user && { kind: 'user.deletion_cancelled', subject: { type: 'user', id: userId, name: user.name } },
    );
    if (isCancelled === false) throw new Problem('deletion-started');
  }

  /** The store refuses the last administrator too, but a preview must say it. */
  async #requireDeletable(userId: string): Promise<Account> {
    const user = await this.ports.users.find(userId);
    if (user === undefined) throw notFound();
    if (user.name === FIRST_USER) throw new Problem('first-user');
    const admins = (await this.ports.users.list()).filter(({ role, disabledAt }) => role === 'admin' && disabledAt === undefined);
    if (admins.length === 1 && admins[0]?.id === userId) throw new Problem('last-admin');
    return user;
  }

  #decide(facts: Parameters<typeof decidePlan>[0], body: DeleteAccountBody): readonly LibraryPlan[] {
    const decided = decidePlan(facts, choicesOf(body));
    if ('problems' in decided) throw invalid(decided.problems);
    return decided.plan;
  }

  #count(userId: string, facts: Parameters<typeof decidePlan>[0]): ReturnType<typeof countAccount> {
    const ids = facts.filter(needsChoice).map(({ id }) => id);
    return countAccount(this.ports, userId, ids);
  }
}
