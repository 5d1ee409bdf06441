import type { Output } from '@throughline/api-client';
import { actionName, type NamedItem } from './action-name.js';

const output = (id: string): Output => ({ id, status: 'UPLOADED', failed: false }) as Output;
const failed = (id: string): Output => ({ id, status: 'FAILED', failed: true }) as Output;

describe('the name of an action', () => {
  it.each([
    ['skip', 'TRANSCRIBE', 'Skip transcription'],
    ['skip', 'TRIM', 'Skip trimming'],
    ['skip', 'extract_metadata_with_gpt', 'Skip finding details'],
    ['skip_output', 'archive', 'Skip output archive'],
    ['settle', 'archive', 'Confirm delivery to archive'],
    ['retry', 'tube/thumbnail', 'Retry thumbnail at tube'],
  ] as const)('says in a sentence what it is for: %s %s', (action, target, name) => {
    expect(actionName({ action, target })).toBe(name);
  });

  it('is that of the API if a newer gateway sends one that this page does not know', () => {
    expect(actionName({ action: 'archive_all' as never, target: null })).toBe('archive_all');
    expect(actionName({ action: 'archive_all' as never, target: 'tube' })).toBe('archive_all: tube');
  });

  it.each<[what: string, item: NamedItem, name: string]>([
    ['one output', { outputs: [failed('tube'), output('archive')] }, 'Retry delivery to tube'],
    ['several outputs', { outputs: [failed('tube'), failed('archive')] }, 'Retry delivery'],
    ['the only output', { failed: true, failed_at_stage: 'upload', outputs: [failed('tube')] }, 'Retry delivery to tube'],
    ['all outputs', { failed: true, failed_at_stage: 'upload', outputs: [failed('tube'), failed('disk')] }, 'Retry delivery'],
    [
      'an output of a document',
      { failed: true, failed_at_stage: 'upload_to_disk', outputs: [failed('disk')] },
      'Retry delivery to disk',
    ],
    ['a step', { failed: true, failed_at_stage: 'transcribe', outputs: [failed('tube')] }, 'Retry transcription'],
    ['a step of a document', { failed: true, failed_at_stage: 'extract_text' }, 'Extract text again'],
    ['an unknown step', { failed: true, failed_at_stage: null }, 'Run'],
    ['nothing', { failed: false, failed_at_stage: null, outputs: [output('tube')] }, 'Run'],
  ])('says what a run repeats: %s', (_what, item, name) => {
    expect(actionName({ action: 'run', target: null }, item)).toBe(name);
  });

  it('is Resume for a run of a paused item', () => {
    const run = { action: 'run', target: null } as const;
    expect([actionName(run), actionName(run, { on_pause: false }), actionName(run, { on_pause: true })]).toEqual([
      'Run',
      'Run',
      'Resume',
    ]);
  });
});
