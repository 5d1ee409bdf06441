import { fileURLToPath } from 'node:url';

/** What the terminal needs of the API's answers; everything else in them is left alone. */
export interface StepView {
  readonly name: string;
  readonly state: 'waiting' | 'running' | 'done' | 'skipped' | 'failed';
  /** 0 to 1 while it runs, where it is known. */
  readonly progress: number | undefined;
  /** Why it was skipped or has failed, or when it is tried again. */
  readonly note: string | undefined;
  /** It was left out because this installation cannot do it, not because nobody wants it. */
  readonly isMissing?: boolean;
  /** Milliseconds; of the present attempt. */
  readonly startedAt: number | undefined;
  readonly endedAt: number | undefined;
}

export interface RecordingView {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly failed: boolean;
  readonly reason: string | undefined;
  /** Nothing will come any more by itself. */
  readonly settled: boolean;
  readonly steps: readonly StepView[];
  readonly places: readonly Place[];
}

/** Where it was delivered to. */
export interface Place {
  readonly output: string;
  /** A folder of this machine, or an address. */
  readonly at: string;
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const fields = (value: unknown): Fields => (isFields(value) ? value : {});
const list = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.filter(isFields) : []);
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const time = (value: unknown): number | undefined => {
  const at = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isNaN(at) ? undefined : at;
};
const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

const STATES: Readonly<Record<string, StepView['state']>> = {
  PENDING: 'waiting',
  IN_PROGRESS: 'running',
  COMPLETED: 'done',
  SKIPPED: 'skipped',
  FAILED: 'failed',
  UPLOADING: 'running',
  UPLOADED: 'done',
};

const NAMES: Readonly<Record<string, string>> = {
  TRIM: 'trim',
  TRANSCRIBE: 'transcribe',
  EXTRACT_TOPICS: 'topics',
  GENERATE_SUBTITLES: 'subtitles',
};

const SKIPPED: Readonly<Record<string, string>> = {
  disabled: 'switched off',
  no_engine: 'no engine is installed',
  no_engine_for_language: 'no engine for this language',
  no_audio: 'there is no sound',
  all_silence: 'nothing but silence',
  parent_failed: 'an earlier step failed',
};

/** Why a step was left out although it was wanted. A step that follows from another one that was left out is not named for itself. */
const CANNOT: ReadonlySet<string | undefined> = new Set(['no_engine', 'no_engine_for_language', 'error']);

/** Steps that were wanted and could not be done, each with its reason; empty where the recording has all of them. */
export const missingSteps = ({ steps }: Pick<RecordingView, 'steps'>): readonly string[] =>
  steps.filter(({ isMissing }) => isMissing === true).map(({ name, note }) => (note === undefined ? name : `${name} (${note})`));

/** 0 where everything that was wanted is done: `READY` alone is not enough, as a step that cannot be done here is left out. */
export const exitCodeOf = (recording: RecordingView): number =>
  recording.status === 'READY' && missingSteps(recording).length === 0 ? 0 : 1;

export function recordingView(answer: unknown): RecordingView {
  const item = fields(answer);
  const status = text(item['status']) ?? 'unknown';
  const failed = item['failed'] === true;
  return {
    id: text(item['id']) ?? '',
    title: text(item['title']) ?? text(item['file_name']) ?? 'recording',
    status,
    failed,
    reason: reasonOf(item),
    settled: isSettled(item, status),
    steps: [
      downloadStep(item, status),
      ...list(item['processing_stages']).map(stageStep),
      ...list(item['outputs']).map(outputStep),
    ],
    places: list(item['outputs']).flatMap(placeOf),
  };
}

/** Follow-ups may still be at work when every output has it. */
function isSettled(item: Fields, status: string): boolean {
  const active = fields(item['run'])['active'];
  return active === false || (status === 'READY' && active !== true);
}

function reasonOf(item: Fields): string | undefined {
  const reason = text(item['failed_reason']);
  const stage = text(item['failed_at_stage']);
  return reason && stage ? `${stage}: ${reason}` : (reason ?? stage);
}

/** The download is no stage of its own; the status tells of it. */
function downloadStep(item: Fields, status: string): StepView {
  const name = 'download';
  const untimed = { progress: undefined, note: undefined, startedAt: undefined, endedAt: undefined };
  if (text(item['failed_at_stage']) === 'download')
    return { ...untimed, name, state: 'failed', note: text(item['failed_reason']) };
  if (status === 'INITIALIZED' || status === 'PENDING_SOURCE' || status === 'SKIPPED') {
    return { ...untimed, name, state: 'waiting' };
  }
  return { ...untimed, name, state: status === 'DOWNLOADING' ? 'running' : 'done' };
}

const stageStep = (stage: Fields): StepView => {
  const type = text(stage['stage_type']) ?? '';
  return { name: NAMES[type] ?? type.toLowerCase(), ...progressOf(stage) };
};

const outputName = (output: Fields): string => text(output['id']) ?? text(output['target_type']) ?? 'output';

function placeOf(output: Fields): Place[] {
  const url = text(fields(output['target_meta'])['url']);
  if (url === undefined) return [];
  return [{ output: outputName(output), at: url.startsWith('file:') ? fileURLToPath(url) : url }];
}

const UNCONFIRMED = 'sent; whether it has arrived is not known';

function outputStep(output: Fields): StepView {
  const progress = progressOf(output);
  const note = output['unconfirmed'] === true ? UNCONFIRMED : progress.note;
  return { name: `deliver to ${outputName(output)}`, ...progress, note };
}

const endOf = (step: Fields): number | undefined =>
  time(step['completed_at']) ?? time(step['uploaded_at']) ?? time(step['failed_at']);

const missingness = (state: StepView['state'], skipped: string | undefined): Pick<StepView, 'isMissing'> =>
  state === 'skipped' && CANNOT.has(skipped) ? { isMissing: true } : {};

function progressOf(step: Fields): Omit<StepView, 'name'> {
  const state = STATES[text(step['status']) ?? ''] ?? 'waiting';
  const retry = text(step['retry_at']);
  const skipped = text(step['skip_reason']);
  const why = skipped === undefined ? undefined : (SKIPPED[skipped] ?? skipped);
  return {
    state,
    progress: state === 'running' ? number(step['progress']) : undefined,
    note: text(step['failed_reason']) ?? why ?? (retry ? `tried again at ${retry}` : undefined),
    ...missingness(state, skipped),
    startedAt: time(step['started_at']),
    endedAt: endOf(step),
  };
}
