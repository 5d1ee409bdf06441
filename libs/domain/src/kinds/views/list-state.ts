import { renderAssetStatus } from '../../status/asset-status.js';
import type { Asset, StepState } from '../../asset/state.js';
import { needsReview } from '../../asset/steps/review.js';
import { isRunActive, pauseOf } from '../../asset/steps/run.js';
import { waitOf, waitingSteps } from '../../asset/steps/waiting.js';
import { isStopped } from './label.js';
import { uploadSummaryOf } from './output.js';
import { isSourceAwaited } from './waiting.js';

/** The states of items: the same words for all kinds, in the order of urgency. An item has the first one that applies. */
export const LIST_STATES = [
  'deleted',
  'stopped',
  'failed',
  'partial',
  'unconfirmed',
  'follow_up_failed',
  'to_review',
  'paused',
  'waiting',
  'in_progress',
  'queued',
  'ready',
  'not_started',
] as const;
export type ListState = (typeof LIST_STATES)[number];

/** The states that a person has to do something about. */
export const ATTENTION_STATES = ['failed', 'partial', 'unconfirmed', 'follow_up_failed', 'to_review'] as const;

/** The statuses of all kinds whose run has ended well. */
const FINISHED: ReadonlySet<string> = new Set(['PROCESSED', 'UPLOADED', 'READY', 'completed']);

type Rule = readonly [ListState, (asset: Asset) => boolean];

const isWorking = (asset: Asset): boolean => asset.steps.some(({ phase }) => phase === 'running') || !asset.steps.some(isInQueue);

/** A retry joins the queue only when it is due. */
const isInQueue = (step: StepState): boolean =>
  step.phase === 'scheduled' && step.notBefore === undefined && waitOf(step) === undefined;

/** The projection repeats these rules in SQL (`asset.list_state`). */
const RULES: readonly Rule[] = [
  ['deleted', ({ deletedAt }) => deletedAt !== undefined],
  ['stopped', isStopped],
  ['failed', (asset) => renderAssetStatus(asset).failed],
  ['partial', (asset) => uploadSummaryOf(asset).partial],
  ['unconfirmed', (asset) => uploadSummaryOf(asset).unconfirmed > 0],
  ['follow_up_failed', ({ steps }) => steps.some(({ kind, phase }) => kind === 'followUp' && phase === 'failed')],
  ['to_review', needsReview],
  ['paused', (asset) => pauseOf(asset) !== undefined],
  ['waiting', (asset) => isSourceAwaited(asset) || waitingSteps(asset).length > 0],
  ['in_progress', (asset) => isRunActive(asset) && isWorking(asset)],
  ['queued', isRunActive],
  ['ready', (asset) => FINISHED.has(renderAssetStatus(asset).status)],
];

export const listStateOf = (asset: Asset): ListState => RULES.find(([, applies]) => applies(asset))?.[0] ?? 'not_started';
