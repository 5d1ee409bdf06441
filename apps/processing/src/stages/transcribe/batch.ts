import { LONGEST_WAIT_MS, PermanentError, WaitingError } from '@throughline/contracts';
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

/** Under this name it stands in the step's checkpoints. */
const BATCH = 'batch';
const HandedOver = Type.Object({
  engine: Type.String(),
  since: Type.String(),
  /** All of the recording is handed over. */
  isWhole: Type.Boolean(),
  jobs: Type.Array(BatchJobSchema),
});
type HandedOver = Static<typeof HandedOver>;
const handedOver = Compile(HandedOver);

/** TRN-07. */
const MAX_WAIT_S = LONGEST_WAIT_MS / 1_000;

type BatchContext = Pick<StepContext, 'checkpoints' | 'checkpoint' | 'config' | 'signal' | 'progress'>;
export type WithBatch = SpeechEngine & { readonly batch: SpeechBatch };

/** The id of a batch says it all; `batch: false` switches batches off whatever else is said. */
export const wantsBatch = ({ config: { transcription } }: Pick<StepContext, 'config'>): boolean =>
  transcription.batch ?? transcription.batch_id !== undefined;

const known = ({ checkpoints }: Pick<StepContext, 'checkpoints'>): HandedOver | undefined => {
  const left: unknown = checkpoints[BATCH];
  return handedOver.Check(left) ? left : undefined;
};

/** Whether an earlier attempt has handed the recording over: this one only asks. */
export const isHandedOver = (context: Pick<StepContext, 'checkpoints'>): boolean => known(context) !== undefined;

/** The engines that may be asked: those with batch, and once the recording was handed over the one that has it. */
export function batchEngines(engines: readonly SpeechEngine[], context: Pick<StepContext, 'checkpoints'>): readonly WithBatch[] {
  const left = known(context);
  const able = engines.filter((engine): engine is WithBatch => engine.batch !== undefined);
  if (left === undefined) return able;
  const holder = able.filter(({ id }) => id === left.engine);
  if (holder.length > 0) return holder;
  throw new PermanentError(
    'batch-engine-gone',
    `The engine ${left.engine}, which works on the recording, is not set up any more: run it again, or set it up`,
  );
}

/**
 * Transcription by batch: an attempt hands the recording over, and those after it only ask (TRN-02, TRN-03). Between them nobody holds
 * anything: what was handed over stands in a checkpoint, and a timer looks again.
 */
export async function transcribeByBatch(engine: WithBatch, input: SpeechInput, context: BatchContext): Promise<Transcript> {
  const { id, batch } = engine;
  const { signal } = context;
  const left = known(context) ?? (await named(context, { engine: id, end: input.durationSeconds }));
  if (left?.isWhole !== true) {
    const jobs = await handOver(engine, { input, left }, context);
    // Nobody speaks, so there is nothing to wait for.
    const transcript = jobs.length === 0 ? await batch.collect(input, [], { signal }) : undefined;
    if (transcript !== undefined) return transcript;
    throw stillRunning(id, batch);
  }
  const transcript = await batch.collect(input, left.jobs, { signal });
  if (transcript !== undefined) return transcript;
  throw isOverdue(left, context) ? tooLong(id, context) : stillRunning(id, batch);
}

async function handOver(
  { id, batch }: WithBatch,
  { input, left }: { input: SpeechInput; left: HandedOver | undefined },
  context: BatchContext,
): Promise<readonly BatchJob[]> {
  const begun = { engine: id, since: left?.since ?? new Date().toISOString() };
  const keep = async (jobs: readonly BatchJob[], isWhole = false): Promise<void> => {
    await context.checkpoint({ [BATCH]: { ...begun, isWhole, jobs: [...jobs] } });
    context.progress({ fraction: 0, phase: 'handing over', done: jobs.length, unit: 'files' });
  };
  const jobs = await batch.submit(input, left?.jobs ?? [], { signal: context.signal, keep });
  await keep(jobs, true);
  return jobs;
}

/** What somebody has handed over before this run is asked for alone (TRN-03). Since when is kept: the wait has an end. */
async function named(context: BatchContext, { engine, end }: { engine: string; end: number }): Promise<HandedOver | undefined> {
  const { batch_id: id } = context.config.transcription;
  if (id === undefined) return undefined;
  const over: HandedOver = { engine, since: new Date().toISOString(), isWhole: true, jobs: [{ id, start: 0, end }] };
  await context.checkpoint({ [BATCH]: over });
  return over;
}

const maxWaitOf = ({ config }: BatchContext): number => config.transcription.max_wait_time ?? MAX_WAIT_S;

const isOverdue = ({ since }: HandedOver, context: BatchContext): boolean =>
  Date.now() - Date.parse(since) >= maxWaitOf(context) * 1_000;

const tooLong = (engine: string, context: BatchContext): PermanentError =>
  new PermanentError(
    'batch-timeout',
    `The engine ${engine} was not done with the batch within ${String(maxWaitOf(context))} s (max_wait_time)`,
  );

const stillRunning = (engine: string, { pollMs }: SpeechBatch): WaitingError =>
  new WaitingError('batch-running', `The engine ${engine} works on the batch; it is asked again by itself`, {
    retryAfterMs: pollMs,
  });
