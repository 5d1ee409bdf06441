import { actionName } from './action-name.js';

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

  it('is Resume for a run of a paused item', () => {
    const run = { action: 'run', target: null } as const;
    expect([actionName(run), actionName(run, { on_pause: false }), actionName(run, { on_pause: true })]).toEqual([
      'Run',
      'Run',
      'Resume',
    ]);
  });
});
