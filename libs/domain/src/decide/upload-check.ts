import type { Asset } from '../asset/state.js';
import type { Rejection } from './decision.js';
import { nounOf } from '../asset/pipeline/noun.js';
import { isFailed } from '../status/failure.js';
import { isFetched } from '../status/ready-to-upload.js';
import { renderStatus } from '../status/render-status.js';

/**
 * Returns the reason why nothing may be uploaded now, or undefined: `should_allow_upload()` (AGG-22). Destinations add their
 * own checks.
 */
export function checkUpload(asset: Asset): Rejection | undefined {
  const status = renderStatus(asset);
  const refuse = (detail: string, tryInstead: string): Rejection => ({ code: 'upload-not-allowed', detail, tryInstead });
  if (asset.deletedAt !== undefined || status === 'EXPIRED')
    return refuse(`The ${nounOf(asset.pipeline)} is deleted.`, 'Restore it first.');
  if (isFailed(asset)) return refuse(`The ${nounOf(asset.pipeline)} has failed.`, 'Run it again: a new run clears the failure.');
  return isFetched(status) ? undefined : refuse(`The ${nounOf(asset.pipeline)} is not downloaded yet.`, 'Run it.');
}

/**
 * Returns the reason why nothing may be transcribed now, or undefined: `should_allow_transcription()` (FLR-16). Earlier
 * failures do not matter.
 */
export function checkTranscription(asset: Asset): Rejection | undefined {
  const refuse = (detail: string, tryInstead: string): Rejection => ({ code: 'transcription-not-allowed', detail, tryInstead });
  if (asset.deletedAt !== undefined || asset.expiredAt !== undefined)
    return refuse(`The ${nounOf(asset.pipeline)} is deleted.`, 'Restore it first.');
  const fetched = asset.steps.every((step) => step.kind !== 'source' || step.phase === 'completed');
  return fetched ? undefined : refuse(`The ${nounOf(asset.pipeline)} is not downloaded yet.`, 'Run it.');
}
