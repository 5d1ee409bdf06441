import { newId, type ChannelNote } from '@throughline/contracts';
import { CredentialWriter, CredentialVault } from '@throughline/credentials';
import { MemoryKeyValueStore, ManualClock } from '@throughline/messaging/testing';
import { GuardedClient } from '@throughline/outgoing';
import { parseAllowedHosts } from '@throughline/outgoing/testing';
import { Connections } from './connections.js';
import { Paces } from './paces.js';

const CREDENTIAL = 3;
const NOTE: ChannelNote = {
  ...{ v: 1, channel: 7, owner: 'owner-1', name: 'audit-process', actionType: 'update_origin', version: 1 },
  ...{ fieldMap: { status: 'Status' }, credential: CREDENTIAL, changedAt: newId() },
};
const MASTER_KEY = new Uint8Array(32);

describe('connections by the tokens of channels', () => {
  let clock: ManualClock;
  let records: MemoryKeyValueStore;
  let vault: CredentialVault;
  let http: GuardedClient;
  let stopping: AbortController;
  let paces: Paces;
  let connections: Connections;
  const put = (token: string): Promise<void> =>
    new CredentialWriter(records, MASTER_KEY).put(CREDENTIAL, { v: 1, kind: 'token', grant: newId(), token });
  const openConnections = (by: Paces): Connections =>
    new Connections({ vault, http, url: 'http://127.0.0.1:1', timeoutMs: 1_000, paces: by, clock, signal: stopping.signal });
  beforeEach(async () => {
    clock = new ManualClock();
    records = new MemoryKeyValueStore();
    vault = new CredentialVault(records, MASTER_KEY);
    http = new GuardedClient({ allowed: parseAllowedHosts('127.0.0.1') });
    stopping = new AbortController();
    paces = new Paces(clock, 3);
    connections = openConnections(paces);
    await put('ntn_first');
  });
  afterEach(async () => {
    stopping.abort();
    await http.close();
  });

  it('ignore an answer to an older token', async () => {
    const first = await connections.of(NOTE);
    await put('ntn_second');
    await clock.advance(5_000);
    const second = await connections.of(NOTE);
    expect(second).not.toBe(first);
    expect(await connections.refused(first)).toBe(false);
    await connections.worked(first);
    expect(await vault.readStatus(CREDENTIAL)).toBeUndefined();
    expect(await connections.of(NOTE)).toBe(second);
  });

  it('do not use a refused token again, however often a retry is requested, until a moment has passed', async () => {
    expect(await connections.refused(await connections.of(NOTE))).toBe(true);
    connections.retry(NOTE);
    await expect(connections.of(NOTE)).rejects.toMatchObject({ code: 'credential-needs-reauth' });
    await clock.advance(10_000);
    connections.retry(NOTE);
    await expect(connections.of(NOTE)).resolves.toBeDefined();
  });

  it('notify all waiting pages once there is another token', async () => {
    await connections.refused(await connections.of(NOTE));
    const calls: string[] = [];
    connections.whenUsable(NOTE, () => calls.push('one'));
    connections.whenUsable(NOTE, () => calls.push('other'));
    await clock.advance(60_000);
    expect(calls).toEqual([]);
    await put('ntn_second');
    await clock.advance(5_000);
    expect(calls).toEqual(['one', 'other']);
  });

  it('report a rate limit to a caller that waits for an answer, whoever has caused it', async () => {
    const checks = openConnections(paces.beside());
    await expect(checks.ofSoon(NOTE)).resolves.toBeDefined();
    connections.pause(NOTE, 60_000);
    await expect(checks.ofSoon(NOTE)).rejects.toMatchObject({ code: 'rate-limited', retryAfterMs: 60_000 });
    await expect(checks.ofSoon({ ...NOTE, credential: CREDENTIAL + 1 })).rejects.toMatchObject({ code: 'credential-missing' });
  });
});
