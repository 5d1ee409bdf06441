import type { Item, Output, RunStep } from '@throughline/api-client';
import { text } from '../texts/text.js';

/** Returns the running steps. A paused run lets them finish. */
export const listRunningSteps = ({ run }: Pick<Item, 'run'>): readonly RunStep[] =>
  run?.steps.filter(({ status }) => status === 'IN_PROGRESS') ?? [];

const FINISHED: ReadonlySet<string> = new Set(['READY', 'completed']);

/** Returns true if the result is complete. Deliveries of corrected texts leave it so. */
export const isFinished = ({ status }: { readonly status: string }): boolean => FINISHED.has(status);

/** Returns true until the result is complete or its run has ended. */
export const isUnfinished = (item: Pick<Item, 'run'> & { readonly status: string }): boolean =>
  item.run?.active === true && !isFinished(item);

/** Returns true if the delivery has failed, and is not retried automatically. */
export const isGivenUp = ({ status, failed }: Pick<Output, 'status' | 'failed'>): boolean => status === 'FAILED' && failed;

/**
 * Returns the steps with a failed attempt and a scheduled retry. Excludes steps that wait, because they are shown as waiting.
 */
export const listRetries = ({ run, waiting_for }: Pick<Item, 'run' | 'waiting_for'>): readonly RunStep[] =>
  run?.active === true
    ? run.steps.filter(
        ({ step, retry_at, failed_reason }) =>
          retry_at !== null && failed_reason !== null && !waiting_for.some((one) => one.step === step),
      )
    : [];

/** Returns the name of a step such as `TRANSCRIBE` in words. */
export function stepName(step: string): string {
  if (step.startsWith('deliver:')) {
    const [output = '', followUp] = step.slice('deliver:'.length).split('/');
    return followUp === undefined ? text.step.deliver(output) : text.step.followUp(followUp, output);
  }
  const names: Readonly<Record<string, unknown>> = text.step;
  const name = Object.hasOwn(names, step) ? names[step] : undefined;
  return typeof name === 'string' ? name : step;
}

const DELIVERY_OF_DOCUMENT = 'upload_to_';

/** Returns what an item does while the step runs. */
export function describeDoing(step: string): string {
  if (step.startsWith('deliver:')) return text.delivering;
  return (Object.hasOwn(text.doing, step) ? text.doing[step] : undefined) ?? stepName(step);
}

/** Returns the step of `failed_at_stage` as the subject of a sentence. */
export function failedStepName(step: string): string {
  if (step.startsWith(DELIVERY_OF_DOCUMENT)) return text.step.deliver(step.slice(DELIVERY_OF_DOCUMENT.length));
  const names: Readonly<Record<string, string>> = text.recording.attention.steps;
  return (Object.hasOwn(names, step) ? names[step] : undefined) ?? stepName(step);
}

export const titleOf = ({
  title,
  file_name,
  expired_at,
  erased_at,
}: Pick<Item, 'title' | 'file_name' | 'expired_at' | 'erased_at'>): string => {
  if (erased_at !== null) return text.list.erasedTitle;
  return expired_at === null ? (title ?? file_name ?? text.list.untitled) : text.list.expiredTitle;
};

/** Returns true if files and texts are permanently removed. */
export const isContentGone = ({ expired_at, erased_at }: Pick<Item, 'expired_at' | 'erased_at'>): boolean =>
  expired_at !== null || erased_at !== null;
