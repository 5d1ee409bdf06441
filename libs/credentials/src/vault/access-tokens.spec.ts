import { randomBytes } from 'node:crypto';
import { GrantRefusedError, type OAuthClient, type OAuthTokens } from '../oauth/oauth-provider.js';
import { ManualClock, MemoryKeyValueStore } from '@throughline/messaging/testing';
import { AccessTokens } from './access-tokens.js';
import { CredentialWriter, CredentialVault } from './credential-vault.js';
import type { LeaseTimes } from './record-lease.js';
import type { OAuthGrant } from './secret.js';

const HOUR_MS = 3_600_000;

describe('AccessTokens', () => {
  const key = randomBytes(32);
  let records: MemoryKeyValueStore;
  let vault: CredentialVault;
  let secrets: CredentialWriter;
  let now: number;
  let asked: string[];
  let answer: (refreshToken: string) => Promise<OAuthTokens>;
  const times: LeaseTimes = { termMs: 30_000, pollMs: 5 };
  const oauth = {
    name: 'google',
    label: 'Google',
    refresh: (_: OAuthClient, refreshToken: string): Promise<OAuthTokens> => {
      asked.push(refreshToken);
      return answer(refreshToken);
    },
  };
  /** Another process with the same records. */
  const process = (given: Partial<LeaseTimes> = {}): AccessTokens =>
    new AccessTokens({ vault, oauth, now: () => new Date(now), times: { ...times, ...given } });
  const grant = (refreshToken: string, given: Partial<OAuthGrant> = {}): OAuthGrant => ({
    v: 1,
    kind: 'oauth',
    grant: `grant of ${refreshToken}`,
    clientId: 'client',
    clientSecret: 'client-secret',
    refreshToken,
    ...given,
  });
  const token = (name: string, refreshToken?: string): OAuthTokens => ({
    access: { token: name, expiresAt: new Date(now + HOUR_MS).toISOString() },
    refreshToken,
  });
  const storedGrant = async (): Promise<OAuthGrant> => (await vault.find(7))?.secret as OAuthGrant;
  beforeEach(async () => {
    records = new MemoryKeyValueStore();
    [vault, secrets] = [new CredentialVault(records, key), new CredentialWriter(records, key)];
    now = Date.parse('2026-02-05T10:00:00Z');
    asked = [];
    answer = () => Promise.resolve(token(`access-${String(asked.length)}`));
    await secrets.put(7, grant('first'));
  });

  it('requests one token for many concurrent processes', async () => {
    const [one, two] = [process(), process()];
    const got = await Promise.all([one.get(7), one.get(7), two.get(7), two.get(7)]);
    expect(got).toEqual(Array(4).fill('access-1'));
    expect(asked).toEqual(['first']);
  });

  it('requests one token although the service takes longer to answer than a lease lasts', async () => {
    const clock = new ManualClock();
    answer = async () => {
      await new Promise<void>((resolve) => void clock.after(5 * times.termMs, resolve));
      return token('access', 'replaced');
    };
    const got = Promise.all([process({ clock }).get(7), process({ clock }).get(7)]);
    await clock.advance(6 * times.termMs);
    expect(await got).toEqual(['access', 'access']);
    expect(asked).toEqual(['first']);
    expect(await storedGrant()).toMatchObject({ refreshToken: 'replaced' });
  });

  it('requests a new token before the old one expires, and after a rejection', async () => {
    const tokens = process();
    await tokens.get(7);
    now += HOUR_MS - 30_000;
    expect(await tokens.get(7)).toBe('access-2');
    expect(await tokens.get(7, 'access-2')).toBe('access-3');
    expect(await tokens.get(7, 'access-2')).toBe('access-3');
  });

  it('replaces exactly the refresh token that it used', async () => {
    answer = () => Promise.resolve(token('access', `refresh-${String(asked.length)}`));
    await process().get(7);
    expect(await storedGrant()).toMatchObject({ refreshToken: 'refresh-1', grant: 'grant of first' });
    await process().get(7, 'access');
    expect(asked).toEqual(['first', 'refresh-1']);
  });

  it('never overwrites a consent that was given during a refresh', async () => {
    answer = async (refreshToken) => {
      if (refreshToken === 'first') await secrets.put(7, grant('second'));
      return token(`access of ${refreshToken}`, `after ${refreshToken}`);
    };
    expect(await process().get(7)).toBe('access of second');
    expect(await storedGrant()).toMatchObject({ grant: 'grant of second', refreshToken: 'after second' });
  });

  it('waits for a person after a refused consent, without asking again', async () => {
    answer = () => Promise.reject(new GrantRefusedError('Google'));
    const refusal = {
      kind: 'waiting',
      code: 'credential-needs-reauth',
      message: expect.stringContaining('tl credential connect 7') as string,
    };
    await expect(process().get(7)).rejects.toMatchObject(refusal);
    await expect(process().get(7)).rejects.toMatchObject(refusal);
    expect(asked).toEqual(['first']);
    expect(await secrets.status(7)).toMatchObject({ state: 'needs_reauth', reason: 'invalid_grant', grant: 'grant of first' });
  });

  it('waits without a request if the credential was deleted, and says what to do then', async () => {
    await secrets.remove(7);
    await expect(process().get(7)).rejects.toMatchObject({
      kind: 'waiting',
      code: 'credential-needs-reauth',
      message: expect.stringContaining('run the item with another output') as string,
    });
    expect(asked).toEqual([]);
  });

  it('treats a refused consent as invalid in every process, even with an unexpired access token', async () => {
    const [one, two] = [process(), process()];
    await one.get(7);
    answer = () => Promise.reject(new GrantRefusedError('Google'));
    await expect(one.get(7, 'access-1')).rejects.toMatchObject({ code: 'credential-needs-reauth' });
    await expect(two.get(7)).rejects.toMatchObject({ code: 'credential-needs-reauth' });
    expect(await secrets.status(7)).toMatchObject({ state: 'needs_reauth', grant: 'grant of first' });
    expect(await storedGrant()).toEqual(grant('first'));
    expect(asked).toEqual(['first', 'first']);
  });

  it('uses a new consent that arrives while a refused one is cleared', async () => {
    answer = (refreshToken) =>
      refreshToken === 'second' ? Promise.resolve(token('access')) : Promise.reject(new GrantRefusedError('Google'));
    await secrets.put(7, grant('first', { access: token('stale').access }));
    const rotate = vault.rotate.bind(vault);
    vault.rotate = async (...args) => {
      vault.rotate = rotate;
      await secrets.put(7, grant('second'));
      return rotate(...args);
    };
    expect(await process().get(7, 'stale')).toBe('access');
    expect(await secrets.status(7)).toMatchObject({ state: 'ok', grant: 'grant of second' });
  });

  it('does not report a consent as working that lacks permissions', async () => {
    answer = () =>
      Promise.resolve({ access: { ...token('access').access, missing: ['files.readwrite'] }, refreshToken: undefined });
    const tokens = process();
    expect([await tokens.get(7), await tokens.get(7)]).toEqual(['access', 'access']);
    await expect(tokens.requirePermissions(7)).rejects.toMatchObject({ code: 'credential-needs-reauth' });
    expect(await secrets.status(7)).toBeUndefined();
  });

  it('continues by itself after a new consent', async () => {
    answer = () => Promise.reject(new GrantRefusedError('Google'));
    const tokens = process();
    await expect(tokens.get(7)).rejects.toMatchObject({ code: 'credential-needs-reauth' });
    answer = () => Promise.resolve(token('access'));
    await secrets.put(7, grant('second'));
    expect(await tokens.get(7)).toBe('access');
    expect(await secrets.status(7)).toMatchObject({ state: 'ok', grant: 'grant of second' });
  });

  it('does not mark a consent as refused that has been replaced', async () => {
    answer = async (refreshToken) => {
      if (refreshToken !== 'first') return token('access');
      await secrets.put(7, grant('second'));
      throw new GrantRefusedError('Google');
    };
    expect(await process().get(7)).toBe('access');
    expect(await secrets.status(7)).toMatchObject({ state: 'ok' });
  });

  it('takes over from a process that died during a refresh', async () => {
    const { records: place, name } = vault.lease(7);
    await place.write(name, 'somebody who died', 'absent');
    const clock = new ManualClock();
    const token = process({ clock }).get(7);
    await clock.advance(times.termMs - 1);
    expect(asked).toEqual([]);
    await clock.advance(2 * times.pollMs);
    expect(await token).toBe('access-1');
    expect(await place.read(name)).toBeUndefined();
  });

  it('leaves lease and consent unchanged if the service is unreachable', async () => {
    answer = () => Promise.reject(Object.assign(new Error('away'), { kind: 'waiting', code: 'output-unreachable' }));
    await expect(process().get(7)).rejects.toMatchObject({ code: 'output-unreachable' });
    expect(await storedGrant()).toMatchObject({ refreshToken: 'first' });
    expect(await secrets.status(7)).toBeUndefined();
    expect(await vault.lease(7).records.read(vault.lease(7).name)).toBeUndefined();
  });

  it('waits for a person if the credential is missing, and rejects another kind of credential', async () => {
    await expect(process().get(8)).rejects.toMatchObject({ code: 'credential-needs-reauth' });
    await secrets.put(9, { v: 1, kind: 'token', grant: 'a', token: 'b' });
    await expect(process().get(9)).rejects.toMatchObject({ kind: 'permanent', code: 'output-misconfigured' });
  });

  it('sends a refresh token to no other service than the one that issued it', async () => {
    await secrets.put(9, grant('of Dropbox', { service: 'dropbox' }));
    await expect(process().get(9)).rejects.toMatchObject({ kind: 'permanent', code: 'output-misconfigured' });
    expect(asked).toEqual([]);
    await secrets.put(9, grant('of Google', { service: 'google' }));
    expect(await process().get(9)).toBe('access-1');
  });

  it('stores no secret unencrypted', async () => {
    await process().get(7);
    const all = [...records.all.values()].map(({ text }) => text).join('\n');
    for (const secret of ['first', 'client-secret', 'access-1']) expect(all.replace('grant of first', '')).not.toContain(secret);
  });
});
