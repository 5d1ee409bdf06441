import { checkUpload } from '../decide/upload-check.js';
import type { Asset, AssetState } from '../asset/state.js';
import { defaultRunConfig } from '../asset/config/defaults.js';
import { AT, Journey, STAGES, aConfig, aRun } from '../testing/index.js';
import { isReadyToUpload } from './ready-to-upload.js';

const ready = (journey: Journey): boolean => isReadyToUpload(journey.state);

describe('ready_to_upload', () => {
  it('AGG-17: is false until the source has arrived', () => {
    const journey = aRun();
    expect(ready(journey)).toBe(false);
    journey.start('DOWNLOAD');
    expect(ready(journey)).toBe(false);
  });

  it('AGG-18, AGG-19: is false while an active stage waits or runs', () => {
    const journey = aRun().through('DOWNLOAD');
    expect(ready(journey)).toBe(false);
    journey.through('TRIM');
    journey.start('TRANSCRIBE');
    expect(ready(journey)).toBe(false);
  });

  it('AGG-18: is true once a recording without active stages is downloaded', () => {
    const config = aConfig([], {
      trimming: { enable_trimming: false, silence_threshold: -40 },
      transcription: { ...defaultRunConfig.transcription, enable_transcription: false },
    });
    const journey = aRun(config).through('DOWNLOAD');
    expect(journey.trail.at(-1)).toBe('PROCESSED');
    expect(ready(journey)).toBe(true);
  });

  it('STG-05, AGG-20: is true once all active stages are done, while uploading and after READY', () => {
    const journey = aRun().through('DOWNLOAD', ...STAGES);
    expect(ready(journey)).toBe(true);
    journey.start('deliver:library');
    expect(ready(journey)).toBe(true);
    journey.complete('deliver:library');
    expect(ready(journey)).toBe(true);
  });

  it('AGG-17: is false for a failed and for a deleted recording', () => {
    const failed = aRun().through('DOWNLOAD', ...STAGES);
    failed.start('deliver:library');
    failed.fail('deliver:library');
    expect(ready(failed)).toBe(false);
    const { state } = aRun().through('DOWNLOAD', ...STAGES);
    expect(isReadyToUpload({ ...state, deletedAt: AT } as AssetState)).toBe(false);
  });
});

describe('should_allow_upload() (AGG-22)', () => {
  const processed = aRun().through('DOWNLOAD', ...STAGES).state as Asset;

  it('accepts a processed recording', () => {
    expect(checkUpload(processed)).toBeUndefined();
  });

  it('refuses a recording that is deleted, EXPIRED, failed or below DOWNLOADED', () => {
    const failed = aRun().through('DOWNLOAD');
    failed.start('TRIM');
    failed.fail('TRIM');
    const refused = [
      { ...processed, deletedAt: AT },
      { ...processed, expiredAt: AT },
      failed.state as Asset,
      aRun().state as Asset,
    ].map((asset) => checkUpload(asset)?.code);
    expect(refused).toEqual(Array(4).fill('upload-not-allowed'));
  });

  it('is checked again when a delivery starts', () => {
    const journey = aRun().through('DOWNLOAD', ...STAGES);
    journey.state = { ...journey.state, deletedAt: AT } as AssetState;
    expect(journey.start('deliver:library')).toEqual({ rejected: expect.objectContaining({ code: 'upload-not-allowed' }) });
  });
});
