import { fileURLToPath } from 'node:url';
import type { Output } from '@throughline/api-client';
import { stageOf } from '@throughline/domain';
import type { RecordingView, StageView } from '../client/views.js';

/** A step as the progress board shows it. */
export interface StepView {
  readonly name: string;
  readonly state: 'waiting' | 'running' | 'done' | 'skipped' | 'failed';
  /** 0 to 1 while the step runs, if known. */
  readonly progress: number | undefined;
  /** Reason for a skip or failure, or the time of the next attempt. */
  readonly note: string | undefined;
  /** Skipped because this installation cannot do it, not because it is disabled. */
  readonly isMissing?: boolean;
  /** Start of the current attempt, in milliseconds. */
  readonly startedAt: number | undefined;
  readonly endedAt: number | undefined;
}

export interface DeliveryLocation {
  readonly output: string;
  readonly at: string;
}

type ApiStep = StageView | Output;

const STATES: Readonly<Record<string, StepView['state']>> = {
  PENDING: 'waiting',
  IN_PROGRESS: 'running',
  COMPLETED: 'done',
  SKIPPED: 'skipped',
  FAILED: 'failed',
  UPLOADING: 'running',
  UPLOADED: 'done',
};

const SKIP_REASONS: Readonly<Record<string, string>> = {
  disabled: 'switched off',
  no_engine: 'no speech engine yet: npx tl engine fetch',
  no_engine_for_language: 'no engine for this language',
  no_audio: 'there is no sound',
  all_silence: 'nothing but silence',
  parent_failed: 'an earlier step failed',
};

const NO_ENGINE: ReadonlySet<string> = new Set(['no_engine', 'no_engine_for_language']);

/** Skip reasons of enabled steps. `parent_failed` is missing: the failed step itself is reported. */
const CANNOT: ReadonlySet<string | null> = new Set([...NO_ENGINE, 'error']);

const UNCONFIRMED = 'sent, but not confirmed by the destination';

/** Lists the download, each stage and each output. */
export const listSteps = (recording: RecordingView): readonly StepView[] => [
  downloadStep(recording),
  ...recording.processing_stages.map((stage) => ({
    name: stageOf(stage.stage_type)?.word ?? stage.stage_type.toLowerCase(),
    ...progressOf(stage),
  })),
  ...recording.outputs.map(outputStep),
];

const SPEECH_MODEL = 'speech-model';
const QUEUE = 'queue';
/** Each step waits in its queue for some milliseconds. Only a longer wait is news. */
const SHORT_WAIT_MS = 3_000;

const isShort = ({ for: cause, since }: RecordingView['waiting_for'][number], now: number): boolean =>
  cause === QUEUE && now - Date.parse(since) < SHORT_WAIT_MS;

/**
 * Lists what the recording waits for, and what a person can do meanwhile.
 * @param canDraft an engine is there that transcribes only what is marked as English
 */
export const listWaits = (
  { id, language, waiting_for: waits }: RecordingView,
  canDraft: boolean,
  now: number,
): readonly string[] =>
  waits.flatMap((wait) => {
    if (isShort(wait, now)) return [];
    const { step, for: cause, message } = wait;
    const name = stageOf(step)?.word ?? step.toLowerCase();
    const draft =
      cause === SPEECH_MODEL && language === AUTO && canDraft ? [`for a draft of English speech now: ${englishCommand(id)}`] : [];
    return [`${name}: ${message}`, ...draft];
  });

const AUTO = 'auto';
const englishCommand = (id: string): string => `npx tl set-language ${id} en`;

type Remedy = readonly [label: string, command: string];

/** Lists commands that lead to a transcript after the stage was skipped for lack of an engine, with what each of them is for. */
export function listRemedies(recording: RecordingView, canDraft: boolean): readonly Remedy[] {
  const skipped = recording.processing_stages.find(({ stage_type: type }) => type === 'TRANSCRIBE')?.skip_reason ?? null;
  if (skipped === null || !NO_ENGINE.has(skipped)) return [];
  const again = `npx tl run ${recording.id} --wait`;
  const draft: readonly Remedy[] =
    recording.language === AUTO && canDraft ? [['English', `${englishCommand(recording.id)}, then ${again}: a draft`]] : [];
  return [['Transcript', `npx tl engine fetch, then ${again}`], ...draft];
}

/** Lists enabled steps that could not be done, each with its reason. */
export const listMissingSteps = (recording: RecordingView): readonly string[] =>
  listSteps(recording)
    .filter(({ isMissing }) => isMissing === true)
    .map(({ name, note }) => (note === undefined ? name : `${name} (${note})`));

/** Returns 0 if every enabled step was done. `READY` is not enough: it allows skipped steps. */
export const exitCodeOf = (recording: RecordingView): number =>
  recording.status === 'READY' && listMissingSteps(recording).length === 0 ? 0 : 1;

export function failureReason({ failed_at_stage: stage, failed_reason: reason }: RecordingView): string | undefined {
  const parts = [stage, reason].filter((part) => part !== null && part !== '');
  return parts.length === 0 ? undefined : parts.join(': ');
}

/** Lists the folders and addresses of the deliveries. */
export const listDeliveries = ({ uploads }: RecordingView): readonly DeliveryLocation[] =>
  Object.values(uploads).flatMap(({ outputs }) =>
    outputs.flatMap(({ id, url }) =>
      url === null ? [] : [{ output: id, at: url.startsWith('file:') ? fileURLToPath(url) : url }],
    ),
  );

/** The download is not one of the stages, so its state comes from the recording's status. */
function downloadStep({ status, failed_at_stage: failedAt, failed_reason: reason }: RecordingView): StepView {
  const step = { name: 'download', progress: undefined, note: undefined, startedAt: undefined, endedAt: undefined };
  if (failedAt === 'download') return { ...step, state: 'failed', note: reason ?? undefined };
  if (['INITIALIZED', 'PENDING_SOURCE', 'SKIPPED'].includes(status)) return { ...step, state: 'waiting' };
  return { ...step, state: status === 'DOWNLOADING' ? 'running' : 'done' };
}

function outputStep(output: Output): StepView {
  const progress = progressOf(output);
  const note = output.unconfirmed ? UNCONFIRMED : progress.note;
  return { name: `deliver to ${output.id}`, ...progress, note };
}

function progressOf(step: ApiStep): Omit<StepView, 'name'> {
  const state = STATES[step.status] ?? 'waiting';
  return {
    state,
    progress: state === 'running' ? (step.progress ?? undefined) : undefined,
    note: noteOf(step),
    ...(state === 'skipped' && CANNOT.has(step.skip_reason) ? { isMissing: true } : {}),
    startedAt: parseTime(step.started_at),
    endedAt: parseTime(('completed_at' in step ? step.completed_at : step.uploaded_at) ?? step.failed_at),
  };
}

function noteOf({ failed_reason: failed, skip_reason: skipped, retry_at: retry }: ApiStep): string | undefined {
  if (failed !== null) return failed;
  if (skipped !== null) return SKIP_REASONS[skipped] ?? skipped;
  return retry === null ? undefined : `next attempt at ${retry}`;
}

const parseTime = (iso: string | null): number | undefined => (iso === null ? undefined : Date.parse(iso));
