import type { Artifact, JsonObject } from '@throughline/contracts';
import { isContentGone } from '../content.js';
import { isPresent, type Asset, type AssetState, type StepState } from '../state.js';
import { isOpen } from '../steps/steps.js';
import { PREVIEWED_FILE, previewFileOf } from './preview-file.js';

/**
 * `none`: nobody has asked for previews of the present file. `requested`: they are queued, in progress, or wait for another
 * attempt. `ready`: they are complete, even if the file has neither pictures nor sound. `failed`: the present file cannot be read.
 */
export const PREVIEW_STATES = ['none', 'requested', 'ready', 'failed'] as const;
export type PreviewState = (typeof PREVIEW_STATES)[number];

export interface Previews {
  readonly state: PreviewState;
  /** The complete previews, which may still show the file before its last step. */
  readonly artifacts: readonly Artifact[];
  /** The SHA-256 of the file that they show, in hex. */
  readonly fileSha256?: string;
}

const NO_PREVIEWS: Previews = { state: 'none', artifacts: [] };

/** Earlier results stay at a step that runs again. */
const findResult = (step: StepState): JsonObject | undefined => ('result' in step ? step.result : undefined);

function findShownFile(step: StepState): string | undefined {
  const sha256 = findResult(step)?.[PREVIEWED_FILE];
  return typeof sha256 === 'string' ? sha256 : undefined;
}

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

function findState(asset: Asset, preview: StepState): PreviewState {
  if (isPreviewOpen(asset)) return 'requested';
  if (preview.phase === 'completed' && findShownFile(preview) === previewFileOf(asset)?.sha256) return 'ready';
  return preview.phase === 'failed' && !arePreviewsOutdated(asset) ? 'failed' : 'none';
}

export function previewsOf(state: AssetState): Previews {
  if (!isPresent(state) || isContentGone(state) || state.preview === undefined) return NO_PREVIEWS;
  const { preview } = state;
  const fileSha256 = findShownFile(preview);
  const shown = { artifacts: preview.artifacts, ...(fileSha256 === undefined ? {} : { fileSha256 }) };
  return { state: findState(state, preview), ...shown };
}
