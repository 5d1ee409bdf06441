import {
  renderAssetStatus,
  renderCommitStatuses,
  contentOf,
  failureOf,
  isImporting,
  isRunActive,
  isUnsure,
  needsReview,
  pauseOf,
  restsSince,
  sameFactsOf,
  titleOf,
  uploadSummaryOf,
  waitingSteps,
  type Asset,
  type AssetState,
  type PersonalData,
  type WaitingStep,
} from '@throughline/domain';
import type { RecordedStatus, Summary } from './fold.js';
import { normalizeInstant } from './instant.js';

const getRecordedStatus = (asset: Asset): RecordedStatus => ({ owner: asset.owner, ...renderAssetStatus(asset) });

export const listRecordedStatuses = (
  before: AssetState,
  after: readonly AssetState[],
  { owner }: Asset,
): readonly RecordedStatus[] => renderCommitStatuses(before, after).map((status) => ({ owner, ...status }));

const earlier = (one: WaitingStep, other: WaitingStep): WaitingStep => (other.waiting.since < one.waiting.since ? other : one);

function findLongestWait(asset: Asset): Pick<Summary, 'waitingFor' | 'waitingSince'> {
  const [first, ...others] = waitingSteps(asset);
  const longest = first && others.reduce(earlier, first);
  return { waitingFor: longest?.waiting.for, waitingSince: longest?.waiting.since };
}

export function buildSummary(asset: Asset, personal: PersonalData): Summary {
  const pause = pauseOf(asset);
  const { unconfirmed, partial } = uploadSummaryOf(asset);
  return {
    ...getRecordedStatus(asset),
    pipeline: asset.pipeline,
    title: titleOf(asset, personal),
    isActive: isRunActive(asset),
    createdAt: asset.registeredAt,
    updatedAt: asset.updatedAt,
    onPause: pause !== undefined,
    // A pause of the other system ends nowhere here.
    pauseUntil: isImporting(asset) ? undefined : normalizeInstant(pause?.until),
    deletedAt: asset.deletedAt,
    expiresAt: normalizeInstant(asset.expiresAt),
    restsSince: restsSince(asset),
    cancelledAt: asset.run?.cancelled?.at,
    ...findLongestWait(asset),
    failedAtStage: failureOf(asset)?.stage,
    unconfirmed,
    partial,
    needsReview: needsReview(asset),
    isUnsure: isUnsure(asset),
    contentSha256: contentOf(asset),
    sameFacts: sameFactsOf(asset, personal),
  };
}
