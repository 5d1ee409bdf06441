import { isUuid, newId } from '@throughline/contracts';
import { changesOf, type AdministrationLog, type ChangeRecord } from '../administration-log/index.js';
import {
  grants,
  limitToLibrary,
  scopesOf,
  type LibraryAccess,
  type Principal,
  type Scope,
  type UserAccess,
} from '../../kit/http/access.js';
import { invalid, notFound, Problem } from '../../kit/http/problems/problem.js';
import { hasValue } from '../../kit/http/requests/has-value.js';
import { findVisibleLibrary, scopesInLibrary } from '../libraries/library-rights.js';
import type { User } from '../users/user.js';
import { subjectOfUser } from '../users/user-records.js';
import type { UserStore } from '../users/user-store.js';
import type { Authenticator } from './authenticator.js';
import type { TokenStore } from './token-store.js';
import { hashOf, newToken, type TokenRecord } from './token.js';
import { renderToken, type CreatedToken, type CreateToken, type CreateTokenForUser, type TokenAnswer } from './tokens.dto.js';

const DAY_MS = 24 * 60 * 60 * 1000;

const subjectOf = ({ id, name }: TokenRecord): ChangeRecord['subject'] => ({ type: 'token', id, name });
const FACTS = ['token_id', 'scopes', 'expires_at'];
const revocationOf = (token: TokenRecord): ChangeRecord => ({ kind: 'token.revoked', subject: subjectOf(token) });

/** The entry about a token of another user names that user, not the token: the deletion of the account removes names of subjects only. */
function creationOf(token: TokenRecord, user: UserAccess): ChangeRecord {
  const facts = { scopes: token.scopes, expires_at: token.expiresAt };
  return token.madeBy === undefined
    ? { kind: 'token.created', subject: subjectOf(token), changes: changesOf(undefined, facts, FACTS) }
    : {
        kind: 'token.created_for_user',
        subject: subjectOfUser(user),
        changes: changesOf(undefined, { token_id: token.id, ...facts }, FACTS),
      };
}

interface TokensPorts {
  readonly tokens: TokenStore;
  readonly users: Pick<UserStore, 'namesOf'>;
  readonly authenticator: Authenticator;
  readonly log: AdministrationLog;
  readonly now: () => Date;
}

type NewTokenBody = Pick<CreateToken, 'name' | 'scopes' | 'expires_in_days'>;

interface Recipient {
  readonly user: UserAccess;
  readonly library: LibraryAccess;
  /** The administrator, if the user does not make the token. */
  readonly maker?: UserAccess;
}

const scopesBeyond = (granted: readonly Scope[], scopes: readonly Scope[]): readonly Scope[] =>
  scopes.filter((scope) => !grants(granted, scope));

function requireRecipient(user: User): void {
  if (user.deletionRequestedAt !== undefined) throw new Problem('user-being-deleted');
  if (user.disabledAt !== undefined) throw new Problem('user-disabled');
  if (user.role === 'admin') throw new Problem('other-administrator');
}

export class Tokens {
  constructor(private readonly ports: TokensPorts) {}

  async list({ userId, user: { libraries } }: Principal): Promise<readonly TokenAnswer[]> {
    const tokens = await this.ports.tokens.list(userId);
    const ids = new Set(tokens.flatMap(({ madeBy }) => madeBy ?? []));
    const makers = ids.size === 0 ? new Map<string, string>() : await this.ports.users.namesOf([...ids]);
    return tokens.map((token) => renderToken(token, { libraries, makers }));
  }

  make(by: Principal, body: CreateToken): Promise<CreatedToken> {
    const library = hasValue(body.library_id) ? findVisibleLibrary(by, body.library_id) : by.user.library;
    if (library === undefined) throw invalid([{ pointer: '/library_id', message: 'must be one of your libraries' }]);
    const beyond = scopesBeyond(scopesInLibrary(by, library), body.scopes);
    // Otherwise a token with few rights could create one with all.
    if (beyond.length > 0)
      throw new Problem('forbidden', { detail: `A token cannot grant a scope that it does not have: ${beyond.join(', ')}.` });
    return this.#add({ user: by.user, library }, body);
  }

  /** Makes a token of another user, for an administrator. Its rights are at most those of the user (ADR 100). */
  makeFor(by: Principal, user: User, body: CreateTokenForUser): Promise<CreatedToken> {
    if (user.id === by.userId) return this.make(by, body);
    requireRecipient(user);
    const library = hasValue(body.library_id) ? user.libraries.find(({ id }) => id === body.library_id) : user.library;
    if (library === undefined)
      throw invalid([{ pointer: '/library_id', message: 'must be the id of one of the libraries of the user' }]);
    const granted = limitToLibrary(scopesOf(user.role), library.role);
    if (scopesBeyond(granted, body.scopes).length > 0)
      throw invalid([
        { pointer: '/scopes', message: `must be among the rights of the user in this library: ${granted.join(', ')}` },
      ]);
    return this.#add({ user, library, maker: by.user }, body);
  }

  /** Revokes all tokens of the user but that of the request. Returns their number. */
  async revokeOthers({ userId, user, credential }: Principal): Promise<number> {
    const { authenticator, log, tokens } = this.ports;
    const revoked = await log.change(
      () => tokens.revokeAll(userId, credential.kind === 'token' ? credential.id : undefined),
      () => ({ kind: 'token.all_revoked', subject: subjectOfUser(user) }),
    );
    authenticator.forgetUser(userId);
    return revoked;
  }

  async revoke({ userId }: Principal, id: string): Promise<void> {
    const revoked = isUuid(id)
      ? await this.ports.log.change(
          () => this.#revoke(userId, id),
          ({ token }) => token && revocationOf(token),
        )
      : undefined;
    if (revoked?.isHis !== true) throw notFound();
    this.ports.authenticator.forget({ kind: 'token', id });
  }

  /** Returns the token too, unless it was revoked before. */
  async #revoke(userId: string, id: string): Promise<{ isHis: boolean; token: TokenRecord | undefined }> {
    const { tokens } = this.ports;
    const token = (await tokens.list(userId)).find((one) => one.id === id);
    return { isHis: await tokens.revoke(userId, id), token };
  }

  async #add({ user, library, maker }: Recipient, body: NewTokenBody): Promise<CreatedToken> {
    const { log, now, tokens } = this.ports;
    const token = newToken();
    const days = body.expires_in_days;
    const added = {
      id: newId(),
      userId: user.id,
      libraryId: library.id,
      name: body.name,
      scopes: body.scopes,
      hash: hashOf(token),
      expiresAt: days === undefined ? undefined : new Date(now().getTime() + days * DAY_MS).toISOString(),
      madeBy: maker?.id,
    };
    const record = await log.change(
      () => tokens.add(added),
      (made) => made && creationOf(made, user),
    );
    // Disabled since this request was accepted.
    if (record === undefined) throw new Problem('user-disabled');
    const makers = new Map(maker === undefined ? [] : [[maker.id, maker.name]]);
    return { ...renderToken(record, { libraries: [library], makers }), token };
  }
}
