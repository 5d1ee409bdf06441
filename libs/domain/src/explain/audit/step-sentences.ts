import { isObject, type AssetEvent, type AssetEventOf } from '@throughline/contracts';
import { isPresent, type Asset, type AssetState, type StepState } from '../../asset/state.js';
import { isUnconfirmed, plannedStep, stepOf } from '../../asset/steps/steps.js';
import { formatDuration } from '../describe-wait.js';
import { SKIP_WORDS } from '../../texts/skip-words.js';
import { countOf, joinWords } from '../../texts/wording.js';
import { capitalize, codeWords, formatMoment, percent } from './sentence-parts.js';
import { isDeliveryStep, nounOfStep } from './step-nouns.js';

export type StepEvent = Extract<AssetEvent, { readonly data: { readonly step: string } }>;
type DataOf<T extends StepEvent['type']> = AssetEventOf<T>['data'];

/** A step after its event. `noun` and `subject` name it within a sentence and at its start. */
interface EventContext {
  readonly noun: string;
  readonly subject: string;
  readonly asset: Asset | undefined;
  readonly step: StepState | undefined;
  /** The number of the attempt that the event names, if the state knows it. */
  readonly attempt: number | undefined;
}

/** Names every attempt but the first. */
const attemptNote = ({ attempt = 1 }: EventContext): string => (attempt > 1 ? ` (attempt ${String(attempt)})` : '');

/** Returns the number of the retry; empty for a first attempt and after an interruption, which uses up no retry. */
function retryCount({ asset, step }: EventContext): string {
  if (asset === undefined || step === undefined) return '';
  const allowed = plannedStep(asset, step.step)?.retry.maxAttempts;
  // A withdrawn attempt does not count: its retry is still to come.
  const before = step.attempts.slice(0, -1).findLast(({ end }) => end !== 'withdrawn');
  if (before?.end !== 'failed' || step.failures === 0 || allowed === undefined) return '';
  return `, retry ${String(step.failures)} of at most ${String(allowed - 1)}`;
}

/** Returns `in 6 s`, or the time itself if the event has not changed the step and so gives no time to count from. */
const untilWords = (until: string, since: string | undefined): string =>
  since === undefined ? `at ${formatMoment(until)}` : `in ${formatDuration(Math.max(Date.parse(until) - Date.parse(since), 0))}`;

/** Every retry has its number in the sentence (FLR-17). */
function describeScheduled({ notBefore }: DataOf<'StepScheduled'>, around: EventContext): string {
  const since = around.step?.phase === 'scheduled' ? around.step.scheduledAt : undefined;
  const isDue = notBefore === undefined || (since !== undefined && Date.parse(notBefore) <= Date.parse(since));
  const wait = isDue ? '' : `. It starts ${untilWords(notBefore, since)} at the earliest`;
  return `${around.subject} scheduled${attemptNote(around)}${retryCount(around)}${wait}`;
}

const reached = (progress: number): string => (progress > 0 ? ` at ${percent(progress)}` : '');

function describeFailed({ error, progress, retryAt }: DataOf<'StepFailed'>, around: EventContext): string {
  const { step, subject } = around;
  const since = step?.phase === 'pending' && step.retryAt === retryAt ? step.changedAt : undefined;
  const next = retryAt === undefined ? 'It is not tried again automatically' : `It is tried again ${untilWords(retryAt, since)}`;
  return `${subject} failed${reached(progress)}${attemptNote(around)}: ${codeWords(error.code)}. ${next}`;
}

/** Returns the duration of the attempt; empty if the log has only one time for its start and its end. */
function durationWords(attemptId: string, { step }: EventContext): string {
  const startedAt = step?.attempts.find((each) => each.attemptId === attemptId)?.startedAt;
  if (step?.phase !== 'completed' || startedAt === undefined) return '';
  const worked = Date.parse(step.endedAt) - Date.parse(startedAt);
  return worked > 0 ? ` in ${formatDuration(worked)}` : '';
}

/** A delivery without an answer of its destination was sent, and is not known to have arrived. */
/** Says how many rules of the library have changed a document. Their names are sealed. */
function ruleNote({ rules }: DataOf<'StepCompleted'>['result']): string {
  if (!Array.isArray(rules) || rules.length === 0) return '';
  const fields = ['type', 'tags'].filter((field) =>
    rules.some((rule) => isObject(rule) && Array.isArray(rule['fields']) && rule['fields'].includes(field)),
  );
  return `. ${countOf(rules.length, 'rule has', 'rules have')} set its ${joinWords(fields)}`;
}

function describeCompleted({ step: key, attemptId, adoptedFrom, result }: DataOf<'StepCompleted'>, around: EventContext): string {
  const { noun, subject, step } = around;
  const how = adoptedFrom === undefined ? durationWords(attemptId, around) : ' with the result of an earlier attempt';
  const end = `${how}${attemptNote(around)}`;
  if (!isDeliveryStep(key)) return `${subject} finished${end}${ruleNote(result)}`;
  const to = noun.slice('delivery '.length);
  return step !== undefined && isUnconfirmed(step)
    ? `Sent ${to}${end}. The destination has not confirmed it`
    : `Delivered ${to}${end}`;
}

const describeSkipped = ({ reason }: DataOf<'StepSkipped'>, { subject }: EventContext): string =>
  reason === 'manual' ? `${subject} skipped by a user` : `${subject} skipped: ${SKIP_WORDS[reason]}`;

function describeInterrupted({ progress, by, cause }: DataOf<'StepInterrupted'>, around: EventContext): string {
  const where = `${reached(progress)}${attemptNote(around)}`;
  if (cause === 'fenced') return `${around.subject} stopped by ${by}${where}`;
  return cause === 'shutdown'
    ? `${around.subject} interrupted${where}: the service ${by} was stopped`
    : `${around.subject} interrupted${where}: its worker stopped responding, found by ${by}`;
}

function describeWaiting({ for: code, until, everyMs }: DataOf<'StepWaiting'>, around: EventContext): string {
  const { step, subject } = around;
  const since = step?.phase === 'pending' && step.retryAt === until ? step.changedAt : undefined;
  const next =
    everyMs === undefined ? `The next check is ${untilWords(until, since)}` : `It is checked every ${formatDuration(everyMs)}`;
  return `${subject} waits${attemptNote(around)}: ${codeWords(code)}. ${next}`;
}

function describeLateResult({ outcome }: DataOf<'LateResultIgnored'>, { noun, attempt }: EventContext): string {
  const of = attempt === undefined ? 'an attempt' : `attempt ${String(attempt)}`;
  return `Late result of the ${noun} ignored, because ${of} had ended before: ${outcome}`;
}

function describeRollback({ code }: DataOf<'RunRolledBack'>, { noun, asset }: EventContext): string {
  const isSomethingKept = asset?.steps.some(({ kind, phase }) => kind !== 'preview' && phase === 'completed') === true;
  return `Run given up because the ${noun} failed: ${codeWords(code)}${isSomethingKept ? '. Finished steps are kept' : ''}`;
}

type StepSentences = {
  readonly [T in StepEvent['type']]: (data: DataOf<T>, around: EventContext) => string;
};

const stepSentences: StepSentences = {
  StepScheduled: describeScheduled,
  StepStarted: ({ worker }, around) => `${around.subject} started on ${worker}${attemptNote(around)}`,
  StepCheckpointed: ({ data }, around) =>
    `${around.subject} saved a checkpoint${attemptNote(around)}: ${Object.keys(data).sort().join(', ')}`,
  StepCompleted: describeCompleted,
  StepFailed: describeFailed,
  StepSkipped: describeSkipped,
  StepInterrupted: describeInterrupted,
  StepWaiting: describeWaiting,
  CheckRequested: ({ by }, { noun }) => `Check of the waiting ${noun} requested by ${by}`,
  DeliverySettled: ({ by, delivered }, { subject }) =>
    delivered ? `${subject} confirmed by ${by}` : `${subject} reported missing by ${by}. It is to be sent again`,
  RedeliveryRequested: ({ by, step }, { noun }) =>
    isDeliveryStep(step) ? `New ${noun} requested by ${by}` : `Repetition of the ${noun} requested by ${by}`,
  LateResultIgnored: describeLateResult,
  RunRolledBack: describeRollback,
};

export const isOfStep = (event: AssetEvent): event is StepEvent => Object.hasOwn(stepSentences, event.type);

function contextOf({ data }: StepEvent, after: AssetState): EventContext {
  const asset = isPresent(after) ? after : undefined;
  const step = asset === undefined ? undefined : stepOf(asset, data.step);
  const attemptId = 'attemptId' in data ? data.attemptId : undefined;
  const attempt = step?.attempts.find((each) => each.attemptId === attemptId)?.number;
  const noun = nounOfStep(data.step);
  return { noun, subject: capitalize(noun), asset, step, attempt };
}

/** Describes an event of a step in one sentence, from the asset after it. */
export const describeStepEvent = (event: StepEvent, after: AssetState): string =>
  // The table pairs each type with its function; TypeScript cannot follow the pairing through the union.
  (stepSentences[event.type] as (data: StepEvent['data'], around: EventContext) => string)(event.data, contextOf(event, after));
