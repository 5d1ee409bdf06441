import type { CredentialTestReport } from '@throughline/contracts';
import { CredentialTests, DROPBOX, GOOGLE, OAuthProviders, createMicrosoftEndpoints } from '@throughline/credentials';
import { AllowList } from '@throughline/outgoing';
import { GraphRefusal, graphError, matchRequests, type MicrosoftFake } from '@throughline/strict-fakes';
import { CREDENTIAL, type CloudAccount } from '#testing/cloud-folders/cloud-account.js';
import { openOneDrive } from '#testing/onedrive/onedrive-account.js';
import { describeForPeople } from '../describe-for-people.js';

const ME = matchRequests('GET', /^\/v1\.0\/me\?/);
const TOKEN = matchRequests('POST', /token/);

describe('the test of a credential', () => {
  let account: CloudAccount<MicrosoftFake>;
  let providers: OAuthProviders;
  let unexpected: unknown[];
  beforeEach(async () => {
    account = await openOneDrive();
    unexpected = [];
    const endpoints = { google: GOOGLE, dropbox: DROPBOX, microsoft: createMicrosoftEndpoints(account.fake.url) };
    providers = new OAuthProviders(endpoints, AllowList.parse('127.0.0.1') as AllowList);
  });
  afterEach(async () => {
    expect([account.fake.troubles, unexpected]).toEqual([[], []]);
    await providers.close();
    await account.close();
  });
  const test = (service = 'microsoft', credential = CREDENTIAL, timeoutMs = 20_000): Promise<CredentialTestReport> => {
    const describe = (error: unknown): string => describeForPeople(error, (unknown) => void unexpected.push(unknown));
    const tests = new CredentialTests({ providers, vault: () => account.vault, describe, timeoutMs });
    return tests.test({ v: 1, credential, service }, new AbortController().signal);
  };

  it('names the account that the service names', async () => {
    expect(await test()).toEqual({
      v: 1,
      result: 'ok',
      message: 'Microsoft answers for someone@outlook.example.',
      account: { id: 'id-of-someone@outlook.example', name: 'someone@outlook.example' },
    });
    expect(await account.secrets.status(CREDENTIAL)).toMatchObject({ state: 'ok' });
  });

  it('replaces a rejected access token, and then asks again', async () => {
    await test();
    account.fake.oauth.forgetAccess();
    expect(await test()).toMatchObject({ result: 'ok' });
    expect(account.fake.oauth.refreshes).toBe(2);
  });

  it('says what helps if the consent was revoked, or there is none', async () => {
    const message = expect.stringContaining(`tl credential connect ${String(CREDENTIAL)}`) as string;
    account.fake.oauth.revoke('someone@outlook.example');
    expect(await test()).toEqual({ v: 1, result: 'wrong', message });
    expect(await account.secrets.status(CREDENTIAL)).toMatchObject({ state: 'needs_reauth' });
    await account.secrets.remove(CREDENTIAL);
    // Outputs, channels or sources may use it, so runs and deliveries have no place here.
    const plain = 'The credential 7 has no connected account: tl credential connect 7';
    expect(await test()).toEqual({ v: 1, result: 'wrong', message: plain });
    await account.connect();
    expect(await test()).toMatchObject({ result: 'ok' });
  });

  it('asks for a new token if only the consent names the account', async () => {
    const named = { id: 'oid', name: 'someone@outlook.example' };
    const stored = (await account.vault.find(CREDENTIAL))?.secret;
    if (stored?.kind !== 'oauth') throw new Error('no consent');
    const put = (change: object): Promise<void> => account.secrets.put(CREDENTIAL, { ...stored, service: 'outlook', ...change });
    await put({ account: named });
    expect(await test('outlook')).toMatchObject({ result: 'ok', account: named });
    expect(await test('outlook')).toMatchObject({ result: 'ok' });
    account.fake.oauth.revoke('someone@outlook.example');
    expect(await test('outlook')).toMatchObject({ result: 'wrong' });
  });

  it('names the permissions that the consent lacks', async () => {
    account.fake.oauth.withheld = ['Files.ReadWrite'];
    await account.connect();
    expect(await test()).toEqual({
      v: 1,
      result: 'wrong',
      message: expect.stringMatching(/did not grant the permission files\.readwrite.*tl credential connect 7/) as string,
    });
    account.fake.oauth.withheld = [];
    await account.connect();
    expect(await test()).toMatchObject({ result: 'ok' });
  });

  it('finds the credential wrong if it belongs to another service, and sends nothing there', async () => {
    expect(await test('google')).toMatchObject({
      result: 'wrong',
      message: expect.stringContaining('not an account at Google') as string,
    });
    expect(account.fake.log).toEqual([]);
  });

  it('decides nothing if the service limits requests, does not answer, or is not known', async () => {
    const busy = { kind: 'answer', ...graphError(new GraphRefusal(429, 'activityLimitReached')) } as const;
    account.fake.faults.add({ fault: busy, on: ME }, { fault: { kind: 'hang' }, on: ME });
    expect(await test()).toMatchObject({ result: 'unknown', message: expect.stringContaining('limits requests') as string });
    expect(await test('microsoft', CREDENTIAL, 100)).toMatchObject({ result: 'unknown' });
    account.fake.oauth.forgetAccess();
    account.fake.faults.add({ fault: { kind: 'hang' }, on: TOKEN });
    expect(await test('microsoft', CREDENTIAL, 100)).toMatchObject({
      result: 'unknown',
      message: expect.stringContaining('does not answer') as string,
    });
    expect(await test('password')).toMatchObject({
      result: 'unknown',
      message: expect.stringContaining('Test an output') as string,
    });
  });
});
