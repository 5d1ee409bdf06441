import { exitCodeOf, missingSteps, recordingView } from './recording.js';

const item = {
  id: 'r',
  title: 'Talk',
  status: 'PROCESSING',
  failed: false,
  failed_at_stage: null,
  failed_reason: null,
  run: { id: 'x', started_at: '2026-11-20T00:00:00Z', active: true },
  processing_stages: [
    {
      stage_type: 'TRIM',
      status: 'COMPLETED',
      progress: 1,
      failed_reason: null,
      skip_reason: null,
      retry_at: null,
      started_at: '2026-11-20T00:00:01Z',
      completed_at: '2026-11-20T00:00:03Z',
    },
    { stage_type: 'TRANSCRIBE', status: 'IN_PROGRESS', progress: 0.4, failed_reason: null, skip_reason: null, retry_at: null },
    { stage_type: 'EXTRACT_TOPICS', status: 'PENDING', progress: null, failed_reason: 'busy', skip_reason: null, retry_at: 't' },
    {
      stage_type: 'GENERATE_SUBTITLES',
      status: 'SKIPPED',
      progress: null,
      failed_reason: null,
      skip_reason: 'disabled',
      retry_at: null,
    },
  ],
  outputs: [{ id: 'library', target_type: 'folder', status: 'UPLOADING', progress: 0.5, started_at: '2026-11-20T00:00:09Z' }],
};

const midnight = Date.parse('2026-11-20T00:00:00Z');
const plain = { progress: undefined, note: undefined, startedAt: undefined, endedAt: undefined };

describe('what the terminal shows of a recording', () => {
  it('is a step for the download, each stage and each output', () => {
    expect(recordingView(item).steps).toEqual([
      { ...plain, name: 'download', state: 'done' },
      { ...plain, name: 'trim', state: 'done', startedAt: midnight + 1_000, endedAt: midnight + 3_000 },
      { ...plain, name: 'transcribe', state: 'running', progress: 0.4 },
      { ...plain, name: 'topics', state: 'waiting', note: 'busy' },
      { ...plain, name: 'subtitles', state: 'skipped', note: 'switched off' },
      { ...plain, name: 'deliver to library', state: 'running', progress: 0.5, startedAt: midnight + 9_000 },
    ]);
  });

  it('names the folders and addresses that it was delivered to', () => {
    const to = (url: string): object => ({ id: 'x', status: 'UPLOADED', target_meta: { url } });
    const outputs = [to('file:///srv/my%20library/Talk'), to('https://example.org/v/1'), { id: 'y', target_meta: null }];
    expect(recordingView({ ...item, outputs }).places).toEqual([
      { output: 'x', at: '/srv/my library/Talk' },
      { output: 'x', at: 'https://example.org/v/1' },
    ]);
  });

  it('says of an output that nobody knows whether it has arrived', () => {
    const outputs = [{ id: 'mail', status: 'UPLOADED', unconfirmed: true }];
    expect(recordingView({ ...item, outputs }).steps.at(-1)).toMatchObject({
      state: 'done',
      note: 'sent; whether it has arrived is not known',
    });
  });

  it('is settled when its run has ended, and not while follow-ups of a READY one are at work', () => {
    expect(recordingView(item).settled).toBe(false);
    expect(recordingView({ ...item, status: 'READY' }).settled).toBe(false);
    expect(recordingView({ ...item, status: 'READY', run: null }).settled).toBe(true);
    expect(recordingView({ ...item, run: { ...item.run, active: false } }).settled).toBe(true);
    expect(recordingView({ ...item, run: null }).settled).toBe(false);
  });

  it('says where and why it has failed', () => {
    const failed = {
      ...item,
      status: 'INITIALIZED',
      failed: true,
      failed_at_stage: 'download',
      failed_reason: 'The file is empty.',
    };
    expect(recordingView(failed)).toMatchObject({
      reason: 'download: The file is empty.',
      steps: [{ name: 'download', state: 'failed', note: 'The file is empty.' }, {}, {}, {}, {}, {}],
    });
  });

  it.each([[undefined], [null], ['text'], [{}], [{ processing_stages: 'x', outputs: [null, 3] }]])(
    'stands an answer like %j',
    (answer) => {
      expect(recordingView(answer)).toMatchObject({ status: 'unknown', settled: false });
    },
  );
});

describe('the result of --once', () => {
  const ready = (skip_reason: string | null, failed_reason: string | null = null) => {
    const status = skip_reason === null ? 'COMPLETED' : 'SKIPPED';
    const stage = { stage_type: 'TRANSCRIBE', status, progress: null, failed_reason, skip_reason, retry_at: null };
    return recordingView({ ...item, status: 'READY', run: { active: false }, processing_stages: [stage] });
  };

  it.each([
    ['no_engine', 'transcribe (no engine is installed)'],
    ['no_engine_for_language', 'transcribe (no engine for this language)'],
  ])('is a failure where a step was left out for %s, although the recording is READY', (reason, says) => {
    expect([exitCodeOf(ready(reason)), missingSteps(ready(reason))]).toEqual([1, [says]]);
  });

  it('is a failure where a step has failed and that is tolerated', () => {
    expect(missingSteps(ready('error', 'the engine is away'))).toEqual(['transcribe (the engine is away)']);
  });

  it.each([[null], ['disabled'], ['no_audio'], ['all_silence'], ['manual'], ['not_applicable']])(
    'is a success where nothing that was wanted is missing (%s)',
    (reason) => {
      expect([exitCodeOf(ready(reason)), missingSteps(ready(reason))]).toEqual([0, []]);
    },
  );

  it('is a failure where the recording is not READY', () => {
    expect(exitCodeOf(recordingView({ ...item, status: 'UPLOADED' }))).toBe(1);
  });
});
