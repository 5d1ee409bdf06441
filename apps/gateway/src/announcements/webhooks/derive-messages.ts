import {
  failedFollowUps,
  foldCommit,
  followUpTarget,
  initialState,
  isPresent,
  nounOf,
  outputStatus,
  renderAssetStatus,
  type Asset,
  type AssetState,
  type StepState,
} from '@throughline/domain';
import { comparePosition, type Position, type StoredCommit } from '@throughline/event-store';
import { causesNothing, outputOf } from '@throughline/contracts';
import { findAttention, followWaits, type AccountWaits, type AttentionReason } from './attention.js';
import type { WebhookEvent, WebhookMessage } from './webhook-endpoint.js';

/** The last status of each kind of item, after everything has succeeded. */
const READY = { recording: 'READY', document: 'completed', session: 'completed' } as const;

const deliveriesOf = (asset: Asset): readonly StepState[] =>
  asset.steps.filter((step) => step.kind === 'delivery' && outputStatus(step) === 'UPLOADED');

/** Returns the outputs that the commit has delivered to. A delivery of a newer version counts again. */
const findDelivered = (before: AssetState, after: Asset): readonly string[] => {
  const earlier = isPresent(before) ? deliveriesOf(before) : [];
  return deliveriesOf(after)
    .filter(({ step, attempts }) => {
      const same = earlier.find((one) => one.step === step);
      return same === undefined || same.attempts.at(-1)?.attemptId !== attempts.at(-1)?.attemptId;
    })
    .map(({ step }) => outputOf(step) ?? step);
};

/** Lost accounts are followed over many commits instead, because a step that checks its account does not wait meanwhile. */
const findQuestions = (asset: Asset): readonly AttentionReason[] =>
  findAttention(asset).filter((reason) => reason !== 'reconnect');

/** Returns the follow-ups that have failed by the commit. One that fails again after a retry counts again. */
const findFailedFollowUps = (before: AssetState, after: Asset): readonly string[] => {
  const earlier = isPresent(before) ? failedFollowUps(before) : [];
  return failedFollowUps(after)
    .filter((step) => !earlier.some((one) => one.step === step.step && one.endedAt === step.endedAt))
    .map(followUpTarget);
};

type Finding = Pick<WebhookMessage, 'event' | 'output'>;

function compareStates(before: AssetState, after: Asset, mustReconnect: boolean): readonly Finding[] {
  const [was, is] = [isPresent(before) ? renderAssetStatus(before) : undefined, renderAssetStatus(after)];
  const earlier = isPresent(before) ? findQuestions(before) : [];
  const events: readonly (readonly [WebhookEvent, boolean])[] = [
    ['item.status_changed', was?.status !== is.status],
    ['item.ready', is.status === READY[nounOf(after.pipeline)] && was?.status !== is.status && !is.failed],
    ['item.failed', is.failed && was?.failed !== true],
    ['item.needs_attention', mustReconnect || findQuestions(after).some((reason) => !earlier.includes(reason))],
  ];
  return [
    ...findDelivered(before, after).map((output): Finding => ({ event: 'delivery.completed', output })),
    ...events.filter(([, isTrue]) => isTrue).map(([event]): Finding => ({ event, output: undefined })),
    // At the end: the index of a message is part of its key, which must be the same in every release.
    ...findFailedFollowUps(before, after).map((output): Finding => ({ event: 'follow_up.failed', output })),
  ];
}

/**
 * Returns the messages of an item after a position, in order: those that follow from comparing its state before and after each
 * commit. So a message is never about a status that the item did not have, nor about its time in another library or system.
 */
export function deriveMessages(
  commits: readonly StoredCommit[],
  { after, libraryId }: { readonly after: Position; readonly libraryId: string },
): readonly WebhookMessage[] {
  const messages: WebhookMessage[] = [];
  let before: AssetState = initialState;
  let waits: AccountWaits = [];
  for (const recorded of commits) {
    const state = foldCommit(before, recorded);
    const { assetId, commit, position } = recorded;
    const followed = followWaits(waits, state);
    waits = followed.waits;
    if (comparePosition(position, after) > 0 && !causesNothing(commit) && isPresent(state) && state.owner === libraryId) {
      const previousStatus = isPresent(before) ? renderAssetStatus(before).status : undefined;
      const found = compareStates(before, state, followed.hasBegun);
      messages.push(...found.map((finding, index) => ({ assetId, position, index, previousStatus, ...finding })));
    }
    before = state;
  }
  return messages;
}
