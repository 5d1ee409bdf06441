import type { Recording, RecordingStatus } from '@throughline/api-client';
import { text } from '../texts/text.js';
import {
  failedStepName,
  listRetries,
  getFlagBadges,
  getLabelBadge,
  getStatusBadge,
  getTranscriptBadge,
  stepName,
  titleOf,
} from './recording-state.js';

const calm: Parameters<typeof getFlagBadges>[0] = {
  failed: false,
  on_pause: false,
  needs_review: false,
  waiting_for: [],
  deleted_at: null,
  expired_at: null,
  erased_at: null,
  quarantined: false,
  needs_upgrade: false,
  upload_summary: { total: 1, uploaded: 0, failed: 0, partial: false, unconfirmed: 0, follow_ups_failed: 0 },
  duplicate_of: null,
  run: null,
};
const RECORDING_STATUSES = Object.keys(text.status) as RecordingStatus[];
const words = (part: Partial<Recording>): readonly string[] => getFlagBadges({ ...calm, ...part }).map((flag) => flag.words);

describe("the display of a recording's state", () => {
  it('names a failed step in words, also of a document', () => {
    expect(failedStepName('transcribe')).toBe(text.step.TRANSCRIBE);
    expect(failedStepName('extract_text')).toBe(text.step.extract_text);
    expect(failedStepName('upload_to_archive')).toBe(text.step.deliver('archive'));
  });

  it('has text, colour and icon for every status of the API', () => {
    for (const status of RECORDING_STATUSES) {
      const shown = getStatusBadge({ status, failed: false });
      expect([status, shown.words.length > 0, shown.tone.length > 0, shown.icon.length > 0]).toEqual([status, true, true, true]);
    }
  });

  it('is not green after a failure', () => {
    const tones = RECORDING_STATUSES.map((status) => getStatusBadge({ status, failed: true }).tone);
    expect(tones).not.toContain('good');
    expect(getStatusBadge({ status: 'READY', failed: false }).tone).toBe('good');
  });

  it('shows the queue position instead of the status while nothing is running', () => {
    const wait = {
      step: 'TRIM',
      for: 'queue',
      message: 'Waits for a worker',
      since: '2026-11-20T10:00:00.000Z',
      until: null,
      until_named: false,
    };
    const queued = { label: 'queued', queue_position: 4, queue_length: 9 } as const;
    expect(getLabelBadge(queued)).toMatchObject({ words: 'Queued, 4th of 9' });
    expect(getLabelBadge({ ...queued, queue_position: null, queue_length: null })).toMatchObject({ words: 'Queued' });
    expect(words({ waiting_for: [wait] })).toEqual([]);
    expect(words({ waiting_for: [{ ...wait, for: 'disk-full' }] })).toEqual(['Waiting']);
  });

  it('shows a stalled or stopped run instead of the status', () => {
    const wordsOf = (label: Recording['label']): string | undefined =>
      getLabelBadge({ label, queue_position: null, queue_length: null })?.words;
    expect([wordsOf('stalled'), wordsOf('stopped'), wordsOf(null)]).toEqual(['Stalled', 'Stopped', undefined]);
  });

  it('warns of a missing transcript, and only notes that transcription was off', () => {
    const badgeOf = (reason: string, message: string): unknown =>
      getTranscriptBadge({ no_transcript: { reason, message } as Recording['no_transcript'] });
    expect(badgeOf('no_engine', 'no speech engine')).toMatchObject({ words: 'No transcript: no speech engine', tone: 'warn' });
    expect(badgeOf('disabled', 'transcription is off')).toMatchObject({ words: 'Transcription off', tone: 'calm' });
    expect([getTranscriptBadge({ no_transcript: null }), getTranscriptBadge({})]).toEqual([undefined, undefined]);
  });

  it('lists steps with a retry after a failure, without those that only wait', () => {
    const step = {
      kind: 'stage' as const,
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
    const waiting = {
      step: 'deliver:library',
      for: 'quota',
      message: 'The quota is used up',
      since: at,
      until: at,
      until_named: true,
    };
    const run = { id: 'r', started_at: at, config_sources: {}, active: true, steps };
    expect(listRetries({ run, waiting_for: [waiting] }).map((one) => one.step)).toEqual(['TRANSCRIBE']);
    expect(listRetries({ run: { ...run, active: false }, waiting_for: [] })).toEqual([]);
  });

  it('shows no flags if there are none', () => {
    expect(words({})).toEqual([]);
  });

  it('shows the most urgent flag first, but none for a stall, which the label shows', () => {
    expect(words({ failed: true, stalled: true, on_pause: true, quarantined: true })).toEqual([
      'Quarantined',
      'Failed',
      'Paused',
    ]);
    expect(words({ needs_upgrade: true, failed: true })).toEqual(['Needs an upgrade', 'Failed']);
  });

  it('shows a failed follow-up next to the status, which stays green', () => {
    expect(words({ upload_summary: { ...calm.upload_summary, uploaded: 1, follow_ups_failed: 2 } })).toEqual([
      'Follow-up failed',
    ]);
  });

  it('distinguishes a pause that lets steps finish from a complete one', () => {
    const step = { step: 'TRIM', kind: 'stage', progress: null, depends_on: [], attempt: 1, retry_at: null } as const;
    const rest = { started_at: null, failed: false, failed_at: null, failed_reason: null, skip_reason: null };
    const run = (status: 'IN_PROGRESS' | 'PENDING'): Recording['run'] => ({
      id: 'r',
      config_sources: {},
      started_at: '2026-11-20T10:00:00.000Z',
      active: true,
      steps: [{ ...step, ...rest, status }],
    });
    expect(words({ on_pause: true, run: run('IN_PROGRESS') })).toEqual(['Pausing']);
    expect(words({ on_pause: true, run: run('PENDING') })).toEqual(['Paused']);
  });

  it('names steps, deliveries by their output, and unknown steps by their code', () => {
    expect(['TRANSCRIBE', 'deliver:library', 'deliver:tube/thumbnail', 'TRANSLATE', 'attempt', 'toString'].map(stepName)).toEqual(
      ['Transcribe', 'Delivery to library', 'Thumbnail at tube', 'TRANSLATE', 'attempt', 'toString'],
    );
  });

  it('titles a recording by its title or file, and says if it was erased or has expired', () => {
    const nameless = { title: null, file_name: null, expired_at: null, erased_at: null };
    expect(titleOf({ ...nameless, file_name: 'talk.mp4' })).toBe('talk.mp4');
    expect(titleOf({ ...nameless, expired_at: '2026-11-20T10:00:00.000Z' })).toBe('Expired recording');
    expect(titleOf({ ...nameless, erased_at: '2026-11-20T10:00:00.000Z' })).toBe('Erased recording');
  });

  it('shows a question for a person in its own colour', () => {
    expect(getFlagBadges({ ...calm, needs_review: true })).toMatchObject([{ words: 'To review', tone: 'ask' }]);
  });
});
