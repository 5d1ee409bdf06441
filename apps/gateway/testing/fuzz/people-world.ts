import { newId } from '@throughline/contracts';
import { ulid } from 'ulid';
import type { Scope } from '#src/http/access.js';
import { CODE_EXAMPLE } from '#src/people/sign-in/sign-in.dto.js';
import { LINK_MS, SESSION_MS, newSecret } from '#src/people/sign-in/session.js';
import { hashOf, newToken } from '#src/people/tokens/token.js';
import type { MemoryGateway } from '#src/testing/memory-gateway.js';
import type { Numbered } from './create-numbered.js';
import type { Credentials } from './fuzz-request.js';

export async function tokensOf(gateway: MemoryGateway, stranger: string, secret: string): Promise<Numbered> {
  const add = async (userId: string, name: string): Promise<string> => {
    const hash = hashOf(newToken());
    return (await gateway.ports.tokens.add({ id: newId(), userId, name, scopes: ['read'], hash, expiresAt: undefined })).id;
  };
  return {
    make: () => add(gateway.owner, 'for once'),
    kept: [await add(gateway.owner, 'mine'), await add(gateway.owner, 'mine too')],
    foreign: [await add(stranger, secret), await add(stranger, secret)],
  };
}

export async function addExampleLink({ ports, owner }: MemoryGateway): Promise<void> {
  const expiresAt = new Date(Date.now() + LINK_MS).toISOString();
  await ports.sessions.addLink({ hash: hashOf(CODE_EXAMPLE), userId: owner, scopes: ['read'], madeBy: owner, expiresAt });
}

export async function sessionsOf({ ports, owner }: MemoryGateway, stranger: string, secret: string): Promise<Numbered> {
  const expiresAt = new Date(Date.now() + SESSION_MS).toISOString();
  const add = async (userId: string, client: string): Promise<string> => {
    const [code, id] = [hashOf(newSecret()), newId()];
    await ports.sessions.addLink({ hash: code, userId, scopes: ['read'], madeBy: userId, expiresAt });
    await ports.sessions.redeem(code, { id, hash: hashOf(newSecret()), client, expiresAt });
    return id;
  };
  return {
    make: () => add(owner, 'for once'),
    kept: [await add(owner, 'mine'), await add(owner, 'mine too')],
    foreign: [await add(stranger, secret), await add(stranger, secret)],
  };
}

/** An administrator may see every user, so the foreign ids are those of users that do not exist. */
export async function usersOf({ ports }: MemoryGateway): Promise<Numbered> {
  const add = async (): Promise<string> => {
    const id = ulid();
    await ports.users.add({ id, name: `user-${id}`, role: 'viewer' });
    return id;
  };
  return { make: add, kept: [await add(), await add()], foreign: [ulid(), ulid()] };
}

export async function credentialsOf(gateway: MemoryGateway): Promise<Readonly<Record<string, string>>> {
  const scopes: readonly Scope[] = ['admin'];
  const add = async (expiresAt: string | undefined): Promise<{ id: string; token: string }> => {
    const token = newToken();
    const record = { id: newId(), userId: gateway.owner, name: 'old', scopes, hash: hashOf(token), expiresAt };
    return { id: (await gateway.ports.tokens.add(record)).id, token };
  };
  const expired = await add('2020-01-01T00:00:00.000Z');
  const revoked = await add(undefined);
  await gateway.ports.tokens.revoke(gateway.owner, revoked.id);
  return {
    owner: gateway.token,
    unknown: newToken(),
    expired: expired.token,
    revoked: revoked.token,
    malformed: `Basic ${gateway.token}`,
    'less than write': await gateway.tokenFor(['read'], gateway.owner),
    'less than admin': await gateway.tokenFor(['write'], gateway.owner),
  } satisfies Partial<Record<Credentials | `less than ${Scope}`, string>>;
}
