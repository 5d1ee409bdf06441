import { newId } from '@throughline/contracts';
import { ulid } from 'ulid';
import type { Scope } from '#src/kit/http/access.js';
import { COUNTED, type DeletionCounts } from '#src/exchange/my-data/deletion/account-deletion.js';
import { WAIT_MS } from '#src/exchange/my-data/deletion/deletions.js';
import { CODE_EXAMPLE } from '#src/people/sign-in/sign-in.dto.js';
import { LINK_MS, SESSION_MS, newSecret } from '#src/people/sign-in/session.js';
import { hashOf, newToken } from '#src/people/tokens/token.js';
import type { MemoryGateway } from '#src/testing/memory-gateway.js';
import type { Numbered } from './create-numbered.js';
import type { Credentials } from './fuzz-request.js';
import { addInvitation } from './invitation-world.js';

export async function tokensOf(gateway: MemoryGateway, stranger: string, secret: string): Promise<Numbered> {
  const add = async (userId: string, name: string): Promise<string> => {
    const id = newId();
    const hash = hashOf(newToken());
    await gateway.ports.tokens.add({ id, userId, libraryId: userId, name, scopes: ['read'], hash, expiresAt: undefined });
    return id;
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
    await ports.sessions.redeem(code, { id, hash: hashOf(newSecret()), client, address: '203.0.113.7', expiresAt });
    return id;
  };
  return {
    make: () => add(owner, 'for once'),
    kept: [await add(owner, 'mine'), await add(owner, 'mine too')],
    foreign: [await add(stranger, secret), await add(stranger, secret)],
  };
}

export async function identitiesOf({ ports, owner }: MemoryGateway, stranger: string, secret: string): Promise<Numbered> {
  const add = async (userId: string, label: string): Promise<string> => {
    const id = ulid();
    await ports.identities.connect({ id, userId, issuer: 'https://login.example', subject: id, label });
    return id;
  };
  return {
    make: () => add(owner, 'for once'),
    kept: [await add(owner, 'mine'), await add(owner, 'mine too')],
    foreign: [await add(stranger, secret), await add(stranger, secret)],
  };
}

export async function passkeysOf({ ports, owner }: MemoryGateway, stranger: string, secret: string): Promise<Numbered> {
  const add = async (userId: string, name: string): Promise<string> => {
    const key = { credentialId: newSecret(), publicKey: new Uint8Array(77), counter: 0, transports: [], backedUp: false };
    return (await ports.passkeys.add({ id: ulid(), userId, name, ...key }))?.id ?? '';
  };
  return {
    make: () => add(owner, 'for once'),
    kept: [await add(owner, 'mine'), await add(owner, 'mine too')],
    foreign: [await add(stranger, secret), await add(stranger, secret)],
  };
}

/** Makes libraries by the API, so that their owners see them at once. Members have neutral names, which administrators see. */
export async function librariesOf(gateway: MemoryGateway, stranger: string, secret: string): Promise<Numbered> {
  const { ports } = gateway;
  const memberOf = new Map<string, string>();
  const invitationOf = new Map<string, string>();
  const strangersToken = await gateway.tokenFor(['write'], stranger);
  const add = async (token: string, name: string): Promise<string> => {
    const headers = { authorization: `Bearer ${token}` };
    const response = await gateway.app.inject({ method: 'POST', url: '/api/v1/libraries', headers, payload: { name } });
    const { id } = response.json<{ id: string }>();
    const member = ulid();
    await ports.users.add({ id: member, name: `member-${member}`, role: 'operator' });
    await ports.libraries.addMember(id, member, 'viewer');
    memberOf.set(id, member);
    invitationOf.set(
      id,
      await addInvitation(gateway, { libraryId: id, madeBy: token === gateway.token ? gateway.owner : stranger, note: name }),
    );
    return id;
  };
  return {
    make: () => add(gateway.token, 'for once'),
    kept: [await add(gateway.token, 'mine'), await add(gateway.token, 'mine too')],
    foreign: [await add(strangersToken, secret), await add(strangersToken, `${secret} too`)],
    partOf: (id, name) => (name === 'invitation_id' ? invitationOf : memberOf).get(id),
  };
}

const NOTHING = Object.fromEntries(COUNTED.map((name) => [name, 0])) as DeletionCounts;

/** The accounts of users wait for their deletion. An administrator may see every user, so the foreign ids are those of users that do not exist. */
export async function usersOf({ ports }: MemoryGateway): Promise<Numbered> {
  const add = async (): Promise<string> => {
    const id = ulid();
    await ports.users.add({ id, name: `user-${id}`, role: 'viewer' });
    await ports.deletions.request({
      id: ulid(),
      userId: id,
      requestedBy: id,
      plan: [{ library: id, action: 'erase' }],
      counts: NOTHING,
      waitMs: WAIT_MS,
    });
    return id;
  };
  return { make: add, kept: [await add(), await add()], foreign: [ulid(), ulid()] };
}

export async function credentialsOf(gateway: MemoryGateway): Promise<Readonly<Record<string, string>>> {
  const scopes: readonly Scope[] = ['admin'];
  const add = async (expiresAt: string | undefined): Promise<{ id: string; token: string }> => {
    const [id, token] = [newId(), newToken()];
    const record = {
      id,
      userId: gateway.owner,
      libraryId: gateway.owner,
      name: 'old',
      scopes,
      hash: hashOf(token),
      expiresAt,
    };
    await gateway.ports.tokens.add(record);
    return { id, token };
  };
  const expired = await add('2020-01-01T00:00:00.000Z');
  const revoked = await add(undefined);
  // Users of their own: a request with such a token may revoke all tokens of its user.
  const tokenOf = async (scope: Scope): Promise<string> => {
    const id = ulid();
    await gateway.ports.users.add({ id, name: `user-${id}`, role: 'admin', joins: { libraryId: gateway.owner, role: 'owner' } });
    return gateway.tokenFor([scope], id);
  };
  await gateway.ports.tokens.revoke(gateway.owner, revoked.id);
  return {
    owner: gateway.token,
    unknown: newToken(),
    expired: expired.token,
    revoked: revoked.token,
    malformed: `Basic ${gateway.token}`,
    'less than write': await tokenOf('read'),
    'less than admin': await tokenOf('write'),
  } satisfies Partial<Record<Credentials | `less than ${Scope}`, string>>;
}
