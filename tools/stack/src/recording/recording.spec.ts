import { recordingView } from './recording.js';

const item = {
  id: 'r',
  title: 'Talk',
  status: 'PROCESSING',
  failed: false,
  failed_at_stage: null,
  failed_reason: null,
  run: { id: 'x', started_at: '2026-11-20T00:00:00Z', active: true },
  processing_stages: [
    { stage_type: 'TRIM', status: 'COMPLETED', progress: 1, failed_reason: null, skip_reason: null, retry_at: null },
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
  outputs: [{ id: 'library', target_type: 'folder', status: 'UPLOADING', progress: 0.5 }],
};

describe('what the terminal shows of a recording', () => {
  it('is a step for the download, each stage and each output', () => {
    expect(recordingView(item).steps).toEqual([
      { name: 'download', state: 'done', progress: undefined, note: undefined },
      { name: 'trim', state: 'done', progress: undefined, note: undefined },
      { name: 'transcribe', state: 'running', progress: 0.4, note: undefined },
      { name: 'topics', state: 'waiting', progress: undefined, note: 'busy' },
      { name: 'subtitles', state: 'skipped', progress: undefined, note: 'disabled' },
      { name: 'deliver to library', state: 'running', progress: 0.5, note: undefined },
    ]);
  });

  it('is settled when it is READY, or when its run has ended otherwise', () => {
    expect(recordingView(item).settled).toBe(false);
    expect(recordingView({ ...item, status: 'READY' }).settled).toBe(true);
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
