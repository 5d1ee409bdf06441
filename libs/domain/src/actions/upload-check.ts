import type { Asset } from '../asset/state.js';
import type { Rejection } from '../decide/decision.js';
import { nounOf } from '../pipeline/noun.js';
import { isFailed } from '../status/failure.js';
import { isFetched } from '../status/ready-to-upload.js';
import { renderStatus } from '../status/render-status.js';

/** `should_allow_upload()` (AGG-22): why nothing may be uploaded now, or undefined. Destinations add checks of their own. */
export function uploadRefusal(asset: Asset): Rejection | undefined {
  const status = renderStatus(asset);
  const refuse = (detail: string, tryInstead: string): Rejection => ({ code: 'upload-not-allowed', detail, tryInstead });
  if (asset.deletedAt !== undefined || status === 'EXPIRED')
    return refuse(`The ${nounOf(asset.pipeline)} is deleted.`, 'Restore it first.');
  if (isFailed(asset)) return refuse(`The ${nounOf(asset.pipeline)} has failed.`, 'Run it again: a new run clears that.');
  return isFetched(status) ? undefined : refuse(`The ${nounOf(asset.pipeline)} is not downloaded yet.`, 'Run it.');
}

/** `should_allow_transcription()` (FLR-16): whatever became of earlier tries, what is fetched and not deleted may be transcribed. */
export function transcriptionRefusal(asset: Asset): Rejection | undefined {
  const refuse = (detail: string, tryInstead: string): Rejection => ({ code: 'transcription-not-allowed', detail, tryInstead });
  if (asset.deletedAt !== undefined || asset.expiredAt !== undefined)
    return refuse(`The ${nounOf(asset.pipeline)} is deleted.`, 'Restore it first.');
  const fetched = asset.steps.every((step) => step.kind !== 'source' || step.phase === 'completed');
  return fetched ? undefined : refuse(`The ${nounOf(asset.pipeline)} is not downloaded yet.`, 'Run it.');
}
