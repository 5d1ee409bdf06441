import { randomBytes } from 'node:crypto';
import { MemoryKeyValueStore } from '@throughline/messaging/testing';
import { GrantRefusedError, type OAuthClient, type OAuthTokens } from '../oauth/oauth-provider.js';
import { AccessTokens } from './access-tokens.js';
import { CredentialVault, CredentialWriter } from './credential-vault.js';
import type { LeaseTimes } from './record-lease.js';
import type { OAuthGrant } from './secret.js';

/** The first pause would end after the time for retries. */
const ONE_TRY: LeaseTimes = { termMs: 600_000, pollMs: 300_001 };
const MANY_TRIES: LeaseTimes = { termMs: 600_000, pollMs: 1 };
const HOUR_MS = 3_600_000;

describe('a refresh token that the service has replaced', () => {
  let records: MemoryKeyValueStore;
  let vault: CredentialVault;
  let secrets: CredentialWriter;
  let now: number;
  let valid: string;
  let asked: string[];
  beforeEach(async () => {
    const key = randomBytes(32);
    records = new MemoryKeyValueStore();
    [vault, secrets] = [new CredentialVault(records, key), new CredentialWriter(records, key)];
    [now, valid, asked] = [Date.parse('2026-02-05T10:00:00Z'), 'refresh-0', []];
    await secrets.put(7, aGrant('refresh-0'));
  });
  afterEach(() => jest.restoreAllMocks());

  const aGrant = (refreshToken: string): OAuthGrant => ({
    v: 1,
    kind: 'oauth',
    grant: `grant of ${refreshToken}`,
    service: 'zoom',
    clientId: 'client',
    clientSecret: 'client-secret',
    refreshToken,
  });
  /** Each refresh token is accepted once. */
  const refresh = (_: OAuthClient, refreshToken: string): Promise<OAuthTokens> => {
    asked.push(refreshToken);
    if (refreshToken !== valid) return Promise.reject(new GrantRefusedError('Zoom'));
    const number = String(asked.length);
    valid = `refresh-${number}`;
    const access = { token: `access-${number}`, expiresAt: new Date(now + HOUR_MS).toISOString() };
    return Promise.resolve({ access, refreshToken: valid });
  };
  const process = (times: LeaseTimes): AccessTokens =>
    new AccessTokens({ vault, oauth: { name: 'zoom', label: 'Zoom', refresh }, now: () => new Date(now), times });
  const storedSecret = async (): Promise<unknown> => (await vault.find(7))?.secret;
  /** Fails the next writes of the secret, also those that the broker has stored. */
  const failWrites = (times: number, isStored = false): void => {
    const write = records.write.bind(records);
    let left = times;
    jest.spyOn(records, 'write').mockImplementation(async (name, ...args) => {
      if (!name.startsWith('secret') || left === 0) return write(name, ...args);
      left -= 1;
      if (isStored) await write(name, ...args);
      throw Object.assign(new Error('the broker is away'), { kind: 'infrastructure' });
    });
  };

  it('is stored as soon as the broker is back', async () => {
    failWrites(4);
    expect(await process(MANY_TRIES).get(7)).toBe('access-1');
    expect(await storedSecret()).toMatchObject({ refreshToken: 'refresh-1', access: { token: 'access-1' } });
    expect(asked).toEqual(['refresh-0']);
  });

  it('is stored once if only the answer of the broker was lost', async () => {
    failWrites(1, true);
    expect(await process(MANY_TRIES).get(7)).toBe('access-1');
    expect(await storedSecret()).toMatchObject({ refreshToken: 'refresh-1' });
    expect(asked).toEqual(['refresh-0']);
  });

  it('is stored by the next request before any other refresh, even after its access token has expired', async () => {
    failWrites(2);
    const tokens = process(ONE_TRY);
    await expect(tokens.get(7)).rejects.toMatchObject({ kind: 'infrastructure' });
    now += HOUR_MS;
    await expect(tokens.get(7)).rejects.toMatchObject({ kind: 'infrastructure' });
    expect(await tokens.get(7)).toBe('access-2');
    expect(asked).toEqual(['refresh-0', 'refresh-1']);
    expect(await secrets.status(7)).toMatchObject({ state: 'ok' });
  });

  it('is stored although another process was refused with the old one meanwhile', async () => {
    await secrets.put(7, {
      ...aGrant('refresh-0'),
      access: { token: 'stale', expiresAt: new Date(now + HOUR_MS).toISOString() },
    });
    failWrites(1);
    const tokens = process(ONE_TRY);
    await expect(tokens.get(7, 'stale')).rejects.toMatchObject({ kind: 'infrastructure' });
    await expect(process(ONE_TRY).get(7, 'stale')).rejects.toMatchObject({ code: 'credential-needs-reauth' });
    expect(await tokens.get(7)).toBe('access-1');
    expect(await tokens.get(7)).toBe('access-1');
    expect(await secrets.status(7)).toMatchObject({ state: 'ok' });
  });

  it('never overwrites a newer consent', async () => {
    failWrites(1);
    const tokens = process(ONE_TRY);
    await expect(tokens.get(7)).rejects.toMatchObject({ kind: 'infrastructure' });
    jest.restoreAllMocks();
    valid = 'new';
    await secrets.put(7, aGrant('new'));
    expect(await tokens.get(7)).toBe('access-2');
    expect(await storedSecret()).toMatchObject({ grant: 'grant of new', refreshToken: 'refresh-2' });
  });
});
