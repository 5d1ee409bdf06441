import { randomBytes } from 'node:crypto';
import { GrantRefusedError, type OAuthClient, type Refreshed } from '../google/oauth.js';
import { MemoryRecords } from '../records/records.memory.js';
import { AccessTokens } from './access-tokens.js';
import { CredentialDesk, CredentialVault } from './credential-vault.js';
import type { OAuthGrant } from './secret.js';

const HOUR_MS = 3_600_000;

describe('access tokens', () => {
  const key = randomBytes(32);
  let records: MemoryRecords;
  let vault: CredentialVault;
  let desk: CredentialDesk;
  let now: number;
  let asked: string[];
  let answer: (refreshToken: string) => Promise<Refreshed>;
  const times = { termMs: 200, pollMs: 5 };
  const oauth = {
    refresh: (_: OAuthClient, refreshToken: string): Promise<Refreshed> => {
      asked.push(refreshToken);
      return answer(refreshToken);
    },
  };
  /** Another process, over the same records. */
  const process = (): AccessTokens => new AccessTokens({ vault, oauth, now: () => new Date(now), times });
  const grant = (refreshToken: string, given: Partial<OAuthGrant> = {}): OAuthGrant => ({
    v: 1,
    kind: 'oauth',
    grant: `grant of ${refreshToken}`,
    clientId: 'client',
    clientSecret: 'client-secret',
    refreshToken,
    ...given,
  });
  const token = (name: string, refreshToken?: string): Refreshed => ({
    access: { token: name, expiresAt: new Date(now + HOUR_MS).toISOString() },
    refreshToken,
  });
  const kept = async (): Promise<OAuthGrant> => (await vault.find(7))?.secret as OAuthGrant;
  beforeEach(async () => {
    records = new MemoryRecords();
    [vault, desk] = [new CredentialVault(records, key), new CredentialDesk(records, key)];
    now = Date.parse('2026-02-05T10:00:00Z');
    asked = [];
    answer = () => Promise.resolve(token(`access-${String(asked.length)}`));
    await desk.put(7, grant('first'));
  });

  it('are asked for once, however many processes want one', async () => {
    const [one, two] = [process(), process()];
    const got = await Promise.all([one.get(7), one.get(7), two.get(7), two.get(7)]);
    expect(got).toEqual(Array(4).fill('access-1'));
    expect(asked).toEqual(['first']);
  });

  it('are asked for anew before their time is over, and where they are not taken any more', async () => {
    const tokens = process();
    await tokens.get(7);
    now += HOUR_MS - 30_000;
    expect(await tokens.get(7)).toBe('access-2');
    expect(await tokens.get(7, 'access-2')).toBe('access-3');
    expect(await tokens.get(7, 'access-2')).toBe('access-3');
  });

  it('put a refresh token in the place of the very one that it came for', async () => {
    answer = () => Promise.resolve(token('access', `refresh-${String(asked.length)}`));
    await process().get(7);
    expect(await kept()).toMatchObject({ refreshToken: 'refresh-1', grant: 'grant of first' });
    await process().get(7, 'access');
    expect(asked).toEqual(['first', 'refresh-1']);
  });

  it('never overwrite a consent that was given while they were asked for', async () => {
    answer = async (refreshToken) => {
      if (refreshToken === 'first') await desk.put(7, grant('second'));
      return token(`access of ${refreshToken}`, `after ${refreshToken}`);
    };
    expect(await process().get(7)).toBe('access of second');
    expect(await kept()).toMatchObject({ grant: 'grant of second', refreshToken: 'after second' });
  });

  it('wait for a person where the consent is not taken any more, and ask nobody about it again', async () => {
    answer = () => Promise.reject(new GrantRefusedError());
    const refusal = {
      kind: 'waiting',
      code: 'credential-needs-reauth',
      message: expect.stringContaining('tl credential connect 7') as string,
    };
    await expect(process().get(7)).rejects.toMatchObject(refusal);
    await expect(process().get(7)).rejects.toMatchObject(refusal);
    expect(asked).toEqual(['first']);
    expect(await desk.standing(7)).toMatchObject({ state: 'needs_reauth', reason: 'invalid_grant', grant: 'grant of first' });
  });

  it('that have time left do not say that a consent holds which was refused, in no process', async () => {
    const [one, two] = [process(), process()];
    await one.get(7);
    answer = () => Promise.reject(new GrantRefusedError());
    await expect(one.get(7, 'access-1')).rejects.toMatchObject({ code: 'credential-needs-reauth' });
    await expect(two.get(7)).rejects.toMatchObject({ code: 'credential-needs-reauth' });
    expect(await desk.standing(7)).toMatchObject({ state: 'needs_reauth', grant: 'grant of first' });
    expect(await kept()).toEqual(grant('first'));
    expect(asked).toEqual(['first', 'first']);
  });

  it('are taken from a consent that comes while a refused one is cleared away', async () => {
    answer = (refreshToken) =>
      refreshToken === 'second' ? Promise.resolve(token('access')) : Promise.reject(new GrantRefusedError());
    await desk.put(7, grant('first', { access: token('stale').access }));
    const rotate = vault.rotate.bind(vault);
    vault.rotate = async (...args) => {
      vault.rotate = rotate;
      await desk.put(7, grant('second'));
      return rotate(...args);
    };
    expect(await process().get(7, 'stale')).toBe('access');
    expect(await desk.standing(7)).toMatchObject({ state: 'ok', grant: 'grant of second' });
  });

  it('go on by themselves once it is given again', async () => {
    answer = () => Promise.reject(new GrantRefusedError());
    const tokens = process();
    await expect(tokens.get(7)).rejects.toMatchObject({ code: 'credential-needs-reauth' });
    answer = () => Promise.resolve(token('access'));
    await desk.put(7, grant('second'));
    expect(await tokens.get(7)).toBe('access');
    expect(await desk.standing(7)).toMatchObject({ state: 'ok', grant: 'grant of second' });
  });

  it('do not call a consent refused that another one has replaced', async () => {
    answer = async (refreshToken) => {
      if (refreshToken !== 'first') return token('access');
      await desk.put(7, grant('second'));
      throw new GrantRefusedError();
    };
    expect(await process().get(7)).toBe('access');
    expect(await desk.standing(7)).toMatchObject({ state: 'ok' });
  });

  it('take over from a process that has died over it', async () => {
    const { records: place, name } = vault.lease(7);
    await place.write(name, 'somebody who died', 'absent');
    expect(await process().get(7)).toBe('access-1');
    expect(await place.read(name)).toBeUndefined();
  });

  it('leave the lease, and the consent, as they were where the other side is away', async () => {
    answer = () => Promise.reject(Object.assign(new Error('away'), { kind: 'waiting', code: 'output-unreachable' }));
    await expect(process().get(7)).rejects.toMatchObject({ code: 'output-unreachable' });
    expect(await kept()).toMatchObject({ refreshToken: 'first' });
    expect(await desk.standing(7)).toBeUndefined();
    expect(await vault.lease(7).records.read(vault.lease(7).name)).toBeUndefined();
  });

  it('wait for a person where there is no such credential, and are none where it is another kind', async () => {
    await expect(process().get(8)).rejects.toMatchObject({ code: 'credential-needs-reauth' });
    await desk.put(9, { v: 1, kind: 'token', grant: 'a', token: 'b' });
    await expect(process().get(9)).rejects.toMatchObject({ kind: 'permanent', code: 'output-misconfigured' });
  });

  it('stand nowhere in the open', async () => {
    await process().get(7);
    const all = [...records.all.values()].map(({ text }) => text).join('\n');
    for (const secret of ['first', 'client-secret', 'access-1']) expect(all.replace('grant of first', '')).not.toContain(secret);
  });
});
