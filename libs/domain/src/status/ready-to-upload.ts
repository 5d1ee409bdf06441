import type { RecordingStatus } from '@throughline/contracts';
import { isPresent, type AssetState } from '../asset/state.js';
import { isWork } from '../asset/steps/kinds.js';
import { isFailed } from './failure.js';
import { renderStatus } from './render-status.js';

const FETCHED: ReadonlySet<RecordingStatus> = new Set<RecordingStatus>([
  'DOWNLOADED',
  'PROCESSING',
  'PROCESSED',
  'UPLOADING',
  'UPLOADED',
  'READY',
]);

/** Returns true if the source has been fetched: `DOWNLOADED` or later (AGG-17, AGG-22). */
export const isFetched = (status: RecordingStatus): boolean => FETCHED.has(status);

/** Returns true if all files for the upload are ready. Computed on every read (AGG-17 to AGG-20). */
export const isReadyToUpload = (state: AssetState): boolean =>
  isPresent(state) &&
  state.deletedAt === undefined &&
  isFetched(renderStatus(state)) &&
  !isFailed(state) &&
  state.steps.every((step) => !isWork(step.kind) || step.phase === 'completed' || step.phase === 'skipped');
