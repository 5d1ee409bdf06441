import { read, type RecordingView, type StageView } from '../client/views.js';
import { aRecording, RECORDING_ID, type Fixture } from '#testing/a-recording.js';
import { exitCodeOf, failureReason, listDeliveries, listMissingSteps, listRemedies, listSteps, listWaits } from './steps.js';

const step = {
  status: 'COMPLETED',
  progress: null,
  stalled: false,
  failed_reason: null,
  skip_reason: null,
  retry_at: null,
  started_at: null,
  failed_at: null,
} as const;
const stage = (stage_type: string, more: Fixture<StageView>): Fixture<StageView> => ({
  ...step,
  completed_at: null,
  stage_type,
  ...more,
});
const delivery = { ...step, uploaded_at: null };
const item = (more: Fixture<RecordingView>): RecordingView =>
  read.recording(
    aRecording({
      status: 'PROCESSING',
      processing_stages: [
        stage('TRIM', { started_at: '2026-11-20T00:00:01Z', completed_at: '2026-11-20T00:00:03Z' }),
        stage('TRANSCRIBE', { status: 'IN_PROGRESS', progress: 0.4 }),
        stage('EXTRACT_TOPICS', { status: 'PENDING', failed_reason: 'busy', retry_at: 't' }),
        stage('GENERATE_SUBTITLES', { status: 'SKIPPED', skip_reason: 'disabled' }),
      ],
      outputs: [
        {
          ...delivery,
          id: 'library',
          target_type: 'folder',
          status: 'UPLOADING',
          progress: 0.5,
          started_at: '2026-11-20T00:00:09Z',
        },
      ],
      ...more,
    }),
  );

const midnight = Date.parse('2026-11-20T00:00:00Z');
const plain = { progress: undefined, note: undefined, startedAt: undefined, endedAt: undefined };

describe('the steps of a recording', () => {
  it('are the download, each stage and each output', () => {
    expect(listSteps(item({}))).toEqual([
      { ...plain, name: 'download', state: 'done' },
      { ...plain, name: 'trim', state: 'done', startedAt: midnight + 1_000, endedAt: midnight + 3_000 },
      { ...plain, name: 'transcribe', state: 'running', progress: 0.4 },
      { ...plain, name: 'topics', state: 'waiting', note: 'busy' },
      { ...plain, name: 'subtitles', state: 'skipped', note: 'switched off' },
      { ...plain, name: 'deliver to library', state: 'running', progress: 0.5, startedAt: midnight + 9_000 },
    ]);
  });

  it('mark an unconfirmed output', () => {
    const outputs = [{ ...delivery, id: 'mail', target_type: 'webhook', status: 'UPLOADED' as const, unconfirmed: true }];
    expect(listSteps(item({ outputs })).at(-1)).toMatchObject({
      state: 'done',
      note: 'sent, but not confirmed by the destination',
    });
  });

  it('name the failed step and the reason', () => {
    const failed = item({
      status: 'INITIALIZED',
      failed: true,
      failed_at_stage: 'download',
      failed_reason: 'The file is empty.',
    });
    expect(failureReason(failed)).toBe('download: The file is empty.');
    expect(listSteps(failed)[0]).toMatchObject({ name: 'download', state: 'failed', note: 'The file is empty.' });
  });
});

describe('a recording that waits in a queue', () => {
  it('says so only after three seconds, because every step waits for some milliseconds', () => {
    const since = '2026-11-20T00:00:00.000Z';
    const queued = { step: 'TRIM', for: 'queue', message: 'Waits for a worker in the queue media.', since, until: null };
    const waitsAfter = (ms: number): readonly string[] =>
      listWaits(item({ waiting_for: [queued] }), false, Date.parse(since) + ms);
    expect(waitsAfter(2_999)).toEqual([]);
    expect(waitsAfter(3_000)).toEqual(['trim: Waits for a worker in the queue media.']);
    expect(waitsAfter(-60_000)).toEqual([]);
  });
});

describe('a recording without a speech model', () => {
  const message = 'Waiting for the speech model, not fetched';
  const waits = [{ step: 'TRANSCRIBE', for: 'speech-model', message, since: 't', until: 't' }];
  const draft = `for a draft of English speech now: npx tl set-language ${RECORDING_ID} en`;

  it('says what it waits for, and how to get a draft now if an engine is there and the language is not set', () => {
    const waiting = (language: string, canDraft: boolean): readonly string[] =>
      listWaits(item({ language, waiting_for: waits }), canDraft, 0);
    expect(waiting('auto', true)).toEqual([`transcribe: ${message}`, draft]);
    expect(waiting('auto', false)).toEqual([`transcribe: ${message}`]);
    expect(waiting('de', true)).toEqual([`transcribe: ${message}`]);
  });

  it('ends with the commands that lead to a transcript', () => {
    const remediesOf = (language: string, skip_reason: StageView['skip_reason']): readonly string[] => {
      const processing_stages = [stage('TRANSCRIBE', { status: 'SKIPPED', skip_reason })];
      return listRemedies(item({ status: 'READY', language, processing_stages }), true).map(([label]) => label);
    };
    expect(remediesOf('auto', 'no_engine')).toEqual(['Transcript', 'English']);
    expect(remediesOf('de', 'no_engine_for_language')).toEqual(['Transcript']);
    expect(remediesOf('auto', 'disabled')).toEqual([]);
  });
});

describe('the deliveries of a recording', () => {
  it('are folders and addresses', () => {
    const uploads = {
      folder: { outputs: [{ id: 'x', url: 'file:///srv/my%20library/Talk' }] },
      web: {
        outputs: [
          { id: 'y', url: 'https://example.org/v/1' },
          { id: 'z', url: null },
        ],
      },
    };
    expect(listDeliveries(item({ uploads }))).toEqual([
      { output: 'x', at: '/srv/my library/Talk' },
      { output: 'y', at: 'https://example.org/v/1' },
    ]);
  });
});

describe('the exit code of --once', () => {
  const ready = (skip_reason: StageView['skip_reason'], failed_reason: string | null = null): RecordingView => {
    const status = skip_reason === null ? 'COMPLETED' : 'SKIPPED';
    const processing_stages = [stage('TRANSCRIBE', { status, failed_reason, skip_reason })];
    return item({ status: 'READY', outputs: [], processing_stages });
  };

  it.each([
    ['no_engine', 'transcribe (no speech engine yet: npx tl engine fetch)'],
    ['no_engine_for_language', 'transcribe (no engine for this language)'],
  ] as const)('is a failure if a step was skipped with %s, even if the recording is READY', (reason, says) => {
    expect([exitCodeOf(ready(reason)), listMissingSteps(ready(reason))]).toEqual([1, [says]]);
  });

  it('is a failure if a step failed in tolerant mode', () => {
    expect(listMissingSteps(ready('error', 'the engine is away'))).toEqual(['transcribe (the engine is away)']);
  });

  it.each([[null], ['disabled'], ['no_audio'], ['all_silence'], ['manual'], ['not_applicable']] as const)(
    'is a success if no enabled step is missing (%s)',
    (reason) => {
      expect([exitCodeOf(ready(reason)), listMissingSteps(ready(reason))]).toEqual([0, []]);
    },
  );

  it('is a failure if the recording is not READY', () => {
    expect(exitCodeOf(item({ status: 'UPLOADED' }))).toBe(1);
  });
});
