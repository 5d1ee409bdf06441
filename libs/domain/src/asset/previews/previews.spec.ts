import { PREVIEW, type JsonObject } from '@throughline/contracts';
import { isPresent, type Asset } from '../state.js';
import { currentWork, openSteps } from '../steps/current-work.js';
import { timeoutOf } from '../steps/timeout.js';
import { describeDecision } from '../../testing/describe-decision.js';
import { Journey, STAGES, aConfig, aRun, anArtifact, aSource } from '../../testing/journey.js';
import type { Decision } from '../../decide/decision.js';
import { hasPreviews, previewFileOf } from './preview-file.js';
import { PREVIEWED_FILE, toPreviewResult, type WebVersionState } from './preview-result.js';
import { lacksWebVersion, previewsOf } from './previews-view.js';

const POSTER = anArtifact({ role: 'poster', name: 'poster.jpg', mediaType: 'image/jpeg' });
const OTHER_SHA = 'b'.repeat(64);

const assetOf = ({ state }: Journey): Asset => {
  if (!isPresent(state)) throw new Error('The journey has not begun');
  return state;
};
const request = (journey: Journey): Decision => journey.send({ type: 'RequestPreviews' });
const codeOf = (decision: unknown): unknown =>
  expect.objectContaining({ rejected: expect.objectContaining({ code: decision }) as unknown }) as unknown;
const satisfied = (code: string): unknown => ({ events: [], satisfied: expect.objectContaining({ code }) as unknown });

const resultFor = (fileSha256: string): JsonObject => toPreviewResult({ fileSha256, web: 'not-needed' });

/** Makes the previews of the present file. */
function make(journey: Journey, web: WebVersionState = 'not-needed'): Journey {
  const sha256 = previewFileOf(assetOf(journey))?.sha256 ?? '';
  request(journey);
  journey.start(PREVIEW);
  journey.complete(PREVIEW, { result: toPreviewResult({ fileSha256: sha256, web }), artifacts: [POSTER] });
  return journey;
}

describe('previews', () => {
  it('are queued by a request, in a lane of their own, without a run', () => {
    const journey = new Journey().register();
    expect(previewsOf(journey.state).state).toBe('none');
    expect(request(journey)).toEqual({ events: [expect.objectContaining({ type: 'StepScheduled' })] });
    expect(previewsOf(journey.state).state).toBe('requested');
    expect(openSteps(journey.state)).toEqual([PREVIEW]);
    const work = currentWork(journey.state, PREVIEW);
    expect(work?.planStep).toMatchObject({ kind: 'preview', service: 'processing', lane: 'preview' });
    expect(work?.inputs).toEqual([expect.objectContaining({ key: aSource().key })]);
    expect(assetOf(journey).steps).toEqual([]);
  });

  it('add nothing for a repeated request, whether they are queued, running or made', () => {
    const journey = new Journey().register();
    request(journey);
    expect(request(journey)).toEqual(satisfied('previews-queued'));
    journey.start(PREVIEW);
    expect(request(journey)).toEqual(satisfied('previews-queued'));
    journey.complete(PREVIEW, { result: resultFor(aSource().sha256), artifacts: [POSTER] });
    expect(request(journey)).toEqual(satisfied('previews-ready'));
    expect(previewsOf(journey.state)).toEqual({
      state: 'ready',
      artifacts: [POSTER],
      fileSha256: aSource().sha256,
      web: 'not-needed',
    });
  });

  it('are made again if the store lacks their files, and stay queued if it does', () => {
    const journey = make(new Journey().register());
    const again = { type: 'RequestPreviews', areFilesMissing: true } as const;
    expect(journey.send(again)).toEqual({ events: [expect.objectContaining({ type: 'StepScheduled' })] });
    expect(journey.send(again)).toEqual(satisfied('previews-queued'));
  });

  it('are taken from a worker that has stopped responding by a request, once', () => {
    const journey = new Journey().register();
    request(journey);
    const queued = { attemptId: journey.attemptId(PREVIEW), by: 'owner-1' };
    expect(journey.send({ type: 'RequestPreviews', stalled: queued })).toEqual(satisfied('previews-queued'));
    journey.start(PREVIEW);
    const again = { type: 'RequestPreviews', stalled: queued } as const;
    expect(describeDecision(journey.send(again))).toEqual([`StepInterrupted ${PREVIEW}`, `StepScheduled ${PREVIEW}`]);
    journey.start(PREVIEW);
    expect(journey.send(again)).toEqual(satisfied('previews-queued'));
    journey.complete(PREVIEW, { result: resultFor(aSource().sha256), artifacts: [POSTER] });
    expect(previewsOf(journey.state).state).toBe('ready');
  });

  it('are refused before the file is here, and for a deleted, erased and expired item', () => {
    expect(new Journey().send({ type: 'RequestPreviews' })).toEqual(codeOf('unknown-asset'));
    const empty = new Journey();
    empty.send({ type: 'RegisterAsset', assetId: empty.assetId, owner: 'o', title: 't', language: 'en', isMapped: true });
    expect(request(empty)).toEqual(codeOf('no-file-yet'));
    const deleted = new Journey().register();
    deleted.delete(1_000);
    expect(request(deleted)).toEqual(codeOf('deleted'));
    deleted.later(5_000).poke();
    expect(request(deleted)).toEqual(codeOf('expired'));
    const erased = new Journey().register();
    erased.erase();
    expect(request(erased)).toEqual(codeOf('erased'));
  });

  it('are of the file that people play, and may be asked for again when it changes', () => {
    const journey = make(aRun(aConfig()));
    journey.through('DOWNLOAD');
    expect(previewsOf(journey.state).state).toBe('ready');
    journey.start('TRIM');
    journey.complete('TRIM', { artifacts: [anArtifact({ sha256: OTHER_SHA })] });
    expect(previewFileOf(assetOf(journey))?.sha256).toBe(OTHER_SHA);
    // The earlier previews stay in place until the new ones are made.
    expect(previewsOf(journey.state)).toMatchObject({ state: 'none', artifacts: [POSTER], fileSha256: aSource().sha256 });
    request(journey);
    expect(previewsOf(journey.state)).toMatchObject({ state: 'requested', artifacts: [POSTER] });
    journey.start(PREVIEW);
    const next = { ...POSTER, key: `${POSTER.key}2` };
    journey.complete(PREVIEW, { result: resultFor(OTHER_SHA), artifacts: [next] });
    expect(previewsOf(journey.state)).toEqual({ state: 'ready', artifacts: [next], fileSha256: OTHER_SHA, web: 'not-needed' });
  });

  it('of an earlier release lack parts, which a request makes', () => {
    const journey = new Journey().register();
    request(journey);
    journey.start(PREVIEW);
    journey.complete(PREVIEW, { result: { [PREVIEWED_FILE]: aSource().sha256 }, artifacts: [POSTER] });
    expect(previewsOf(journey.state)).toMatchObject({ state: 'incomplete', artifacts: [POSTER] });
    expect(request(journey)).toEqual({ events: [expect.objectContaining({ type: 'StepScheduled' })] });
    expect(previewsOf(journey.state)).toMatchObject({ state: 'requested', artifacts: [POSTER] });
    const source = aSource({ mediaType: 'application/pdf' });
    const document = new Journey().register({ pipeline: 'document', source });
    request(document);
    document.start(PREVIEW);
    document.complete(PREVIEW, { result: { [PREVIEWED_FILE]: source.sha256 }, artifacts: [POSTER] });
    expect(previewsOf(document.state).state).toBe('ready');
  });

  it('are converted in a lane of their own, so that other previews do not wait behind a conversion', () => {
    const journey = make(new Journey().register(), 'pending');
    const laneOf = (): string | undefined => currentWork(journey.state, PREVIEW)?.planStep.lane;
    request(journey);
    expect(laneOf()).toBe('conversion');
    journey.start(PREVIEW);
    expect(laneOf()).toBe('conversion');
    journey.interrupt(PREVIEW);
    expect(laneOf()).toBe('conversion');
  });

  it('lack a version for the browser until a second attempt has made it, or could not', () => {
    const journey = make(new Journey().register(), 'pending');
    expect([previewsOf(journey.state), lacksWebVersion(assetOf(journey))]).toMatchObject([
      { state: 'incomplete', web: 'pending', artifacts: [POSTER] },
      true,
    ]);
    make(journey, 'failed');
    expect([previewsOf(journey.state), lacksWebVersion(assetOf(journey))]).toMatchObject([
      { state: 'ready', web: 'failed' },
      false,
    ]);
  });

  it('convert a file again on request after that has failed', () => {
    const journey = make(make(new Journey().register(), 'pending'), 'failed');
    expect(describeDecision(request(journey))).toEqual([`StepScheduled ${PREVIEW}`]);
    expect(request(journey)).toEqual(satisfied('previews-queued'));
    journey.start(PREVIEW);
    journey.complete(PREVIEW, {
      result: toPreviewResult({ fileSha256: aSource().sha256, web: 'pending' }),
      artifacts: [POSTER],
    });
    expect(lacksWebVersion(assetOf(journey))).toBe(true);
    make(journey, 'partial');
    expect(previewsOf(journey.state)).toMatchObject({ state: 'ready', web: 'partial' });
    expect(request(journey)).toEqual(satisfied('previews-ready'));
  });

  it('wait with the version for the browser while a run may trim the file', () => {
    const journey = make(aRun(aConfig()).through('DOWNLOAD'), 'pending');
    expect([previewsOf(journey.state).state, lacksWebVersion(assetOf(journey))]).toEqual(['requested', false]);
    expect(request(journey)).toEqual(satisfied('previews-queued'));
    expect(openSteps(journey.state)).not.toContain(PREVIEW);
    journey.start('TRIM');
    expect(previewsOf(journey.state).state).toBe('requested');
    journey.skip('TRIM');
    expect([previewsOf(journey.state).state, lacksWebVersion(assetOf(journey))]).toEqual(['incomplete', true]);
    const cancelled = make(aRun(aConfig()).through('DOWNLOAD'), 'pending');
    cancelled.cancel();
    expect(previewsOf(cancelled.state).state).toBe('incomplete');
  });

  it('say that they wait for a paused run, unless its trimming is in progress', () => {
    const journey = aRun(aConfig());
    journey.start('DOWNLOAD');
    journey.pause();
    journey.complete('DOWNLOAD', { artifacts: [anArtifact({ role: 'source' })] });
    make(journey, 'pending');
    expect(previewsOf(journey.state).state).toBe('paused');
    expect(request(journey)).toEqual(satisfied('previews-paused'));
    const trimming = make(aRun(aConfig()).through('DOWNLOAD'), 'pending');
    trimming.start('TRIM');
    trimming.pause();
    expect(previewsOf(trimming.state).state).toBe('requested');
  });

  it('say that a person has stopped them, until they are asked for again', () => {
    const journey = new Journey().register();
    request(journey);
    journey.start(PREVIEW);
    journey.send({ type: 'UnstickRun', by: 'owner-1', then: 'fail', step: PREVIEW });
    expect(previewsOf(journey.state).state).toBe('stopped');
    request(journey);
    expect(previewsOf(journey.state).state).toBe('requested');
  });

  it('may take as long as they make progress, because nobody has measured a file without a run', () => {
    const journey = new Journey().register();
    request(journey);
    journey.start(PREVIEW);
    const limits = currentWork(journey.state, PREVIEW)?.planStep.limits;
    expect([timeoutOf(limits, journey.state), (limits?.noProgressMs ?? 0) > 0]).toEqual([undefined, true]);
  });

  it('of a document are of its first PDF', () => {
    const picture = aSource({ mediaType: 'image/png' });
    const journey = new Journey().register({ pipeline: 'document', source: picture });
    expect(previewFileOf(assetOf(journey))?.mediaType).toBe('image/png');
    expect(hasPreviews(assetOf(journey), previewFileOf(assetOf(journey)) ?? anArtifact())).toBe(false);
    const run = aRun(aConfig(), { pipeline: 'document', source: picture });
    run.start('hash_file');
    run.complete('hash_file', { artifacts: [anArtifact({ role: 'source', mediaType: 'image/png' })] });
    run.through('create_file_record');
    run.start('check_text');
    const working = anArtifact({ role: 'working', name: 'working.pdf', mediaType: 'application/pdf' });
    run.complete('check_text', { artifacts: [working] });
    expect(previewFileOf(assetOf(run))).toEqual(working);
    expect(hasPreviews(assetOf(run), working)).toBe(true);
  });

  it('are tried again after a failure, an interruption and a wait, and then fail without failing the item', () => {
    const journey = aRun(aConfig()).through('DOWNLOAD', ...STAGES, 'deliver:library');
    request(journey);
    journey.start(PREVIEW);
    journey.interrupt(PREVIEW, { cause: 'shutdown' });
    expect(assetOf(journey).preview?.phase).toBe('scheduled');
    journey.start(PREVIEW);
    journey.wait(PREVIEW);
    expect(journey.notBefore(PREVIEW)).toBeDefined();
    journey.start(PREVIEW);
    journey.fail(PREVIEW, { retryable: true });
    expect(assetOf(journey).preview?.phase).toBe('scheduled');
    journey.start(PREVIEW);
    journey.fail(PREVIEW, { retryable: true });
    expect(previewsOf(journey.state).state).toBe('failed');
    expect(journey.statuses.at(-1)).toBe('READY');
    expect(request(journey)).toEqual({ events: [expect.objectContaining({ type: 'StepScheduled' })] });
  });

  it('end as failed if their worker crashes again and again', () => {
    const journey = new Journey().register();
    request(journey);
    for (let times = 0; times < 2; times += 1) {
      journey.start(PREVIEW);
      journey.interrupt(PREVIEW);
    }
    expect(assetOf(journey).preview).toMatchObject({ phase: 'failed', error: { code: 'worker-crashed' } });
  });

  it('may start while the run of the item is failing', () => {
    const journey = aRun(aConfig()).through('DOWNLOAD');
    request(journey);
    journey.through('TRIM');
    journey.start('TRANSCRIBE');
    journey.fail('TRANSCRIBE');
    expect(journey.start(PREVIEW)).toEqual({ events: [expect.objectContaining({ type: 'StepStarted' })] });
  });

  it('go on while a run is paused, cancelled or reset', () => {
    const journey = aRun(aConfig());
    request(journey);
    const attempt = journey.attemptId(PREVIEW);
    journey.pause();
    journey.cancel();
    journey.reset();
    expect(currentWork(journey.state, PREVIEW)?.attemptId).toBe(attempt);
  });

  it('stay during a deletion, and come back with a restoration', () => {
    const journey = make(new Journey().register());
    journey.delete();
    expect(previewsOf(journey.state).artifacts).toEqual([POSTER]);
    journey.restore();
    expect(previewsOf(journey.state).state).toBe('ready');
  });

  it('in progress end with a deletion, and their late result changes nothing', () => {
    const journey = new Journey().register();
    request(journey);
    journey.start(PREVIEW);
    journey.delete();
    expect(currentWork(journey.state, PREVIEW)).toBeUndefined();
    expect(openSteps(journey.state)).toEqual([]);
    expect(journey.complete(PREVIEW, { artifacts: [POSTER] })).toEqual({
      events: [expect.objectContaining({ type: 'LateResultIgnored' })],
    });
    expect(previewsOf(journey.state)).toEqual({ state: 'none', artifacts: [] });
    journey.restore();
    expect(request(journey)).toEqual({ events: [expect.objectContaining({ type: 'StepScheduled' })] });
  });

  it('are forgotten with the content, and with a file that replaces the first one', () => {
    const erased = make(new Journey().register());
    erased.erase();
    expect(assetOf(erased).preview?.artifacts).toEqual([]);
    expect(previewsOf(erased.state)).toEqual({ state: 'none', artifacts: [] });
    const replaced = make(new Journey().register());
    const before = assetOf(replaced).preview;
    replaced.record([{ type: 'SourceBecameReady', v: 2, data: { source: aSource({ sha256: OTHER_SHA }) } }]);
    expect(before?.artifacts).toEqual([POSTER]);
    expect(previewsOf(replaced.state)).toEqual({ state: 'none', artifacts: [] });
  });

  it.each([
    [
      'broken',
      (journey: Journey) => {
        journey.start(PREVIEW);
        journey.fail(PREVIEW);
      },
    ],
    [
      'worker-crashed',
      (journey: Journey) => {
        for (const _time of [1, 2]) {
          journey.start(PREVIEW);
          journey.interrupt(PREVIEW);
        }
      },
    ],
  ])('that failed (%s) wait for a request after the file was replaced', (code, end) => {
    const journey = aRun(aConfig());
    request(journey);
    end(journey);
    expect(assetOf(journey).preview).toMatchObject({ phase: 'failed', error: { code } });
    journey.start('DOWNLOAD');
    journey.fail('DOWNLOAD');
    const source = { kind: 'url', settings: { origin: 'https://second.example' } };
    journey.send({ type: 'ReplaceAddress', by: 'owner-1', source, sourceUrl: 'https://second.example/a.mp4' });
    const started = journey.run();
    const scheduled = 'events' in started ? started.events.filter(({ type }) => type === 'StepScheduled') : [];
    expect(scheduled).toMatchObject([{ data: { step: 'DOWNLOAD' } }]);
    expect(previewsOf(journey.state).state).toBe('none');
  });

  it('that another system left open are not continued here', () => {
    const other = aRun(aConfig());
    request(other);
    const here = new Journey().importFrom(other);
    here.endImport();
    expect(currentWork(here.state, PREVIEW)).toBeUndefined();
    expect(openSteps(here.state)).toEqual([]);
    expect(request(here)).toEqual({ events: [expect.objectContaining({ type: 'StepScheduled' })] });
    expect(openSteps(here.state)).toEqual([PREVIEW]);
  });
});
