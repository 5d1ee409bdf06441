import { isRunActive, renderMirrorView, type Asset } from '@throughline/domain';
import type { LoadedAsset } from '@throughline/engine';
import type { MirrorRecordLookup } from '../mirrors/mirrors.js';

/**
 * Writing a status edits the Notion page, and an automation of Notion may send that edit to this webhook.
 * Without a pause a written `Error` would start the failed item again, which ends in `Error`, for ever.
 * Automations act within seconds. A person who sends an item again has looked at its page first.
 */
const QUIET_MS = 60_000;

/**
 * The treatment of an item that arrives again. `soon`: the item has failed, but this may be the echo of its own page, so it is
 * not run yet.
 */
export type RepeatDecision = 'run' | 'leave' | 'soon';

/** Returns the times of the page's `Error`, sent or being sent; empty if the record is unknown. */
function findErrorTimes(record: MirrorRecordLookup): readonly string[] {
  if (record === undefined || record === 'unknown') return [];
  return [record.sent, record.sending].flatMap((one) => (one?.status === 'Error' ? [one.at] : []));
}

/** Decides about an item that arrives again. Sending a failed, stopped or withdrawn item again is a request to run it. */
export function decideOnRepeat(
  asset: Asset,
  {
    personal,
    record,
    now,
  }: { readonly personal: LoadedAsset['personal']; readonly record: MirrorRecordLookup; readonly now: Date },
): RepeatDecision {
  if (isRunActive(asset)) return 'leave';
  const view = renderMirrorView(asset, { personal });
  if (view === undefined) return 'run';
  if (view.status !== 'Error') return 'leave';
  const isQuiet = [view.since, ...findErrorTimes(record)].every((at) => now.getTime() - Date.parse(at) >= QUIET_MS);
  return isQuiet ? 'run' : 'soon';
}

export const soonNote = (assetId: string): string =>
  `No run was started: the item failed, or its page showed the error, less than ${String(QUIET_MS / 1_000)} seconds ago. ` +
  `An automation may have sent this webhook because of that error. Send it again later, or run the item now: tl run ${assetId}, ` +
  `or POST /api/v1/recordings/${assetId}/run.`;
