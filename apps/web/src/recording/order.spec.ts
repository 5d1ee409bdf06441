import { findPhase, findSituation, ORDER, type Phase, type PhaseFields } from './order.js';

const output = { status: 'UPLOADED', failed: false } as PhaseFields['outputs'][number];
const runWith = (...statuses: readonly string[]): PhaseFields['run'] =>
  ({ active: true, steps: statuses.map((status) => ({ status })) }) as unknown as PhaseFields['run'];
const run = runWith('PENDING');
const ended = { active: false } as PhaseFields['run'];

const recording: PhaseFields = {
  failed: false,
  needs_review: false,
  outputs: [output],
  upload_summary: { unconfirmed: 0 } as PhaseFields['upload_summary'],
  run: ended,
  status: 'READY',
  on_pause: false,
  waiting_for: [],
  deleted_at: null,
  erased_at: null,
  expired_at: null,
};
const unconfirmed = { unconfirmed: 1 } as PhaseFields['upload_summary'];
const refused = { ...output, status: 'FAILED', failed: true } as PhaseFields['outputs'][number];
const waits = [{ step: 'TRANSCRIBE', for: 'speech-model' }] as unknown as PhaseFields['waiting_for'];
const queued = [{ step: 'TRANSCRIBE', for: 'queue' }] as unknown as PhaseFields['waiting_for'];

type Row = readonly [what: string, change: Partial<PhaseFields>, withTranscript: Phase, without: Phase];

const ROWS: readonly Row[] = [
  ['ready', {}, 'ready', 'ready'],
  ['ready, and corrected words are on their way', { run }, 'ready', 'ready'],
  ['registered', { status: 'INITIALIZED', run: null }, 'ready', 'ready'],
  ['downloaded, without a run', { status: 'DOWNLOADED', run: null }, 'ready', 'ready'],
  ['stopped', { status: 'PROCESSING', run: ended }, 'ready', 'ready'],
  ['waiting for its file', { status: 'PENDING_SOURCE', run: null }, 'first', 'first'],
  ['in progress', { status: 'PROCESSING', run }, 'again', 'first'],
  ['queued', { status: 'DOWNLOADED', run, waiting_for: queued }, 'again', 'first'],
  ['delivering', { status: 'UPLOADING', run }, 'again', 'first'],
  ['paused', { status: 'PROCESSING', run, on_pause: true }, 'ready', 'first'],
  ['waiting for a service', { status: 'PROCESSING', run, waiting_for: waits }, 'ready', 'first'],
  ['failed', { status: 'DOWNLOADED', failed: true }, 'attention', 'attention'],
  ['unconfirmed', { upload_summary: unconfirmed }, 'attention', 'attention'],
  [
    'unconfirmed, while other outputs follow',
    { status: 'UPLOADING', run, upload_summary: unconfirmed },
    'attention',
    'attention',
  ],
  ['partial', { status: 'UPLOADED', outputs: [output, refused] }, 'attention', 'attention'],
  ['partial so far, while other outputs follow', { status: 'UPLOADING', run, outputs: [refused, output] }, 'again', 'first'],
  ['to review', { status: 'PROCESSED', needs_review: true }, 'attention', 'attention'],
  ['failed and deleted', { failed: true, deleted_at: '2026-11-19T14:02:00Z' }, 'ready', 'ready'],
  ['erased', { run, status: 'PROCESSING', erased_at: '2026-11-19T14:02:00Z' }, 'ready', 'ready'],
];

describe('the progress in the header', () => {
  it.each<[what: string, change: Partial<PhaseFields>, hasTranscript: boolean, hasProgress: boolean]>([
    ['ready', {}, true, false],
    ['ready, and corrected words are on their way', { run }, true, false],
    ['in progress, with a part of its own', { status: 'PROCESSING', run }, true, false],
    ['in progress for the first time', { status: 'PROCESSING', run }, false, false],
    ['waiting for a service', { status: 'PROCESSING', run, waiting_for: waits }, true, true],
    ['unconfirmed, while other outputs follow', { status: 'UPLOADING', run, upload_summary: unconfirmed }, true, true],
    ['pausing', { status: 'PROCESSING', run: runWith('IN_PROGRESS', 'PENDING'), on_pause: true }, true, true],
    ['paused', { status: 'PROCESSING', run, on_pause: true }, true, false],
    ['paused and unconfirmed', { status: 'UPLOADING', run, on_pause: true, upload_summary: unconfirmed }, true, false],
    ['deleted', { status: 'PROCESSING', run: ended, deleted_at: '2026-11-19T14:02:00Z' }, true, false],
  ])('is shown only if it says something, and no other part says it: %s', (_, change, hasTranscript, hasProgress) => {
    expect(findSituation({ ...recording, ...change }, hasTranscript).hasProgress).toBe(hasProgress);
  });
});

describe('the order of the parts', () => {
  it.each(ROWS)('follows the status: %s', (_, change, withTranscript, without) => {
    const changed = { ...recording, ...change };
    expect([findPhase(changed, true), findPhase(changed, false)]).toEqual([withTranscript, without]);
  });

  it('shows a result before its pipeline, except during the first run', () => {
    const comesBefore = (phase: Phase): boolean => {
      const order = ORDER[phase];
      const pipeline = order.indexOf(phase === 'first' ? 'pipeline' : 'made');
      return pipeline !== -1 && order.indexOf('result') < pipeline;
    };
    expect(comesBefore('ready')).toBe(true);
    expect(comesBefore('again')).toBe(true);
    expect(comesBefore('attention')).toBe(true);
    expect(comesBefore('first')).toBe(false);
  });

  it('leaves out no part of the item, and shows the pipeline once', () => {
    for (const order of Object.values(ORDER)) {
      expect(order).toEqual(expect.arrayContaining(['notice', 'result', 'why', 'details', 'past', 'history']));
      expect(order.filter((part) => part === 'pipeline' || part === 'made')).toHaveLength(1);
      expect(new Set(order).size).toBe(order.length);
    }
  });
});
