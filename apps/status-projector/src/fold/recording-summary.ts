import {
  assetStanding,
  commitStandings,
  contentOf,
  failureOf,
  isRunActive,
  pauseOf,
  uploadSummaryOf,
  waitingSteps,
  type Asset,
  type AssetState,
  type Personal,
  type WaitingStep,
} from '@throughline/domain';
import type { Standing, Summary } from './fold.js';
import { instantOf } from './instant.js';

const standingOf = (asset: Asset): Standing => ({ owner: asset.owner, ...assetStanding(asset) });

/** After each event of the commit that has led from one state to an asset. */
export const standingsOf = (before: AssetState, after: readonly AssetState[], { owner }: Asset): readonly Standing[] =>
  commitStandings(before, after).map((standing) => ({ owner, ...standing }));

const earlier = (one: WaitingStep, other: WaitingStep): WaitingStep => (other.waiting.since < one.waiting.since ? other : one);

/** Of all that the item waits for, what it has waited for longest. */
function waitOf(asset: Asset): Pick<Summary, 'waitingFor' | 'waitingSince'> {
  const [first, ...others] = waitingSteps(asset);
  const longest = first && others.reduce(earlier, first);
  return { waitingFor: longest?.waiting.for, waitingSince: longest?.waiting.since };
}

/** The typed columns of a recording's row: what the domain says of it, and nothing beside. */
export function summaryOf(asset: Asset, personal: Personal): Summary {
  const pause = pauseOf(asset);
  const { unconfirmed, partial } = uploadSummaryOf(asset);
  return {
    ...standingOf(asset),
    pipeline: asset.pipeline,
    title: personal.title,
    isActive: isRunActive(asset),
    createdAt: asset.registeredAt,
    updatedAt: asset.updatedAt,
    onPause: pause !== undefined,
    pauseUntil: instantOf(pause?.until),
    deletedAt: asset.deletedAt,
    expiresAt: instantOf(asset.expiresAt),
    cancelledAt: asset.run?.cancelled?.at,
    ...waitOf(asset),
    failedAtStage: failureOf(asset)?.stage,
    unconfirmed,
    partial,
    contentSha256: contentOf(asset),
  };
}
