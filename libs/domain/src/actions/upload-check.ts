import type { Asset } from '../asset/state.js';
import type { Rejection } from '../decide/decision.js';
import { isFailed } from '../status/failure.js';
import { isFetched } from '../status/ready-to-upload.js';
import { renderStatus } from '../status/render-status.js';

/** `should_allow_upload()` (AGG-22): why nothing may be uploaded now, or undefined. Destinations add checks of their own. */
export function uploadRefusal(asset: Asset): Rejection | undefined {
  const status = renderStatus(asset);
  const refuse = (detail: string): Rejection => ({ code: 'upload-not-allowed', detail });
  if (asset.deletedAt !== undefined || status === 'EXPIRED') return refuse('The recording is deleted.');
  if (isFailed(asset)) return refuse('The recording has failed; a new run clears that.');
  return isFetched(status) ? undefined : refuse('The recording is not downloaded yet.');
}
