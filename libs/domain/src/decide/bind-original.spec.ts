import { allowedActions } from '../kinds/allowed-actions.js';
import { HISTORY } from '../asset/history-only.js';
import type { LeftOriginal } from '../asset/left-original.js';
import { isPresent, type UploadedSource } from '../asset/state.js';
import { describeDecision, summarizeDecision } from '../testing/describe-decision.js';
import { aConfig, anArtifact, Journey } from '../testing/journey.js';
import { newEvent } from './event.js';

const LETTER: LeftOriginal = { folder: 'scans', size: 5, modified: 1_700_000_000_000 };
const CHANGED: LeftOriginal = { ...LETTER, size: 6, modified: 1_800_000_000_000 };

const FIRST_STEPS = [
  { pipeline: 'recording', first: 'DOWNLOAD', second: 'TRIM' },
  { pipeline: 'document', first: 'hash_file', second: 'create_file_record' },
] as const;
type Pipeline = (typeof FIRST_STEPS)[number]['pipeline'];

const history = (pipeline: Pipeline): Journey =>
  new Journey().record([
    newEvent(
      'AssetRegistered',
      { owner: 'owner-1', pipeline, sourceKind: HISTORY, isMapped: true, language: 'en' },
      { title: 'A talk', fileName: 'talk.mp4' },
    ),
  ]);
const bind = (journey: Journey, original = LETTER, path = 'letter.pdf') => {
  const { sourceUrl: boundTo, fileName } = journey.personal;
  return journey.send({
    type: 'BindOriginal',
    by: 'owner-1',
    original,
    path,
    ...(boundTo === undefined ? {} : { boundTo }),
    ...(fileName === undefined ? {} : { fileName }),
  });
};
const bound = (pipeline: Pipeline): Journey => {
  const journey = history(pipeline);
  bind(journey);
  return journey;
};
const sourceOf = ({ state }: Journey) => (isPresent(state) ? state.source : undefined);

describe.each(FIRST_STEPS)('the original of a $pipeline in a folder of the operator', ({ pipeline, first }) => {
  it('is bound once, and changes nothing a second time', () => {
    const journey = bound(pipeline);
    expect(sourceOf(journey)).toEqual({ kind: 'folder', settings: LETTER });
    expect(bind(journey)).toEqual({ events: [] });
  });

  it.each([
    ['was changed', CHANGED, 'letter.pdf'],
    ['was moved', LETTER, '2024/letter.pdf'],
  ])('can be bound again after it %s, as long as no run has read it', (_what, original, path) => {
    const journey = bound(pipeline);
    expect(describeDecision(bind(journey, original, path))).toEqual(['SourceBecameReady']);
    expect(sourceOf(journey)).toEqual({ kind: 'folder', settings: original });
    expect(journey.personal).toMatchObject({ sourceUrl: path, fileName: 'talk.mp4' });
  });

  it('can be bound again after a run that found it changed', () => {
    const journey = bound(pipeline);
    journey.run();
    expect(summarizeDecision(bind(journey, CHANGED))).toBe('refused source-in-use');
    journey.start(first);
    journey.fail(first, { code: 'source-changed' });
    journey.poke();
    expect(describeDecision(bind(journey, CHANGED))).toEqual(['SourceBecameReady']);
  });

  it('cannot be bound again after a run has read it, until the item is reset', () => {
    const journey = bound(pipeline);
    journey.run();
    journey.start(first);
    journey.complete(first, { artifacts: [anArtifact({ role: 'source' })] });
    journey.cancel();
    expect(bind(journey)).toEqual({ events: [] });
    expect(bind(journey, CHANGED)).toMatchObject({
      rejected: { code: 'source-in-use', tryInstead: expect.stringContaining('Reset the item') as string },
    });
    journey.reset();
    expect(describeDecision(bind(journey, CHANGED))).toEqual(['SourceBecameReady']);
  });

  it('is never given to an item that has another source', () => {
    expect(summarizeDecision(bind(new Journey().register()))).toBe('refused source-present');
  });
});

describe.each(FIRST_STEPS)('the import of a $pipeline that was left in the other system', ({ pipeline, first, second }) => {
  const imported = (journey: Journey): Journey => new Journey().importFrom(journey);

  it('leaves the item without a file: it can be bound to one here', () => {
    const journey = imported(bound(pipeline));
    expect(sourceOf(journey)).toBeUndefined();
    expect(summarizeDecision(journey.run())).toBe('refused history-only');
    expect(describeDecision(bind(journey))).toEqual(['SourceBecameReady']);
    expect(sourceOf(journey)).toEqual({ kind: 'folder', settings: LETTER });
    expect(journey.run()).toHaveProperty('events');
  });

  const withCopy = (): Journey => {
    const there = bound(pipeline);
    there.run();
    there.start(first);
    there.complete(first, { artifacts: [anArtifact({ role: 'source' })] });
    there.cancel();
    return imported(there);
  };
  const OTHER = { kind: 'upload', key: 'uploads/a/source', size: 7, sha256: 'b'.repeat(64), mediaType: 'video/mp4' } as const;
  const replace = (journey: Journey, source: UploadedSource = OTHER) =>
    journey.send({ type: 'ReplaceFile', by: 'owner-1', source });
  const HAS_COPY = expect.stringContaining('is a copy that another system has made') as string;

  it('keeps the copy that a run has made there, and works with it', () => {
    const journey = withCopy();
    expect(bind(journey)).toMatchObject({ rejected: { code: 'source-present', detail: HAS_COPY } });
    expect(replace(journey)).toMatchObject({ rejected: { code: 'file-in-use', detail: HAS_COPY } });
    const source = { kind: 'url', settings: {} };
    const address = journey.send({ type: 'ReplaceAddress', by: 'owner-1', source, sourceUrl: 'https://first.example/a.mp4' });
    expect(address).toMatchObject({ rejected: { code: 'no-address', detail: HAS_COPY } });
    expect(describeDecision(journey.run())).toEqual(['RunStarted', `StepScheduled ${second}`]);
  });

  it('keeps the copy from a reset and from a repeated download, because nothing could bring the file again', () => {
    const journey = withCopy();
    expect(journey.reset()).toMatchObject({ rejected: { code: 'only-copy', detail: HAS_COPY } });
    const repeated = journey.send({
      type: 'StartRun',
      runId: '00000000-0000-7000-9000-000000000099',
      by: 'owner-1',
      config: aConfig(),
      configSources: {},
      repeat: [first],
    });
    expect(repeated).toMatchObject({ rejected: { code: 'only-copy' } });
    expect(journey.step(first).artifacts).toHaveLength(1);
  });

  describe('without the bytes of its copy', () => {
    const lacking = (): [Journey, { readonly missingCopy: string }] => {
      const journey = withCopy();
      const [copy] = journey.step(first).artifacts;
      if (copy === undefined) throw new Error('no copy');
      return [journey, { missingCopy: copy.key }];
    };
    const bindLacking = (journey: Journey, missingCopy: string) =>
      journey.send({ type: 'BindOriginal', by: 'owner-1', original: LETTER, path: 'letter.pdf', missingCopy });

    it('can be reset, and is history only then', () => {
      const [journey, facts] = lacking();
      const canReset = (stored?: typeof facts): boolean | undefined =>
        allowedActions(journey.state, undefined, stored).find(({ action }) => action === 'reset')?.allowed;
      expect([canReset(), canReset(facts)]).toEqual([false, true]);
      expect(describeDecision(journey.send({ type: 'ResetAsset', by: 'owner-1', ...facts }))).toEqual(['AssetReset']);
      expect(summarizeDecision(journey.run())).toBe('refused history-only');
    });

    it('can be bound to a file here, which the next run reads', () => {
      const [journey, { missingCopy }] = lacking();
      expect(describeDecision(bindLacking(journey, missingCopy))).toEqual(['AssetReset', 'SourceBecameReady']);
      expect(sourceOf(journey)).toEqual({ kind: 'folder', settings: LETTER });
      expect(describeDecision(journey.run())).toEqual(['RunStarted', `StepScheduled ${first}`]);
    });

    it('gets another file without a failure, but not during a run', () => {
      const [journey, facts] = lacking();
      journey.run();
      expect(summarizeDecision(journey.send({ type: 'ReplaceFile', by: 'owner-1', source: OTHER, ...facts }))).toBe(
        'refused file-in-use',
      );
      expect(summarizeDecision(bindLacking(journey, facts.missingCopy))).toBe('refused source-in-use');
      journey.cancel();
      const replaced = journey.send({ type: 'ReplaceFile', by: 'owner-1', source: OTHER, ...facts });
      expect(describeDecision(replaced)).toEqual(['AssetReset', 'SourceBecameReady']);
      expect(describeDecision(journey.run())).toEqual(['RunStarted', `StepScheduled ${first}`]);
    });

    it('keeps a copy whose bytes have come meanwhile', () => {
      const journey = withCopy();
      const facts = { missingCopy: 'uploads/another/source' };
      expect(journey.send({ type: 'ResetAsset', by: 'owner-1', ...facts })).toMatchObject({ rejected: { code: 'only-copy' } });
      expect(bindLacking(journey, facts.missingCopy)).toMatchObject({ rejected: { code: 'source-present', detail: HAS_COPY } });
    });
  });

  it('lets a file replace the copy after a failure', () => {
    const journey = withCopy();
    journey.run();
    journey.start(second);
    journey.fail(second);
    const [copy] = journey.step(first).artifacts;
    const same = { ...OTHER, sha256: copy?.sha256 ?? '' };
    expect(summarizeDecision(replace(journey, same))).toBe('refused same-file');
    expect(describeDecision(replace(journey))).toEqual(['AssetReset', 'SourceBecameReady']);
    expect(sourceOf(journey)).toEqual(OTHER);
    expect(summarizeDecision(journey.reset())).toBe('nothing already-reset');
  });
});
