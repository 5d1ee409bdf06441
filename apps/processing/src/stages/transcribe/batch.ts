import { LONGEST_WAIT_MS, PermanentError, type JsonObject } from '@throughline/contracts';
import type { StepContext } from '@throughline/engine';
import {
  BatchJobSchema,
  type BatchJob,
  type SpeechBatch,
  type SpeechEngine,
  type SpeechInput,
  type Transcript,
} from '@throughline/media';
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';

const BATCH = 'batch';
const SubmittedBatch = Type.Object({
  engine: Type.String(),
  since: Type.String(),
  /** Every part of the recording has been submitted. */
  isWhole: Type.Boolean(),
  jobs: Type.Array(BatchJobSchema),
});
type SubmittedBatch = Static<typeof SubmittedBatch>;
const handedOver = Compile(SubmittedBatch);

/** Upper limit of `max_wait_time` (TRN-07). */
const MAX_WAIT_S = LONGEST_WAIT_MS / 1_000;

type BatchContext = Pick<StepContext, 'checkpoints' | 'checkpoint' | 'config' | 'idle' | 'signal' | 'progress'>;
export type BatchEngine = SpeechEngine & { readonly batch: SpeechBatch };

/** A `batch_id` implies batch, but `batch: false` always switches it off. */
export const wantsBatch = ({ config: { transcription } }: Pick<StepContext, 'config'>): boolean =>
  transcription.batch ?? transcription.batch_id !== undefined;

const readBatch = (checkpoints: JsonObject): SubmittedBatch | undefined => {
  const left: unknown = checkpoints[BATCH];
  return handedOver.Check(left) ? left : undefined;
};

/**
 * Returns the batch that this run polls, if the log has it: with its engine, its account and all its files (TRN-03). An earlier
 * attempt has submitted it, or `batch_id` names a batch that an earlier run of the item has submitted.
 */
export async function findSubmittedBatch(
  context: Pick<StepContext, 'checkpoints' | 'config' | 'earlierCheckpoints'>,
): Promise<SubmittedBatch | undefined> {
  const present = readBatch(context.checkpoints);
  const { batch_id: id } = context.config.transcription;
  if (present !== undefined || id === undefined) return present;
  const batches = (await context.earlierCheckpoints()).map(readBatch);
  const named = batches.find((batch) => batch?.jobs.some((job) => job.id === id));
  if (named?.isWhole !== false) return named;
  throw new PermanentError(
    'batch-incomplete',
    `The batch ${id} has only a part of the recording: its submission was interrupted. Run the item without \`batch_id\``,
  );
}

/** Returns the engines with batch support. Once the recording is submitted, only the engine that has it. */
export function selectBatchEngines(engines: readonly SpeechEngine[], left: SubmittedBatch | undefined): readonly BatchEngine[] {
  const able = engines.filter((engine): engine is BatchEngine => engine.batch !== undefined);
  if (left === undefined) return able;
  const holder = able.filter(({ id }) => id === left.engine);
  if (holder.length > 0) return holder;
  throw new PermanentError(
    'batch-engine-gone',
    `The engine ${left.engine}, which transcribes the recording, is no longer configured. Run the item again, or configure the engine`,
  );
}

/**
 * Submits the recording once and polls for the result (TRN-02, TRN-03). The checkpoint holds the batch ids, so a later attempt
 * only polls. Nothing else is written until there is a result.
 */
export async function transcribeByBatch(
  engine: BatchEngine,
  input: SpeechInput,
  context: BatchContext,
  recorded?: SubmittedBatch,
): Promise<Transcript> {
  const { batch } = engine;
  const { signal } = context;
  const before = readBatch(context.checkpoints) ?? (await adoptBatch(engine, listNamedJobs(input, context, recorded), context));
  const over = before?.isWhole === true ? before : await submitBatch(engine, { input, left: before }, context);
  // A fresh batch needs time, so wait before the first poll. A recording without speech has no jobs and no wait.
  if (over !== before && over.jobs.length > 0) await waitForNextPoll(batch, over, context);
  for (;;) {
    const transcript = await batch.collect(input, over.jobs, { signal });
    if (transcript !== undefined) return describeVocabulary(transcript, input, context);
    if (remainingMs(over, context) <= 0) throw timeoutError(engine.id, context);
    await waitForNextPoll(batch, over, context);
  }
}

/** Wakes at the deadline at the latest, for a last poll. */
async function waitForNextPoll({ pollMs }: SpeechBatch, over: SubmittedBatch, context: BatchContext): Promise<void> {
  context.progress({ fraction: 0, phase: 'waiting for the engine', done: over.jobs.length, unit: 'files' });
  await context.idle(Math.max(0, Math.min(pollMs, remainingMs(over, context))));
}

async function submitBatch(
  { id, batch }: BatchEngine,
  { input, left }: { input: SpeechInput; left: SubmittedBatch | undefined },
  context: BatchContext,
): Promise<SubmittedBatch> {
  const submission = { engine: id, since: left?.since ?? new Date().toISOString() };
  const keep = async (jobs: readonly BatchJob[], isWhole = false): Promise<SubmittedBatch> => {
    const over = { ...submission, isWhole, jobs: [...jobs] };
    await context.checkpoint({ [BATCH]: over });
    context.progress({ fraction: 0, phase: 'handing over', done: jobs.length, unit: 'files' });
    return over;
  };
  const jobs = await batch.submit(input, left?.jobs ?? [], {
    signal: context.signal,
    keep: async (some) => {
      await keep(some);
    },
  });
  return keep(jobs, true);
}

/** Returns the files of the batch that `batch_id` names. A batch that the log does not have is the whole recording in one file. */
function listNamedJobs(
  { durationSeconds: end }: SpeechInput,
  { config: { transcription } }: BatchContext,
  recorded: SubmittedBatch | undefined,
): readonly BatchJob[] {
  const { batch_id: id } = transcription;
  return recorded?.jobs ?? (id === undefined ? [] : [{ id, start: 0, end }]);
}

/** Adopts a batch that was submitted before this run (TRN-03). The checkpoint fixes the start of the wait, so the deadline holds. */
async function adoptBatch(
  { id }: BatchEngine,
  jobs: readonly BatchJob[],
  context: BatchContext,
): Promise<SubmittedBatch | undefined> {
  if (jobs.length === 0) return undefined;
  const over: SubmittedBatch = { engine: id, since: new Date().toISOString(), isWhole: true, jobs: [...jobs] };
  await context.checkpoint({ [BATCH]: over });
  return over;
}

/** Notes that an adopted batch did not use the vocabulary: the client had submitted it before. */
function describeVocabulary(transcript: Transcript, { vocabulary = [] }: SpeechInput, { config }: BatchContext): Transcript {
  const isUnused = config.transcription.batch_id !== undefined && vocabulary.length > 0 && transcript.words.length > 0;
  if (!isUnused) return transcript;
  const others = transcript.notes.filter((note) => !note.startsWith('vocabulary-'));
  return { ...transcript, notes: [...others, 'vocabulary-unused'] };
}

const maxWaitOf = ({ config }: BatchContext): number => config.transcription.max_wait_time ?? MAX_WAIT_S;

/** Returns the time until the deadline. Milliseconds. */
const remainingMs = ({ since }: SubmittedBatch, context: BatchContext): number =>
  Date.parse(since) + maxWaitOf(context) * 1_000 - Date.now();

const timeoutError = (engine: string, context: BatchContext): PermanentError =>
  new PermanentError(
    'batch-timeout',
    `The engine ${engine} did not finish the batch within ${String(maxWaitOf(context))} s (max_wait_time)`,
  );
