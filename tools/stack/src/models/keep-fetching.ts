import { pause } from '@throughline/contracts';
import { messageOf } from '../problem.js';
import { fetchWhisperModel, type ModelFetchOptions, type WhisperModelChoice } from './fetch-model.js';
import { planRetry, type AttemptFailure, type RetryPlan } from './retry-plan.js';

export interface KeepFetchingOptions extends Omit<ModelFetchOptions, 'plan' | 'onHeld' | 'onProgress'> {
  readonly say: (line: string) => void;
  /** Give up after ten minutes of failures, instead of trying again at long intervals. */
  readonly untilStopped?: boolean;
  readonly wait?: (ms: number) => Promise<void>;
}

/** Fetches a model, with retries. Returns false if it gave up or was told to stop. Reports only the first of several failures. */
export async function keepFetching(choice: WhisperModelChoice, options: KeepFetchingOptions): Promise<boolean> {
  const { say, signal, wait = (ms) => pause(ms, signal) } = options;
  const name = `the speech model ${choice.model}`;
  const onProgress = createProgressLines(name, say);
  const onHeld = (): void => {
    say(`another process fetches ${name}`);
  };
  for (let isFirst = true; ; isFirst = false) {
    const failure = await attempt(choice, { ...options, onProgress, onHeld });
    if (failure === undefined) break;
    if (signal?.aborted === true) return false;
    const { error, waitMs } = failure;
    if (isFirst || waitMs === undefined) say(describeFailure(choice.model, error, waitMs));
    if (waitMs === undefined) return false;
    await wait(waitMs);
  }
  say(`${name} is fetched`);
  return true;
}

/** Returns nothing once the model is there. Without `waitMs`, no other attempt follows. */
async function attempt(
  choice: WhisperModelChoice,
  options: ModelFetchOptions & Pick<KeepFetchingOptions, 'untilStopped'>,
): Promise<{ readonly error: unknown; readonly waitMs: number | undefined } | undefined> {
  let waitMs: number | undefined;
  const plan = (failure: AttemptFailure): RetryPlan => {
    const next = planRetry(failure);
    waitMs = next.givesUp && options.untilStopped === true ? undefined : next.waitMs;
    return next;
  };
  try {
    await fetchWhisperModel(choice, { ...options, plan });
    return undefined;
  } catch (error) {
    return { error, waitMs };
  }
}

const describeFailure = (model: string, error: unknown, waitMs: number | undefined): string => {
  const next = waitMs === undefined ? `To try again: npx tl engine fetch ${model}` : 'The download is retried in the background';
  return `the speech model ${model} cannot be fetched: ${messageOf(error)}. ${next}`;
};

const STEP = 0.25;
const MEGABYTE = 1_000_000;

/** Says where a download begins and each quarter. */
function createProgressLines(name: string, say: (line: string) => void): (fetched: number, total: number | undefined) => void {
  let quarter: number | undefined;
  return (fetched, total) => {
    const now = total === undefined || total === 0 ? 0 : Math.floor(fetched / total / STEP);
    if (now === quarter || (quarter !== undefined && now * STEP >= 1)) return;
    const part =
      total === undefined || total === 0
        ? ''
        : `: ${String(Math.floor((100 * fetched) / total))} % of ${String(Math.ceil(total / MEGABYTE))} MB`;
    say(`fetching ${name}${part}`);
    quarter = now;
  };
}
