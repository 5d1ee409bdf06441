import { describeFetched, modelPath, readModelState, SPEECH_MODELS, type ModelState } from '@throughline/media/speech-models';
import type { ModelConfig } from '@throughline/stack';

/** A speech model on this machine. */
export interface ModelReport {
  readonly name: string;
  readonly path: string;
  /** True if transcriptions use this model. */
  readonly selected: boolean;
  readonly phase: ModelState['phase'];
  readonly fetched_bytes: number;
  /** null until a server has told it. */
  readonly total_bytes: number | null;
  readonly since: string | null;
  readonly attempts: number;
  readonly error: NonNullable<ModelState['error']> | null;
  readonly next_attempt_at: string | null;
  /** For people: how much is there. */
  readonly state: string;
  /** For people: the state, the next attempt and the error. */
  readonly says: string;
}

/** Reports every model of the list, and the file that the operator has named instead. */
export function reportModels({ folder, selected }: ModelConfig): Promise<readonly ModelReport[]> {
  const listed = SPEECH_MODELS.map((model) => ({ path: modelPath(folder, model.name), listed: model }));
  const all = selected.listed === undefined ? [selected, ...listed] : listed;
  return Promise.all(
    all.map(async (model) =>
      toReport(await readModelState(model), { name: model.listed?.name ?? model.path, selected: model.path === selected.path }),
    ),
  );
}

/** Reports the model that transcriptions use. */
export const reportSelectedModel = async ({ selected }: ModelConfig): Promise<ModelReport> =>
  toReport(await readModelState(selected), { name: selected.listed?.name ?? selected.path, selected: true });

const toReport = (state: ModelState, named: Pick<ModelReport, 'name' | 'selected'>): ModelReport => ({
  ...named,
  path: state.path,
  phase: state.phase,
  fetched_bytes: state.fetchedBytes,
  total_bytes: state.totalBytes ?? null,
  since: state.since ?? null,
  attempts: state.attempts,
  error: state.error ?? null,
  next_attempt_at: state.nextAttemptAt ?? null,
  state: describeFetched(state),
  says: [describeFetched(state), ...describeAttempts(state)].join('; '),
});

function describeAttempts({ phase, fetchedBytes, error, nextAttemptAt, since }: ModelState): readonly string[] {
  if (phase === 'ready' || phase === 'missing') return [];
  if (phase === 'fetching') return [`in progress since ${since ?? 'a moment ago'}`];
  const next = nextAttemptAt === undefined ? [] : [`next attempt at ${nextAttemptAt}`];
  if (error !== undefined) return [...next, error.message];
  return fetchedBytes === 0 ? next : [...next, 'continues with `npm start` or `npx tl engine fetch`'];
}

/** Failures that last until a person does something. A missing network is none: the product works without the model. */
const NEEDS_A_PERSON: ReadonlySet<string> = new Set(['disk-full', 'wrong-checksum', 'data-folder-unusable']);

export const modelProblems = ({ name, error }: ModelReport): readonly string[] =>
  error !== null && NEEDS_A_PERSON.has(error.code) ? [`the speech model ${name} cannot be fetched: ${error.message}`] : [];
