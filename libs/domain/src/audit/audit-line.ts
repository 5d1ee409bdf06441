import type { AssetEvent, AssetEventOf } from '@throughline/contracts';
import { isPresent, uploadOf, type Asset, type AssetState } from '../asset/state.js';
import { renderStatus } from '../status/render-status.js';
import { plannedStep, stepOf } from '../steps/steps.js';

/** One line of the audit log. Never personal data, never a secret. */
export interface AuditLine {
  readonly step?: string;
  readonly message: string;
}

type StepEvent = Extract<AssetEvent, { readonly data: { readonly step: string } }>;
type AssetLevelEvent = Exclude<AssetEvent, StepEvent>;

const percent = (fraction: number): string => `${String(Math.round(fraction * 100))} %`;

/** `attempt 2`, where the attempt is known. */
function attemptName(state: AssetState, { step, attemptId }: { readonly step: string; readonly attemptId?: string }): string {
  const attempts = isPresent(state) ? stepOf(state, step)?.attempts : undefined;
  const attempt = attempts?.find((each) => each.attemptId === attemptId);
  return attempt === undefined ? 'an attempt' : `attempt ${String(attempt.number)}`;
}

/** Which retry an attempt is; empty for a first attempt and after an interruption, which uses up no retry. */
function retryCount(asset: Asset, name: string): string {
  const step = stepOf(asset, name);
  const allowed = plannedStep(asset, name)?.retry.maxAttempts;
  // What was withdrawn by a pause is no try: the retry that it stood for is still to come.
  const before = step?.attempts.slice(0, -1).findLast(({ end }) => end !== 'withdrawn');
  if (step === undefined || before?.end !== 'failed' || step.failures === 0 || allowed === undefined) return '';
  return `, retry ${String(step.failures)} of at most ${String(allowed - 1)}`;
}

/** Every retry says its count (FLR-17). */
function scheduledMessage(data: AssetEventOf<'StepScheduled'>['data'], after: AssetState): string {
  const retry = isPresent(after) ? retryCount(after, data.step) : '';
  const wait = data.notBefore === undefined ? '' : `, not before ${data.notBefore}`;
  return `attempt ${String(data.attempt)} scheduled${retry}${wait}`;
}

function failedMessage(data: AssetEventOf<'StepFailed'>['data'], attempt: string): string {
  const next = data.retryAt === undefined ? 'finally' : `to be tried again at ${data.retryAt}`;
  return `${attempt} failed at ${percent(data.progress)} with ${data.error.code}, ${next}`;
}

const completedMessage = (data: AssetEventOf<'StepCompleted'>['data'], attempt: string): string =>
  data.adoptedFrom === undefined ? `${attempt} completed` : `${attempt} completed with the result of an earlier attempt`;

function stepMessage(before: AssetState, event: StepEvent, after: AssetState): string {
  switch (event.type) {
    case 'StepScheduled':
      return scheduledMessage(event.data, after);
    case 'StepStarted':
      return `${attemptName(after, event.data)} started by ${event.data.worker}`;
    case 'StepCheckpointed':
      return `${attemptName(after, event.data)} left a checkpoint (${Object.keys(event.data.data).sort().join(', ')})`;
    case 'StepCompleted':
      return completedMessage(event.data, attemptName(after, event.data));
    case 'StepFailed':
      return failedMessage(event.data, attemptName(after, event.data));
    case 'StepSkipped':
      return `skipped: ${event.data.reason}`;
    case 'StepInterrupted':
      return `${attemptName(after, event.data)} interrupted at ${percent(event.data.progress)} by ${event.data.by}: ${event.data.cause}`;
    case 'StepWaiting':
      return `${attemptName(after, event.data)} waits for ${event.data.for} until ${event.data.until}`;
    case 'DeliverySettled':
      return `${event.data.by} ${event.data.delivered ? 'has found the delivery at its destination' : 'has not found the delivery; it is to be sent again'}`;
    case 'LateResultIgnored':
      return `${attemptName(after, event.data)} was closed and came late with '${event.data.outcome}'; ignored`;
    case 'RunRolledBack':
      return `run rolled back from ${renderStatus(before)} to ${event.data.target}: ${event.data.code}`;
  }
}

const sourceMessage = ({ source }: AssetEventOf<'SourceBecameReady'>['data']): string => {
  const upload = uploadOf(source);
  return upload === undefined ? `source is to be fetched: ${source.kind}` : `source is complete: ${String(upload.size)} bytes`;
};

const pauseMessage = ({ by, until }: AssetEventOf<'PauseRequested'>['data']): string =>
  until === undefined ? `paused by ${by}` : `paused by ${by} until ${until}`;

type LifeEvent = Extract<AssetLevelEvent, { readonly type: `Asset${'Reset' | 'Deleted' | 'Restored' | 'Expired'}` }>;

function lifeMessage(event: LifeEvent): string {
  switch (event.type) {
    case 'AssetReset':
      return `reset to ${event.data.target} by ${event.data.by}`;
    case 'AssetDeleted':
      return `deleted by ${event.data.by}; kept until ${event.data.expiresAt}`;
    case 'AssetRestored':
      return `restored by ${event.data.by}`;
    case 'AssetExpired':
      return 'past its retention date: its content is given up';
  }
}

function assetMessage(event: AssetLevelEvent): string {
  switch (event.type) {
    case 'AssetRegistered':
      return `registered (${event.data.sourceKind}, ${event.data.isMapped ? 'mapped' : 'unmapped'}, language ${event.data.language})`;
    case 'SourceBecameReady':
      return sourceMessage(event.data);
    case 'RunStarted':
      return `run ${event.data.runId} started: ${event.data.plan.steps.map(({ step }) => step).join(', ')}`;
    case 'PauseRequested':
      return pauseMessage(event.data);
    case 'Resumed':
      return event.data.cause === 'expired' ? 'the pause has come to its end' : `resumed by ${event.data.by}`;
    case 'RunCancelled':
      return `run cancelled by ${event.data.by}`;
    case 'CommitDiscarded':
      return `commit ${event.data.commitId} discarded by an operator`;
    case 'AssetReset':
    case 'AssetDeleted':
    case 'AssetRestored':
    case 'AssetExpired':
      return lifeMessage(event);
  }
}

/** What one event says in the audit log, with the asset as it was and as it is after it (design.md §5 `audit_log`). */
export function auditLine(before: AssetState, event: AssetEvent, after: AssetState): AuditLine {
  if ('step' in event.data) {
    const step = event as StepEvent;
    return { step: step.data.step, message: stepMessage(before, step, after) };
  }
  return { message: assetMessage(event as AssetLevelEvent) };
}
