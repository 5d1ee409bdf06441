import type { RecordingStatus } from '@throughline/contracts';
import { STAGES, Journey, aConfig, aRun } from './journey.js';

export interface StatusCase {
  readonly status: RecordingStatus;
  /** Distinguishes journeys to the same status. */
  readonly how: string;
  readonly journey: () => Journey;
}

const processed = (outputs: readonly string[] = ['library']): Journey => aRun(aConfig(outputs)).through('DOWNLOAD', ...STAGES);
const and = (journey: Journey, act: (journey: Journey) => unknown): Journey => {
  act(journey);
  return journey;
};
const failing = (journey: Journey, step: string): Journey =>
  and(journey, (each) => {
    each.start(step);
    each.fail(step);
  });

export const idle: readonly StatusCase[] = [
  { status: 'PENDING_SOURCE', how: 'its bytes are still to come', journey: () => pending() },
  { status: 'INITIALIZED', how: 'never run', journey: () => new Journey().register() },
  { status: 'INITIALIZED', how: 'its download has failed', journey: () => failing(aRun(), 'DOWNLOAD') },
  { status: 'SKIPPED', how: 'unmapped', journey: () => new Journey().register({ isMapped: false }) },
  { status: 'DOWNLOADED', how: 'a stage has failed', journey: () => failing(aRun().through('DOWNLOAD'), 'TRIM') },
  {
    status: 'DOWNLOADED',
    how: 'cancelled',
    journey: () => and(aRun().through('DOWNLOAD', 'TRIM'), (journey) => journey.cancel()),
  },
  { status: 'PROCESSED', how: 'its only output has failed', journey: () => failing(processed(), 'deliver:library') },
  {
    status: 'PROCESSED',
    how: 'cancelled before the upload',
    journey: () => and(processed(), (journey) => journey.cancel()),
  },
  {
    status: 'UPLOADED',
    how: 'one of two outputs has failed',
    journey: () => failing(processed(['one', 'two']).through('deliver:one'), 'deliver:two'),
  },
  { status: 'READY', how: 'everything is uploaded', journey: () => processed().through('deliver:library') },
  {
    status: 'EXPIRED',
    how: 'deleted, and past its retention date',
    journey: () =>
      and(processed().through('deliver:library'), (journey) => {
        journey.delete(1_000);
        journey.later(5_000).poke();
      }),
  },
];

export const running: readonly StatusCase[] = [
  { status: 'INITIALIZED', how: 'queued', journey: () => aRun() },
  { status: 'DOWNLOADING', how: 'the download runs', journey: () => and(aRun(), (journey) => journey.start('DOWNLOAD')) },
  { status: 'DOWNLOADED', how: 'the first stage is queued', journey: () => aRun().through('DOWNLOAD') },
  {
    status: 'PROCESSING',
    how: 'a stage runs',
    journey: () => and(aRun().through('DOWNLOAD'), (journey) => journey.start('TRIM')),
  },
  { status: 'PROCESSING', how: 'between two stages', journey: () => aRun().through('DOWNLOAD', 'TRIM') },
  { status: 'PROCESSED', how: 'the upload is queued', journey: () => processed() },
  {
    status: 'UPLOADING',
    how: 'an upload runs',
    journey: () => and(processed(), (journey) => journey.start('deliver:library')),
  },
  {
    status: 'UPLOADING',
    how: 'one upload is done and another one queued',
    journey: () => processed(['one', 'two']).through('deliver:one'),
  },
];

/** The statuses with work in progress, which can be paused (C32). */
export const pausable: readonly StatusCase[] = running.filter(({ status }) =>
  (['DOWNLOADING', 'PROCESSING', 'UPLOADING'] as readonly RecordingStatus[]).includes(status),
);

const pending = (): Journey => {
  const journey = new Journey();
  journey.send({ type: 'RegisterAsset', assetId: journey.assetId, owner: 'owner-1', title: 't', language: 'en', isMapped: true });
  return journey;
};
