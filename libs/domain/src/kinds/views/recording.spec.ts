import type { AllowedAction } from '../allowed-actions.js';
import { allowedActions } from '../allowed-actions.js';
import { initialState } from '../../asset/state.js';
import { defaultRunConfig } from '../../asset/config/defaults.js';
import { Journey, STAGES, aConfig, aRun, aServer, aSource } from '../../testing/index.js';
import { renderRecording, type RecordingItem } from './recording.js';

const item = (journey: Journey, context = {}): RecordingItem => {
  const rendered = renderRecording(journey.state, journey.personal, context);
  if (rendered === undefined) throw new Error('The journey has no item');
  return rendered;
};

describe('the item of a recording (API-01)', () => {
  it('shows a new recording', () => {
    const journey = new Journey().register();
    expect(item(journey)).toEqual({
      id: journey.assetId,
      state: 'not_started',
      state_reason: null,
      label: null,
      no_transcript: null,
      earlier_run: false,
      title: 'A talk',
      description: null,
      tags: [],
      file_name: 'talk.mp4',
      language: 'en',
      is_mapped: true,
      source: {
        kind: 'upload',
        source_id: null,
        url: null,
        size: aSource().size,
        media_type: 'video/mp4',
        sha256: 'a'.repeat(64),
        duration_seconds: null,
      },
      status: 'INITIALIZED',
      terminal: true,
      failed: false,
      failed_at_stage: null,
      failed_reason: null,
      failed_at: null,
      processing_stages: [],
      outputs: [],
      uploads: {},
      upload_summary: { total: 0, uploaded: 0, failed: 0, partial: false, unconfirmed: 0, follow_ups_failed: 0 },
      follow_up_summary: { total: 0, completed: 0, failed: 0 },
      ready_to_upload: false,
      needs_review: false,
      is_runtime: false,
      can_run: true,
      can_pause: false,
      // RUN-27
      on_pause: false,
      pause_requested_at: null,
      pause_reason: null,
      pause_until: null,
      paused_by: null,
      waiting_for: [],
      allowed_actions: [
        { action: 'run', target: null, allowed: true, code: null, reason: null, try_instead: null },
        ...['pause', 'cancel', 'reset', 'replace_address', 'replace_file', 'unstick', 'check'].map(
          (action) => expect.objectContaining({ action, allowed: false }) as unknown,
        ),
        ...['set_language', 'describe', 'transfer'].map((action) => ({
          action,
          target: null,
          allowed: true,
          code: null,
          reason: null,
          try_instead: null,
        })),
        { action: 'delete', target: null, allowed: true, code: null, reason: null, try_instead: null },
        {
          action: 'restore',
          target: null,
          allowed: false,
          code: 'not-deleted',
          reason: 'The item is not deleted.',
          try_instead: 'Run the item, or delete it.',
        },
        { action: 'erase', target: null, allowed: true, code: null, reason: null, try_instead: null },
      ],
      cancelled_at: null,
      cancelled_by: null,
      cancel_reason: null,
      cancel_cause: null,
      imported_at: null,
      deleted_at: null,
      expires_at: null,
      expired_at: null,
      erased_at: null,
      progress: null,
      eta: null,
      eta_reason: null,
      queue_position: null,
      queue_length: null,
      progress_at: null,
      run: null,
      retention: null,
      created_at: journey.now,
      updated_at: journey.now,
    });
  });

  it('is undefined if nothing is registered', () => {
    expect(renderRecording(initialState, {})).toBeUndefined();
  });

  it('AGG-19: shows a running transcription', () => {
    const journey = aRun().through('DOWNLOAD', 'TRIM');
    journey.start('TRANSCRIBE');
    expect(item(journey)).toMatchObject({ status: 'PROCESSING', ready_to_upload: false, failed: false, is_runtime: true });
    expect(item(journey).processing_stages).toContainEqual(
      expect.objectContaining({ stage_type: 'TRANSCRIBE', status: 'IN_PROGRESS', failed: false }),
    );
  });

  it('STG-01: lists the planned stages in the order of the pipeline, without the source and the outputs', () => {
    expect(item(aRun()).processing_stages.map(({ stage_type, status }) => [stage_type, status])).toEqual(
      STAGES.map((stage) => [stage, 'PENDING']),
    );
  });

  it('UPL-04: shows an upload in progress without address, and then with address and time', () => {
    const journey = aRun().through('DOWNLOAD', ...STAGES);
    journey.start('deliver:library');
    const uploading = { status: 'uploading', url: null, uploaded_at: null };
    expect(item(journey).uploads).toEqual({ folder: { ...uploading, outputs: [{ id: 'library', ...uploading }] } });
    // UPL-01
    expect(item(journey).outputs).toMatchObject([{ status: 'UPLOADING', failed: false, updated_at: journey.now }]);
    journey.complete('deliver:library', { result: { path: 'a/b' }, url: 'file:///library/a.mp4' });
    const uploaded = { status: 'uploaded', url: 'file:///library/a.mp4', uploaded_at: journey.now };
    expect(item(journey).uploads).toEqual({ folder: { ...uploaded, outputs: [{ id: 'library', ...uploaded }] } });
    expect(item(journey).outputs).toMatchObject([
      {
        id: 'library',
        target_type: 'folder',
        status: 'UPLOADED',
        target_meta: { platform: 'folder', path: 'a/b', url: 'file:///library/a.mp4' },
        uploaded_at: journey.now,
      },
    ]);
  });

  it('shows no erased address', () => {
    const journey = aRun().through('DOWNLOAD', ...STAGES, 'deliver:library');
    expect(renderRecording(journey.state, {})?.uploads).toMatchObject({ folder: { status: 'uploaded', url: null } });
  });

  it('RUN-24: has is_runtime only in DOWNLOADING, PROCESSING and UPLOADING', () => {
    const journey = aRun();
    const seen = new Map<string, boolean>();
    const look = (): void => {
      seen.set(item(journey).status, item(journey).is_runtime);
    };
    look();
    for (const step of ['DOWNLOAD', ...STAGES, 'deliver:library']) {
      journey.start(step);
      look();
      journey.complete(step);
      look();
    }
    expect(Object.fromEntries(seen)).toEqual({
      INITIALIZED: false,
      DOWNLOADING: true,
      DOWNLOADED: false,
      PROCESSING: true,
      PROCESSED: false,
      UPLOADING: true,
      READY: false,
    });
  });

  it('keeps personal data out of the state', () => {
    const journey = aRun().through('DOWNLOAD');
    journey.start('TRIM');
    journey.fail('TRIM', { message: 'secret words' });
    expect(JSON.stringify(journey.state)).not.toMatch(/A talk|talk\.mp4|secret words/u);
  });
});

describe('progress', () => {
  it('comes from the lease of a running attempt, is 0 in the queue, and null if it is unknown', () => {
    const journey = aRun().through('DOWNLOAD');
    const trim = (live = new Map()): unknown => item(journey, { live }).processing_stages[0]?.progress;
    expect(trim()).toBe(0);
    journey.start('TRIM');
    expect(trim()).toBeNull();
    expect(trim(new Map([['TRIM', { fraction: 0.7 }]]))).toBe(0.7);
    journey.interrupt('TRIM', { progress: 0.5 });
    expect(trim(new Map([['TRIM', { fraction: 0.7 }]]))).toBe(0);
    journey.through('TRIM');
    expect(trim()).toBe(1);
  });

  it('is the completed fraction of the steps that are not skipped', () => {
    const journey = aRun();
    expect(item(journey).progress).toBe(0);
    journey.through('DOWNLOAD', 'TRIM');
    journey.start('TRANSCRIBE');
    expect(item(journey, { live: new Map([['TRANSCRIBE', { fraction: 0.5 }]]) }).progress).toBe(0.4167);
    journey.skip('TRANSCRIBE');
    expect(item(journey).progress).toBe(0.75);
    journey.through('deliver:library');
    expect(item(journey).progress).toBe(1);
  });
});

describe('allowed actions (U2, RUN-26)', () => {
  const run = (journey: Journey, server = aServer()): AllowedAction | undefined =>
    allowedActions(journey.state, server).find(({ action }) => action === 'run');

  it('agree with the decision about a run, with the reason and the way out', () => {
    expect(run(new Journey())).toMatchObject({ allowed: false, code: 'unknown-asset' });
    expect(run(new Journey().register())).toEqual({ action: 'run', allowed: true });
    expect(run(aRun())).toEqual({
      action: 'run',
      allowed: false,
      code: 'already-running',
      reason: 'A run is active on this item.',
      tryInstead: 'Wait for the run to end, or pause or cancel it.',
    });
    expect(run(aRun().through('DOWNLOAD', ...STAGES, 'deliver:library'))).toMatchObject({ code: 'already-complete' });
  });

  it('D11: depend on whether a run with this server’s settings and earlier requests has anything to do', () => {
    const journey = aRun(aConfig([])).through('DOWNLOAD', ...STAGES);
    expect(item(journey).can_run).toBe(false);
    // The recording had no outputs, so outputs that the server has added since do not count.
    expect(item(journey, { server: aServer(['library']) }).can_run).toBe(false);
    const off = { ...defaultRunConfig.transcription, enable_topics: false };
    const withoutTopics = aRun(aConfig([], { transcription: off })).through(
      'DOWNLOAD',
      'TRIM',
      'TRANSCRIBE',
      'GENERATE_SUBTITLES',
    );
    expect(item(withoutTopics).can_run).toBe(false);
    expect(item(withoutTopics, { server: aServer([]) }).can_run).toBe(true);
  });

  it('have an entry for each output, with the reason if there is nothing to settle', () => {
    const journey = aRun().through('DOWNLOAD', ...STAGES);
    const settle = (): AllowedAction | undefined => allowedActions(journey.state).find(({ action }) => action === 'settle');
    expect(settle()).toMatchObject({ target: 'library', allowed: false, code: 'not-unconfirmed' });
    journey.start('deliver:library');
    journey.complete('deliver:library', { result: { unconfirmed: true } });
    expect(settle()).toEqual({ action: 'settle', target: 'library', allowed: true });
    journey.settle('deliver:library', true);
    expect(settle()).toMatchObject({ allowed: false, code: 'already-settled' });
  });
});
