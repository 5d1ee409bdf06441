import { connect, type NatsConnection } from '@nats-io/transport-node';
import { MIRROR_STORE, newAssetId, type MirrorRecord } from '@throughline/contracts';
import { JetStreamKeyValueStore, ensureKeyValueStores } from '@throughline/messaging';
import { startNats, type TestNats } from '@throughline/stack/testing';
import { PageRecords } from './page-records.js';

describe('the records of pages on a real bus', () => {
  let nats: TestNats;
  let nc: NatsConnection;
  const quiet = new AbortController().signal;
  beforeAll(async () => {
    nats = await startNats();
    nc = await connect({ servers: nats.url });
    await ensureKeyValueStores(nc);
  });
  afterAll(async () => {
    await nc.close();
    await nats.stop();
  });

  const openRecords = async (): Promise<PageRecords> => {
    const records = new PageRecords(new JetStreamKeyValueStore(nc, MIRROR_STORE));
    await records.load(quiet);
    return records;
  };
  const aRecord = (assetId: string): MirrorRecord => ({
    v: 1,
    assetId,
    owner: 'owner-1',
    channel: 1,
    page: '11111111-2222-4333-8444-555555555555',
    runAt: '2026-02-05T10:00:00.000Z',
  });

  it('are there for the next process, however large', async () => {
    const before = await openRecords();
    const ids = Array.from({ length: 200 }, () => newAssetId());
    await Promise.all(ids.map((assetId) => before.change(assetId, () => aRecord(assetId))));
    const after = await openRecords();
    expect(ids.map((assetId) => after.get(assetId))).toEqual(ids.map(aRecord));
    expect(after.ofPage(aRecord('').page)).toHaveLength(200);
  });

  it('are not written by a process that another one has replaced', async () => {
    const assetId = newAssetId();
    const before = await openRecords();
    await before.change(assetId, () => aRecord(assetId));
    const after = await openRecords();
    await after.change(assetId, (record) => record && { ...record, channel: 2 });
    await expect(before.change(assetId, (record) => record && { ...record, channel: 3 })).rejects.toMatchObject({
      kind: 'mirror-overtaken',
    });
    expect((await openRecords()).get(assetId)).toMatchObject({ channel: 2 });
  });

  it('are removed with the item', async () => {
    const assetId = newAssetId();
    const records = await openRecords();
    await records.change(assetId, () => aRecord(assetId));
    await records.change(assetId, () => undefined);
    expect(records.get(assetId)).toBeUndefined();
    expect((await openRecords()).get(assetId)).toBeUndefined();
    await records.change(assetId, () => aRecord(assetId));
    expect((await openRecords()).get(assetId)).toBeDefined();
  });
});
