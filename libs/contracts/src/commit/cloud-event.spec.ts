import { readCloudEvent, toCloudEvents } from './cloud-event.js';
import type { Commit } from './commit.js';

const ASSET = '0190a000-0000-7000-8000-000000000001';
const registered = {
  specversion: '1.0',
  id: '17.0',
  source: `/api/v1/recordings/${ASSET}`,
  type: 'throughline.AssetRegistered',
  subject: ASSET,
  time: '2026-02-05T18:00:00.000Z',
  datacontenttype: 'application/json',
  eventversion: 6,
  actor: 'user:anna',
  data: {
    owner: 'anna',
    pipeline: 'recording',
    sourceKind: 'upload',
    isMapped: true,
    language: 'auto',
    personal: { title: 'Zanzibar' },
  },
};

describe('an event as CloudEvent', () => {
  it('is read as it was written, with its texts', () => {
    const { personal, ...data } = registered.data;
    const event = { type: 'AssetRegistered', v: 6, data, personal } as Commit['events'][number];
    const commit: Commit = {
      id: 'commit-1',
      at: registered.time,
      actor: { kind: 'user', id: 'anna' },
      causationId: 'cause',
      correlationId: 'correlation',
      events: [event, { type: 'AssetRestored', v: 1, data: { by: 'anna' } }],
    };
    const written = toCloudEvents({ assetId: ASSET, commit, position: '17' }, '/api/v1/recordings');
    expect(written[0]).toEqual(registered);
    const originRef = `/api/v1/recordings/${ASSET}#17`;
    expect(written.map((each) => readCloudEvent(JSON.parse(JSON.stringify(each))))).toEqual([
      { assetId: ASSET, position: 17, index: 0, at: registered.time, actor: 'user:anna', originRef, event },
      { assetId: ASSET, position: 17, index: 1, at: registered.time, actor: 'user:anna', originRef, event: commit.events[1] },
    ]);
  });

  it('tells when it was imported, if another system has it from elsewhere', () => {
    const storedAt = '2028-03-01T09:00:00.000Z';
    const own: Commit = {
      id: 'commit-1',
      at: registered.time,
      actor: { kind: 'user', id: 'anna' },
      causationId: 'cause',
      correlationId: 'correlation',
      events: [readCloudEvent(registered).event],
    };
    const imported: Commit = { ...own, origin: { kind: 'imported', ref: 'elsewhere/1' } };
    const write = (commit: Commit) =>
      toCloudEvents({ assetId: ASSET, position: '17', commit, storedAt }, '/api/v1/recordings', 'x');
    expect(write(imported)).toMatchObject([{ time: registered.time, importedat: storedAt, originref: 'elsewhere/1' }]);
    expect(readCloudEvent(write(imported)[0]).importedAt).toBe(storedAt);
    expect(write(own)[0]).not.toHaveProperty('importedat');
  });

  it('of an earlier version, or without one, is read in the current version', () => {
    for (const eventversion of [1, undefined])
      expect(readCloudEvent({ ...registered, eventversion }).event).toMatchObject({ type: 'AssetRegistered', v: 6 });
  });

  it('of a newer release is refused as such', () => {
    expect(() => readCloudEvent({ ...registered, eventversion: 7 })).toThrow(/AssetRegistered version 7 was written by a newer/);
  });

  it.each([
    ['another type of event', { type: 'com.example.Sold' }, /type/],
    ['an unknown type', { type: 'throughline.Sold' }, /Unknown event type Sold/],
    ['a subject that is no id', { subject: '../../etc/passwd' }, /subject/],
    ['a time that is no date', { time: '2026-99-05T18:00:00Z' }, /time/],
    ['a time of import that is no date', { importedat: '2026-99-05T18:00:00Z' }, /importedat/],
    ['a time on a day that does not exist', { time: '2026-02-30T18:00:00Z' }, /\/time is no date/],
    ['a time in the year 0', { time: '0000-01-01T00:00:00Z' }, /\/time is no date/],
    [
      'a time that is no date in its data',
      { data: { ...registered.data, startedAt: '2026-13-45T00:00:00Z' } },
      /\/data\/startedAt is no/,
    ],
    ['an id without a position', { id: 'abc' }, /id/],
    ['data that do not fit', { data: { owner: 7 } }, /AssetRegistered does not fit its schema/],
    ['texts that do not fit', { data: { ...registered.data, personal: { title: 7 } } }, /sealed part of AssetRegistered/],
    ['no data', { data: undefined }, /must be object/],
  ])('with %s is refused', (_, change, message) => {
    expect(() => readCloudEvent({ ...registered, ...change })).toThrow(message);
  });

  it.each([null, 7, 'text', []])('is no %j', (value) => {
    expect(() => readCloudEvent(value)).toThrow(/no event of Throughline/);
  });
});
