import type { OutputView, RecordingView } from '../client/views.js';
import { requireSuccess } from '../commands/wait.js';
import { progressLine, recordingText, statusText } from './recording.js';

const ID = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11';
const OTHER = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b00';
const THEN = '2026-02-05T10:00:00.000Z';

const noTrouble = { progress: null, stalled: false, failed_reason: null, skip_reason: null, retry_at: null };
const anOutput = (overrides: Partial<OutputView>): OutputView => ({
  id: 'mail',
  target_type: 'simulated',
  status: 'UPLOADED',
  unconfirmed: false,
  follow_ups: [],
  ...noTrouble,
  ...overrides,
});
const aRecording = (overrides: Partial<RecordingView>): RecordingView => ({
  id: ID,
  title: 'A talk',
  status: 'READY',
  failed: false,
  failed_at_stage: null,
  failed_reason: null,
  progress: 1,
  revision: '7',
  created_at: THEN,
  run: { active: false },
  stalled: false,
  on_pause: false,
  pause_until: null,
  pause_reason: null,
  waiting_for: [],
  cancelled_at: null,
  deleted_at: null,
  expires_at: null,
  processing_stages: [],
  outputs: [],
  upload_summary: { total: 1, uploaded: 1, failed: 0 },
  ...overrides,
});
const stage = (overrides: Partial<RecordingView['processing_stages'][number]>): RecordingView['processing_stages'][number] => ({
  stage_type: 'TRANSCRIBE',
  status: 'PENDING',
  ...noTrouble,
  ...overrides,
});

describe('a recording at the command line', () => {
  it('does not pass for delivered where nobody knows whether it was', () => {
    const recording = aRecording({ outputs: [anOutput({ unconfirmed: true })] });
    expect(statusText(recording)).toBe('READY (1 unconfirmed)');
    const text = recordingText(recording);
    expect(text).toMatch(/^→ mail +UPLOADED \(unconfirmed\)$/m);
    expect(text).toMatch(new RegExp(`^unconfirmed +.*tl settle ${ID} mail --delivered yes\\|no$`, 'm'));
    expect(() => {
      requireSuccess(recording);
    }).toThrow('nobody could say whether it has arrived: mail');
    expect(() => {
      requireSuccess(aRecording({ outputs: [anOutput({})] }));
    }).not.toThrow();
  });

  it('says how many outputs have it where not all do, and which has an earlier version', () => {
    const recording = aRecording({
      status: 'UPLOADED',
      upload_summary: { total: 2, uploaded: 1, failed: 1 },
      outputs: [anOutput({ outdated: true }), anOutput({ id: 'library', status: 'FAILED', failed_reason: 'no room' })],
    });
    expect(statusText(recording)).toBe('UPLOADED (1 of 2)');
    expect(recordingText(recording)).toMatch(/^→ mail +UPLOADED \(an earlier version\)\n→ library +FAILED {2}no room$/m);
  });

  it('is not done while follow-ups are at work', () => {
    const followUps = [{ name: 'thumbnail', status: 'IN_PROGRESS', failed_reason: null, skip_reason: null, retry_at: null }];
    const recording = aRecording({ run: { active: true }, progress: 0.9, outputs: [anOutput({ follow_ups: followUps })] });
    expect(progressLine(recording)).toBe('READY (follow-ups at work) 90 %  → mail/thumbnail');
    expect(recordingText(recording)).toMatch(/^ {2}thumbnail +IN_PROGRESS$/m);
  });

  it('U9, U19: says that a follow-up has failed, also in a list', () => {
    const followUp = { name: 'thumbnail', status: 'FAILED', failed_reason: 'no picture', skip_reason: null, retry_at: null };
    const recording = aRecording({
      upload_summary: { total: 1, uploaded: 1, failed: 0, follow_ups_failed: 1 },
      outputs: [anOutput({ follow_ups: [followUp] })],
    });
    expect(statusText(recording)).toBe('READY (1 follow-up failed)');
    expect(recordingText(recording)).toMatch(/^ {2}thumbnail +FAILED {2}no picture$/m);
  });

  it('tells why a stage was left out with what went wrong, and why one is tried again', () => {
    const text = recordingText(
      aRecording({
        processing_stages: [
          stage({ status: 'SKIPPED', skip_reason: 'error', failed_reason: 'The model is gone' }),
          stage({ stage_type: 'TRIM', retry_at: THEN }),
        ],
      }),
    );
    expect(text).toMatch(/^transcribe +SKIPPED {2}error: The model is gone$/m);
    expect(text).toMatch(new RegExp(`^trim +PENDING {2}again at ${THEN}$`, 'm'));
  });

  it('tells who has paused or ended it and why, as far as that is known', () => {
    const paused = aRecording({ on_pause: true, pause_reason: 'the line is slow', paused_by_name: 'Ada' });
    expect(recordingText(paused)).toMatch(/^paused +by Ada, until it is run: the line is slow$/m);
    const cancelled = aRecording({ cancelled_at: THEN, cancel_reason: 'the wrong file' });
    expect(recordingText(cancelled)).toMatch(new RegExp(`^cancelled +${THEN}: the wrong file$`, 'm'));
  });

  it('names no time to look again while it is paused', () => {
    const waiting = { step: 'deliver:mail', for: 'quota', message: 'The quota is used up', since: THEN };
    const of = (until: string | null): string => recordingText(aRecording({ waiting_for: [{ ...waiting, until }] }));
    expect(of(null)).toMatch(/looks again when it goes on: The quota is used up$/m);
    expect(of(THEN)).toContain(`looks again at ${THEN}`);
  });

  it('does not promise files or a restore of what is past its retention date', () => {
    const gone = { deleted_at: THEN, expires_at: THEN };
    expect(recordingText(aRecording(gone))).toContain(`kept until ${THEN}`);
    expect(recordingText(aRecording({ ...gone, status: 'EXPIRED' }))).toContain(
      `its files and every word about it were kept until ${THEN}; it cannot be restored`,
    );
  });

  it('tells that the same content is there already, and since when', () => {
    const text = recordingText(aRecording({ duplicate_of: { id: OTHER, created_at: THEN } }));
    expect(text).toMatch(new RegExp(`^duplicate +the same content as ${OTHER}, registered at ${THEN}$`, 'm'));
    expect(recordingText(aRecording({ duplicate_of: null }))).not.toContain('duplicate');
  });

  it('says of what was erased that it is gone, and promises nothing', () => {
    const text = recordingText(aRecording({ deleted_at: THEN, expires_at: THEN, erased_at: THEN }));
    expect(text).toContain('(deleted, erased)');
    expect(text).toMatch(new RegExp(`^erased +${THEN}: its files and every word about it are gone$`, 'm'));
    expect(text).not.toContain('kept');
    expect(recordingText(aRecording({}))).not.toContain('erased');
  });
});
