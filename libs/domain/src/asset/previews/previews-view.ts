import type { Artifact } from '@throughline/contracts';
import { isContentGone } from '../content.js';
import { isPresent, type Asset, type AssetState, type StepState } from '../state.js';
import { pauseOf } from '../steps/run.js';
import { GIVEN_UP, errorOf, isOpen, stepOf } from '../steps/steps.js';
import { TRIM, awaitsTrimmedFile, previewFileOf } from './preview-file.js';
import { isEarlierSet, readPreviewResult, type WebVersionState } from './preview-result.js';

/**
 * `none`: nobody has asked for previews of the present file. `requested`: they are queued, in progress, or wait for another
 * attempt or for the trimmed file. `paused`: the run that brings the trimmed file is paused. `incomplete`: some parts exist, and
 * nobody has asked for the others. `ready`: they are complete, even if the file has neither pictures nor sound. `failed`: the
 * present file cannot be read. `stopped`: a person has given them up.
 */
export const PREVIEW_STATES = ['none', 'requested', 'paused', 'incomplete', 'ready', 'failed', 'stopped'] as const;
export type PreviewState = (typeof PREVIEW_STATES)[number];

export interface Previews {
  readonly state: PreviewState;
  /** The complete previews, which may still show the file before its last step. */
  readonly artifacts: readonly Artifact[];
  /** The SHA-256 of the file that they show, in hex. */
  readonly fileSha256?: string;
  /** Unknown until the file was inspected, and for documents. */
  readonly web?: WebVersionState;
}

const NO_PREVIEWS: Previews = { state: 'none', artifacts: [] };

/** Returns true if an attempt of this system is queued or running. What another system left open does not count. */
export const isPreviewOpen = ({ preview }: Pick<Asset, 'preview'>): boolean =>
  preview !== undefined && preview.isForeign !== true && isOpen(preview);

/** Returns true if the last attempt has ended, and has read another file than the present one. */
export function arePreviewsOutdated(asset: Asset): boolean {
  const last = asset.preview?.attempts.at(-1);
  if (last?.end === undefined || last.fileSha256 === undefined) return false;
  const file = previewFileOf(asset);
  return file !== undefined && file.sha256 !== last.fileSha256;
}

/** Returns true if the complete previews are those of the present file. */
const arePreviewsCurrent = (asset: Asset, preview: StepState): boolean => {
  const shown = readPreviewResult(preview)?.fileSha256;
  return preview.phase === 'completed' && shown !== undefined && shown === previewFileOf(asset)?.sha256;
};

function findEnd(asset: Asset, preview: StepState): PreviewState {
  if (preview.phase !== 'failed' || arePreviewsOutdated(asset)) return 'none';
  return errorOf(preview)?.code === GIVEN_UP ? 'stopped' : 'failed';
}

function findState(asset: Asset, preview: StepState): PreviewState {
  if (isPreviewOpen(asset)) return 'requested';
  if (!arePreviewsCurrent(asset, preview)) return findEnd(asset, preview);
  if (isEarlierSet(asset)) return 'incomplete';
  if (readPreviewResult(preview)?.web !== 'pending') return 'ready';
  // A long conversion of a file that the run replaces would be in vain.
  if (!awaitsTrimmedFile(asset)) return 'incomplete';
  return pauseOf(asset) === undefined || stepOf(asset, TRIM)?.phase === 'running' ? 'requested' : 'paused';
}

export function previewsOf(state: AssetState): Previews {
  if (!isPresent(state) || isContentGone(state) || state.preview === undefined) return NO_PREVIEWS;
  const { preview } = state;
  return { state: findState(state, preview), artifacts: preview.artifacts, ...readPreviewResult(preview) };
}

/** Returns true if only the version for the browser is missing, and an attempt can make it now. */
export const lacksWebVersion = (asset: Asset): boolean => {
  const { state, web } = previewsOf(asset);
  return state === 'incomplete' && web === 'pending' && !isEarlierSet(asset);
};
