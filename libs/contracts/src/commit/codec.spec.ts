import fc from 'fast-check';
import { Type } from 'typebox';
import { assetEvents, type AssetEvent } from '../asset/events.js';
import { GOLDEN_KEY } from '../golden/golden-files.js';
import { SAMPLE_ASSET as assetId, sampleCommit } from '../golden/samples.js';
import { newAssetId, newId, patternIdOf } from '../ids/ids.js';
import { newDataKey } from '../sealing/sealing.js';
import { aCommit } from '../testing/a-commit.js';
import { commitCodec, createCommitCodec } from './codec.js';
import { MAX_COMMIT_BYTES, ORIGIN_READER, READER_VERSION, type Commit } from './commit.js';

const key = GOLDEN_KEY;
const undecodable = expect.objectContaining({ kind: 'undecodable' }) as Error;
const newer = expect.objectContaining({ kind: 'newer-schema' }) as Error;

type Stored = { id: string; minReader: number; events: { type: string; v: number; data: unknown; sealed?: string }[] } & Record<
  string,
  unknown
>;
const storedOf = (commit: Commit): Stored =>
  JSON.parse(new TextDecoder().decode(commitCodec.encode(assetId, commit, key))) as Stored;
const bytesOf = (stored: unknown): Uint8Array =>
  new TextEncoder().encode(typeof stored === 'string' ? stored : JSON.stringify(stored));
const decode = (stored: unknown, under: Uint8Array | undefined = key): Commit =>
  commitCodec.decode(assetId, bytesOf(stored), under);

const started: AssetEvent = { type: 'StepStarted', v: 1, data: { step: 'TRIM', attemptId: newId(), worker: 'w' } };
const registered = (title: string): AssetEvent => ({
  type: 'AssetRegistered',
  v: 6,
  data: { owner: 'o', pipeline: 'recording', sourceKind: 'upload', isMapped: true, language: 'auto' },
  personal: { title },
});

function commitWithOwnPatterns(type: 'RunStarted' | 'RunExtended'): Commit {
  const sample = sampleCommit(type, assetEvents[type].version);
  const [event] = sample.events;
  const outputs = [{ name: 'mine', type: 'folder', settings: {}, metadata: { title_pattern: patternIdOf('{title}') } }];
  const data =
    event?.type === 'RunStarted' ? { ...event.data, config: { ...event.data.config, outputs } } : { ...event?.data, outputs };
  const personal = { outputPatterns: { mine: { title_pattern: 'Zanzibar {title}' } } };
  return { ...sample, events: [{ ...event, data, personal } as AssetEvent] };
}

describe('a commit', () => {
  it('decodes to the encoded commit, for every event type with all its fields', () => {
    for (const type of Object.keys(assetEvents) as (keyof typeof assetEvents)[]) {
      const commit = sampleCommit(type, assetEvents[type].version);
      expect(decode(storedOf(commit))).toEqual(commit);
    }
  });

  it('decodes to the encoded commit, for any texts and values', () => {
    const json = fc.dictionary(
      fc.string(),
      fc.jsonValue().filter((value) => !Object.is(value, -0)),
      { maxKeys: 4 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), json, fc.string(), (title, data, actor) => {
        const normal = JSON.parse(JSON.stringify(data)) as typeof data;
        const checkpointed: AssetEvent = {
          type: 'StepCheckpointed',
          v: 1,
          data: { step: 'TRIM', attemptId: newId(), data: normal },
        };
        const commit = aCommit([registered(title), checkpointed], { actor: { kind: 'user', id: actor } });
        expect(decode(storedOf(commit))).toEqual(commit);
      }),
    );
  });

  it.each(['imported', 'external'] as const)('keeps that it is %s, and is then for readers that know it', (kind) => {
    const commit = aCommit([started], { origin: { kind, ref: 'processing_logs/17' } });
    expect(decode(storedOf(commit))).toEqual(commit);
    expect(storedOf(commit).minReader).toBe(ORIGIN_READER);
    expect(() => decode({ ...storedOf(commit), origin: { kind, ref: 'line\nbreak' } })).toThrow(undecodable);
  });

  it('hides personal data without the key, and only personal data', () => {
    const stored = storedOf(aCommit([registered('Confidential talk')]));
    expect(JSON.stringify(stored)).not.toContain('Confidential');
    expect(decode(stored, undefined).events).toHaveLength(1);
    const erased = commitCodec.decode(assetId, bytesOf(stored), undefined);
    expect(erased.events[0]).not.toHaveProperty('personal');
    expect(erased.events[0]?.data).toMatchObject({ owner: 'o' });
  });

  it('is rejected above the size limit, and accepted at the limit', () => {
    const withWorker = (length: number): Commit =>
      aCommit([{ ...started, data: { ...started.data, worker: 'x'.repeat(length) } }]);
    const room = MAX_COMMIT_BYTES - commitCodec.encode(assetId, withWorker(0), key).byteLength;
    expect(commitCodec.encode(assetId, withWorker(room), key).byteLength).toBe(MAX_COMMIT_BYTES);
    expect(() => commitCodec.encode(assetId, withWorker(room + 1), key)).toThrow(RangeError);
  });

  it('is validated before it is encoded', () => {
    const bad =
      (event: object): (() => Uint8Array) =>
      () =>
        commitCodec.encode(assetId, aCommit([event as AssetEvent]), key);
    expect(bad({ ...started, data: { step: 'TRIM' } })).toThrow(undecodable);
    expect(bad({ ...started, type: 'NeverHeardOf' })).toThrow(TypeError);
    expect(bad({ ...started, personal: { title: 'x' } })).toThrow(TypeError);
    expect(bad({ ...registered('x'), personal: { title: 7 } })).toThrow(undecodable);
    expect(() => commitCodec.encode(assetId, aCommit([registered('x')]), undefined)).toThrow(TypeError);
  });
});

describe('decoding commits of other writers', () => {
  it('ignores unknown fields of a newer writer, in the commit and in its events', () => {
    const commit = aCommit([started]);
    const stored = storedOf(commit);
    const [event] = stored.events;
    const extended = {
      ...stored,
      trace: 'x',
      events: [{ ...event, hint: 1, data: { ...(event?.data as object), extra: true } }],
    };
    expect(decode(extended)).toMatchObject(commit);
    expect(decode({ ...stored, trace: 'x' })).toEqual(commit);
  });

  it('rejects commits for newer readers as newer-schema', () => {
    const stored = storedOf(aCommit([started]));
    expect(() => decode({ ...stored, minReader: READER_VERSION + 1 })).toThrow(newer);
    const unknown = { type: 'AssetTeleported', v: 1, data: {} };
    expect(() => decode({ ...stored, minReader: READER_VERSION + 1, events: [unknown] })).toThrow(newer);
    expect(() => decode({ ...stored, events: [unknown, { ...stored.events[0], v: 2 }] })).toThrow(newer);
    expect(() => decode({ ...stored, events: [{ ...stored.events[0], v: 2 }] })).toThrow(newer);
  });

  it('requires a newer reader for every event type added after the first release', () => {
    expect(storedOf(aCommit([started])).minReader).toBe(1);
    const released: AssetEvent = { type: 'CommitReleased', v: 1, data: {} };
    expect(storedOf(aCommit([started, released])).minReader).toBe(2);
  });

  it('reads all that it writes, and no version that it never writes', () => {
    const types = Object.values(assetEvents).map((definition) => ('since' in definition ? definition.since : 1));
    const fields = (['RunStarted', 'RunExtended'] as const).map((type) => storedOf(commitWithOwnPatterns(type)).minReader);
    expect(READER_VERSION).toBe(Math.max(ORIGIN_READER, ...types, ...fields));
  });

  it('requires a newer reader for a deletion without an end: an older one cannot read it', () => {
    const [deleted] = sampleCommit('AssetDeleted', 1).events;
    if (deleted?.type !== 'AssetDeleted') throw new Error('The sample is another event');
    expect(storedOf(aCommit([deleted])).minReader).toBe(1);
    expect(storedOf(aCommit([{ ...deleted, data: { by: 'retention' } }])).minReader).toBe(4);
  });

  it('requires a newer reader for a run that holds its outputs: an older one would deliver them', () => {
    const sample = sampleCommit('RunStarted', assetEvents.RunStarted.version);
    const requiredFor = (held: boolean): number => {
      const events = sample.events.map((event) =>
        event.type === 'RunStarted'
          ? { ...event, data: { ...event.data, config: { ...event.data.config, auto_upload: !held } } }
          : event,
      );
      return storedOf({ ...sample, events }).minReader;
    };
    expect([requiredFor(true), requiredFor(false), storedOf(sample).minReader]).toEqual([4, 1, 1]);
  });

  it('requires a newer reader for a run with patterns: an older one would deliver without them', () => {
    const sample = sampleCommit('RunStarted', assetEvents.RunStarted.version);
    const metadata = { title_pattern: patternIdOf('{title}') };
    const events = sample.events.map((event) =>
      event.type === 'RunStarted' ? { ...event, data: { ...event.data, config: { ...event.data.config, metadata } } } : event,
    );
    expect(storedOf({ ...sample, events }).minReader).toBe(4);
  });

  it.each(['RunStarted', 'RunExtended'] as const)('requires a newer reader for outputs with own patterns: %s', (type) => {
    const commit = commitWithOwnPatterns(type);
    const stored = storedOf(commit);
    // Releases with reader version 4 read the event, but ignore the patterns.
    expect(stored.minReader).toBe(5);
    expect(JSON.stringify(stored)).not.toContain('Zanzibar');
    expect(decode(stored).events).toMatchObject([
      { personal: { outputPatterns: { mine: { title_pattern: 'Zanzibar {title}' } } } },
    ]);
  });

  it('rejects an event type that no release announces', () => {
    expect(() => decode({ ...storedOf(aCommit([started])), events: [{ type: 'AssetTeleported', v: 1, data: {} }] })).toThrow(
      'Unknown event type AssetTeleported',
    );
    const secret = { type: 'my secret is 42', v: 1, data: {} };
    expect(() => decode({ ...storedOf(aCommit([started])), events: [secret] })).toThrow(/^Unknown event type$/);
  });

  it.each(['', 'no json', '{', 'null', '[]', '42', '{}', '{"id":"x"}', '\uFEFF{}'])('rejects %j', (text) => {
    expect(() => decode(text)).toThrow(undecodable);
  });

  it('rejects a commit with a damaged part', () => {
    const stored = storedOf(aCommit([registered('x')]));
    const [event] = stored.events;
    for (const damaged of [
      { ...stored, id: '' },
      { ...stored, v: 0 },
      { ...stored, actor: { kind: 'ghost', id: 'x' } },
      { ...stored, events: [] },
      { ...stored, events: [{ ...event, v: 0 }] },
      { ...stored, events: [{ ...event, data: null }] },
      { ...stored, events: [{ ...event, data: { owner: 1 } }] },
      { ...stored, events: [{ ...event, sealed: 'AAAA' }] },
    ])
      expect(() => decode(damaged)).toThrow(undecodable);
  });

  it('throws only its two kinds of errors, whatever the bytes', () => {
    const sound = bytesOf(storedOf(aCommit([registered('x'), started])));
    fc.assert(
      fc.property(fc.nat(sound.length - 1), fc.uint8Array({ maxLength: 3 }), (at, replacement) => {
        const bytes = new Uint8Array(sound);
        bytes.set(replacement.subarray(0, sound.length - at), at);
        try {
          commitCodec.decode(assetId, bytes, key);
        } catch (error) {
          expect(['undecodable', 'newer-schema']).toContain((error as { kind?: unknown }).kind);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('a sealed part', () => {
  const one = storedOf(aCommit([registered('first'), registered('second')]));

  it('opens only in its own commit, event and asset', () => {
    const [first, second] = one.events;
    expect(() => commitCodec.decode(newAssetId(), bytesOf(one), key)).toThrow(undecodable);
    expect(() => decode({ ...one, id: newId() })).toThrow(undecodable);
    expect(() => decode({ ...one, events: [second, first] })).toThrow(undecodable);
    expect(() => decode(one, newDataKey())).toThrow(undecodable);
    expect(decode(one).events).toMatchObject([{ personal: { title: 'first' } }, { personal: { title: 'second' } }]);
  });
});

describe('an event of an older version', () => {
  const definitions = {
    StepStarted: {
      version: 3,
      data: Type.Object({ step: Type.String(), worker: Type.Object({ name: Type.String(), zone: Type.String() }) }),
      personal: Type.Object({ note: Type.String() }),
    },
  };
  const codec = createCommitCodec(definitions, {
    StepStarted: {
      1: ({ data, personal }) => ({
        data: { ...(data as object), zone: 'unknown' },
        ...(personal === undefined ? {} : { personal: { note: personal } }),
      }),
      2: ({ data, ...rest }) => {
        const { step, worker, zone } = data as { step: string; worker: string; zone: string };
        return { data: { step, worker: { name: worker, zone } }, ...rest };
      },
    },
  });
  const storedAs = (v: number, data: unknown): Uint8Array =>
    bytesOf({ ...storedOf(aCommit([started])), events: [{ type: 'StepStarted', v, data }] });
  const present = { step: 'TRIM', worker: { name: 'w', zone: 'unknown' } };

  it.each([
    [1, { step: 'TRIM', worker: 'w' }],
    [2, { step: 'TRIM', worker: 'w', zone: 'unknown' }],
    [3, present],
  ])('%i is upcast through every version in between', (version, data) => {
    expect(codec.decode(assetId, storedAs(version, data), key).events).toEqual([{ type: 'StepStarted', v: 3, data: present }]);
  });

  it('is validated after the upcast', () => {
    expect(() => codec.decode(assetId, storedAs(1, { step: 'TRIM', worker: 7 }), key)).toThrow(undecodable);
  });

  it('is undecodable if an upcast is missing', () => {
    const incomplete = createCommitCodec(definitions, { StepStarted: { 2: (old) => old } });
    expect(() => incomplete.decode(assetId, storedAs(1, present), key)).toThrow(undecodable);
  });
});
