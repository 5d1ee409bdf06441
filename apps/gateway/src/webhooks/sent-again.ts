import { isRunActive, mirrorOf, type Asset } from '@throughline/domain';
import type { LoadedAsset } from '@throughline/engine';
import type { FoundRecord } from '../mirrors/mirrors.js';

/**
 * What is written on a page is an edit of it, which an automation of Notion may send here at once: `Error` would start what has failed anew, and
 * that would end in `Error`, for ever. Automations act within seconds; a person who sends something again has looked at the page first.
 */
const QUIET_MS = 60_000;

/** What is to become of an item that a webhook brings once more. `soon`: to be run, but not by what may be the echo of its own page. */
export type SentAgain = 'run' | 'leave' | 'soon';

/** When the page was told of an error, if that is what it shows; one that is on its way counts. Of what cannot be read nothing is known. */
function toldAt(record: FoundRecord): readonly string[] {
  if (record === undefined || record === 'unknown') return [];
  return [record.sent, record.sending].flatMap((one) => (one?.status === 'Error' ? [one.at] : []));
}

/** Whoever sends once more what has failed, was stopped, or was taken back wants it to be done after all. */
export function sentAgain(
  asset: Asset,
  { personal, record, now }: { readonly personal: LoadedAsset['personal']; readonly record: FoundRecord; readonly now: Date },
): SentAgain {
  if (isRunActive(asset)) return 'leave';
  const view = mirrorOf(asset, { personal });
  if (view === undefined) return 'run';
  if (view.status !== 'Error') return 'leave';
  const isQuiet = [view.since, ...toldAt(record)].every((at) => now.getTime() - Date.parse(at) >= QUIET_MS);
  return isQuiet ? 'run' : 'soon';
}

/** For whoever has sent it. */
export const soonNote = (assetId: string): string =>
  `It has ended with an error less than ${String(QUIET_MS / 1_000)} seconds ago, or its page has shown that for no longer, so it was left as it is: ` +
  `what is written on a page may itself send this webhook. Send it again later, or run it now: tl run ${assetId}, ` +
  `or POST /api/v1/recordings/${assetId}/run.`;
