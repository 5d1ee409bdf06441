import type { Output } from '@throughline/api-client';
import type { StageView } from '../client/views.js';
import { requireSuccess } from '../commands/wait.js';
import { RECORDING_ID as ID, aRecording, type Fixture } from '#testing/a-recording.js';
import { progressLine, recordingText, statusText } from './recording.js';

const OTHER = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b00';
const THEN = '2026-02-05T10:00:00.000Z';

const noTrouble = { progress: null, stalled: false, failed_reason: null, skip_reason: null, retry_at: null };
const anOutput = (overrides: Fixture<Output>): Fixture<Output> => ({
  id: 'mail',
  target_type: 'simulated',
  status: 'UPLOADED',
  unconfirmed: false,
  follow_ups: [],
  ...noTrouble,
  ...overrides,
});
const stage = (overrides: Fixture<StageView>): Fixture<StageView> => ({
  stage_type: 'TRANSCRIBE',
  status: 'PENDING',
  ...noTrouble,
  ...overrides,
});

describe('recordingText', () => {
  it('does not show an unconfirmed delivery as delivered', () => {
    const recording = aRecording({ outputs: [anOutput({ unconfirmed: true })] });
    expect(statusText(recording)).toBe('READY (1 unconfirmed)');
    const text = recordingText(recording);
    expect(text).toMatch(/^→ mail +UPLOADED \(unconfirmed\)$/m);
    expect(text).toMatch(new RegExp(`^unconfirmed +.*tl settle ${ID} mail --delivered yes\\|no$`, 'm'));
    expect(() => {
      requireSuccess(recording);
    }).toThrow('not confirmed by the destination: mail');
    expect(() => {
      requireSuccess(aRecording({ outputs: [anOutput({})] }));
    }).not.toThrow();
  });

  it('shows a stalled or stopped run instead of the status, and why there is no transcript', () => {
    expect(statusText(aRecording({ status: 'PROCESSING', label: 'stalled', failed: true }))).toBe('stalled (PROCESSING, failed)');
    expect(statusText(aRecording({ status: 'INITIALIZED', label: 'stopped' }))).toBe('stopped (INITIALIZED)');
    const noTranscript = { reason: 'no_engine', message: 'no speech engine' } as const;
    expect(statusText(aRecording({ no_transcript: noTranscript }))).toBe('READY (no transcript: no speech engine)');
    const off = { reason: 'disabled', message: 'transcription is off' } as const;
    expect(statusText(aRecording({ no_transcript: off }))).toBe('READY (transcription is off)');
  });

  it('says once that a document has failed', () => {
    expect(statusText(aRecording({ status: 'failed', failed: true }))).toBe('failed');
    expect(statusText(aRecording({ status: 'INITIALIZED', failed: true }))).toBe('INITIALIZED (failed)');
  });

  it('says that an item is history only, or that its original stays on the server', () => {
    const recording = aRecording({});
    const withSource = (source: object) => recordingText({ ...recording, source: { ...recording.source, ...source } });
    expect(withSource({ history_only: true })).toMatch(/^history only +its file was not brought here.*tl replace .* FILE/m);
    const original = { folder: 'scans', path: '2024/a.pdf', size: 5 };
    expect(withSource({ original })).toMatch(/^original +stays .*also after an erasure: scans\/2024\/a\.pdf$/m);
    expect(withSource({ original: { ...original, path: null } })).toMatch(/: scans$/m);
    expect(recordingText(recording)).not.toMatch(/^(history only|original)/m);
  });

  it('shows the files of a recording at Zoom', () => {
    const files = [
      { name: 'gallery_view', taken: true },
      { name: 'timeline', taken: false },
    ];
    const recording = aRecording({});
    const text = recordingText({ ...recording, source: { ...recording.source, files } });
    expect(text).toMatch(/^zoom files +gallery_view, timeline \(not imported\)$/m);
    expect(recordingText(recording)).not.toContain('zoom files');
  });

  it('shows the number of finished outputs, and marks an earlier version', () => {
    const recording = aRecording({
      status: 'UPLOADED',
      upload_summary: { total: 2, uploaded: 1, failed: 1, follow_ups_failed: 0 },
      outputs: [anOutput({ outdated: true }), anOutput({ id: 'library', status: 'FAILED', failed_reason: 'no room' })],
    });
    expect(statusText(recording)).toBe('UPLOADED (1 of 2)');
    expect(recordingText(recording)).toMatch(/^→ mail +UPLOADED \(an earlier version\)\n→ library +FAILED {2}no room$/m);
  });

  it('marks a delivery with an earlier title or description', () => {
    const text = recordingText(aRecording({ outputs: [anOutput({ old_texts: true })] }));
    expect(text).toMatch(/^→ mail +UPLOADED \(an earlier title or description\)$/m);
  });

  it('shows the thumbnail, and how to get it', () => {
    const url = `/api/v1/recordings/${ID}/artifacts/thumbnail.jpg`;
    const rowOf = (second: number | null, at: string | null): string =>
      recordingText(aRecording({ thumbnail: { second, url: at } }));
    expect(rowOf(12.5, url)).toMatch(new RegExp(`^thumbnail +at 12.5 s: tl get ${ID} thumbnail.jpg$`, 'm'));
    expect(rowOf(null, url)).toMatch(/^thumbnail +chosen automatically: tl get/m);
    expect(rowOf(3, null)).toMatch(/^thumbnail +at 3 s$/m);
    expect(recordingText(aRecording())).not.toContain('thumbnail');
  });

  it('shows the platform of each output and the address of its delivery', () => {
    const recording = aRecording({
      outputs: [anOutput({ id: 'library' }), anOutput({ id: 'archive', status: 'PENDING' })],
      uploads: {
        folder: {
          outputs: [
            { id: 'library', url: 'https://files.example/talk' },
            { id: 'archive', url: null },
          ],
        },
      },
    });
    expect(recordingText(recording)).toMatch(
      /^→ library +UPLOADED {2}folder {2}https:\/\/files\.example\/talk\n→ archive +PENDING {2}folder$/m,
    );
  });

  it('says how many pages of a document were not read', () => {
    expect(recordingText(aRecording({ text: { pages: 3, pages_unread: 2 } }))).toMatch(/^not read +2 of 3 pages: their text/m);
    expect(recordingText(aRecording({ text: { pages: 3, pages_unread: 0 } }))).not.toContain('not read');
  });

  it('marks a document with poorly readable pages', () => {
    expect(recordingText(aRecording({ text: { pages: 12, pages_poor: 3 } }))).toMatch(/^poorly readable +3 of 12 pages: check/m);
    expect(recordingText(aRecording({ text: { pages: 12, pages_poor: 0 } }))).not.toContain('poorly');
    expect(recordingText(aRecording({ text: null }))).not.toContain('poorly');
  });

  it('does not show a recording as done while follow-ups run', () => {
    const followUps = [{ ...noTrouble, name: 'thumbnail', status: 'IN_PROGRESS' as const }];
    const recording = aRecording({ run: { active: true }, progress: 0.9, outputs: [anOutput({ follow_ups: followUps })] });
    expect(progressLine(recording)).toBe('READY (follow-ups running) 90 %  → mail/thumbnail');
    expect(recordingText(recording)).toMatch(/^ {2}thumbnail +IN_PROGRESS$/m);
  });

  it('U9, U19: shows a failed follow-up, also in a list', () => {
    const followUp = { ...noTrouble, name: 'thumbnail', status: 'FAILED', failed_reason: 'no picture' } as const;
    const recording = aRecording({
      upload_summary: { total: 1, uploaded: 1, failed: 0, follow_ups_failed: 1 },
      outputs: [anOutput({ follow_ups: [followUp] })],
    });
    expect(statusText(recording)).toBe('READY (1 follow-up failed)');
    expect(recordingText(recording)).toMatch(/^ {2}thumbnail +FAILED {2}no picture$/m);
  });

  it('shows why a stage was skipped or is tried again', () => {
    const text = recordingText(
      aRecording({
        processing_stages: [
          stage({ status: 'SKIPPED', skip_reason: 'error', failed_reason: 'The model is gone' }),
          stage({ stage_type: 'TRIM', retry_at: THEN }),
        ],
      }),
    );
    expect(text).toMatch(/^transcribe +SKIPPED {2}error: The model is gone$/m);
    expect(text).toMatch(new RegExp(`^trim +PENDING {2}next attempt at ${THEN}$`, 'm'));
  });

  it('shows the known facts about a pause or a cancellation', () => {
    const paused = aRecording({ on_pause: true, pause_reason: 'the line is slow', paused_by_name: 'Ada' });
    expect(recordingText(paused)).toMatch(/^paused +by Ada, until you run it: the line is slow$/m);
    const cancelled = aRecording({ cancelled_at: THEN, cancel_reason: 'the wrong file' });
    expect(recordingText(cancelled)).toMatch(new RegExp(`^cancelled +${THEN}: the wrong file$`, 'm'));
  });

  it('shows no time of the next check while the recording is paused, or if it is checked regularly', () => {
    const waiting = { step: 'deliver:mail', for: 'quota', message: 'The quota is used up', since: THEN };
    const of = (until: string | null, on_pause = false): string =>
      recordingText(aRecording({ on_pause, waiting_for: [{ ...waiting, until }] }));
    expect(of(null, true)).toMatch(/next check when it resumes: The quota is used up$/m);
    expect(of(null)).toMatch(/, checked regularly: The quota is used up$/m);
    expect(of(THEN)).toContain(`next check at ${THEN}`);
  });

  it('shows what retention plans, and what it has done', () => {
    const retention = { soft_delete_at: THEN, hard_delete_at: null, source: 'template' } as const;
    expect(recordingText(aRecording({ retention }))).toContain(`deleted at ${THEN}; content kept (layer template)`);
    expect(recordingText(aRecording({ retention: { ...retention, hard_delete_at: THEN } }))).toContain(
      `content removed at ${THEN}`,
    );
    const gone = recordingText(aRecording({ deleted_at: THEN, retention }));
    expect(gone).toContain('by retention; kept until a person erases it');
    expect(gone).not.toContain('layer');
  });

  it('offers neither files nor a restore after the retention date', () => {
    const gone = { deleted_at: THEN, expires_at: THEN };
    expect(recordingText(aRecording(gone))).toContain(`kept until ${THEN}`);
    expect(recordingText(aRecording({ ...gone, status: 'EXPIRED' }))).toContain(
      `its files and personal data were kept until ${THEN}; it cannot be restored`,
    );
  });

  it('shows the lines of a description one below the other', () => {
    const text = recordingText(aRecording({ description: 'First line\r\nSecond line\n\nLast' }));
    expect(text).toMatch(/^description {2}First line\n {13}Second line\n\n {13}Last$/m);
  });

  it('names the earlier item with the same content', () => {
    const text = recordingText(aRecording({ duplicate_of: { id: OTHER, created_at: THEN } }));
    expect(text).toMatch(new RegExp(`^duplicate +the same content as ${OTHER}, registered at ${THEN}$`, 'm'));
    expect(recordingText(aRecording({ duplicate_of: null }))).not.toContain('duplicate');
  });

  it('shows an erased item as gone and offers no restore', () => {
    const text = recordingText(aRecording({ deleted_at: THEN, expires_at: THEN, erased_at: THEN }));
    expect(text).toContain('(deleted, erased)');
    expect(text).toMatch(new RegExp(`^erased +${THEN}: its files and personal data are gone$`, 'm'));
    expect(text).not.toContain('kept');
    expect(recordingText(aRecording({}))).not.toContain('erased');
  });
});
