import { RECORDING_STATUSES, type Recording } from '../api/answers.js';
import { retriesOf, shownFlags, shownStatus, stepName, titleOf } from './recording-state.js';

const calm: Parameters<typeof shownFlags>[0] = {
  failed: false,
  on_pause: false,
  stalled: false,
  waiting_for: [],
  deleted_at: null,
  expired_at: null,
  erased_at: null,
  quarantined: false,
  needs_upgrade: false,
  upload_summary: { total: 1, uploaded: 0, failed: 0, partial: false, unconfirmed: 0 },
  duplicate_of: null,
  run: null,
};
const words = (part: Partial<Recording>): readonly string[] => shownFlags({ ...calm, ...part }).map((flag) => flag.words);

describe('how the state of a recording is shown', () => {
  it('has words, a colour and a sign for every status of the API', () => {
    for (const status of RECORDING_STATUSES) {
      const shown = shownStatus({ status, failed: false });
      expect([status, shown.words.length > 0, shown.tone.length > 0, shown.icon.length > 0]).toEqual([status, true, true, true]);
    }
  });

  it('is not green where something has failed', () => {
    const tones = RECORDING_STATUSES.map((status) => shownStatus({ status, failed: true }).tone);
    expect(tones).not.toContain('good');
    expect(shownStatus({ status: 'READY', failed: false }).tone).toBe('good');
  });

  it('tells which steps are tried again after a failure, and not which only wait', () => {
    const step = {
      kind: 'stage',
      progress: null,
      depends_on: [],
      failed: false,
      skip_reason: null,
      started_at: null,
      attempt: 2,
    };
    const at = '2026-11-20T10:00:00.000Z';
    const failure = { failed_at: at, failed_reason: 'The engine is away', retry_at: at };
    const steps = [
      { ...step, ...failure, step: 'TRANSCRIBE', status: 'PENDING' as const },
      { ...step, ...failure, step: 'deliver:library', status: 'PENDING' as const },
      { ...step, ...failure, step: 'TRIM', status: 'IN_PROGRESS' as const, retry_at: null },
    ];
    const waiting = { step: 'deliver:library', for: 'quota', message: 'The quota is used up', since: at, until: at };
    const run = { id: 'r', started_at: at, active: true, steps };
    expect(retriesOf({ run, waiting_for: [waiting] }).map((one) => one.step)).toEqual(['TRANSCRIBE']);
    expect(retriesOf({ run: { ...run, active: false }, waiting_for: [] })).toEqual([]);
  });

  it('shows nothing beside the status where there is nothing', () => {
    expect(words({})).toEqual([]);
  });

  it('shows the most pressing first, and an unknown stall as none', () => {
    expect(words({ failed: true, stalled: true, on_pause: true, quarantined: true })).toEqual([
      'In quarantine',
      'Failed',
      'Stalled',
      'Paused',
    ]);
    expect(words({ stalled: null })).toEqual([]);
    expect(words({ needs_upgrade: true, failed: true })).toEqual(['Needs an upgrade', 'Failed']);
  });

  it('tells a pause that lets work finish from one that has come about', () => {
    const step = { step: 'TRIM', kind: 'stage', progress: null, depends_on: [], attempt: 1, retry_at: null, started_at: null };
    const rest = { failed: false, failed_at: null, failed_reason: null, skip_reason: null };
    const run = (status: 'IN_PROGRESS' | 'PENDING'): Recording['run'] => ({
      id: 'r',
      started_at: '2026-11-20T10:00:00.000Z',
      active: true,
      steps: [{ ...step, ...rest, status }],
    });
    expect(words({ on_pause: true, run: run('IN_PROGRESS') })).toEqual(['Pausing']);
    expect(words({ on_pause: true, run: run('PENDING') })).toEqual(['Paused']);
  });

  it('names steps, deliveries by their output, and steps of tomorrow as they are called', () => {
    expect(['TRANSCRIBE', 'deliver:library', 'deliver:tube/thumbnail', 'TRANSLATE', 'attempt', 'toString'].map(stepName)).toEqual(
      ['Transcribe', 'Delivery to library', 'Thumbnail at tube', 'TRANSLATE', 'attempt', 'toString'],
    );
  });

  it('calls a recording by its title, else its file, and says so where it was erased or has expired', () => {
    const nameless = { title: null, file_name: null, expired_at: null, erased_at: null };
    expect(titleOf({ ...nameless, file_name: 'talk.mp4' })).toBe('talk.mp4');
    expect(titleOf({ ...nameless, expired_at: '2026-11-20T10:00:00.000Z' })).toBe('Expired recording');
    expect(titleOf({ ...nameless, erased_at: '2026-11-20T10:00:00.000Z' })).toBe('Erased recording');
  });
});
