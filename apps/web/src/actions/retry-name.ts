import type { Item } from '@throughline/api-client';
import { isGivenUp } from '../controls/recording-state.js';
import { text } from '../texts/text.js';

const words = text.recording.attention;

const NAMES: Readonly<Record<string, string | undefined>> = { ...words.retry, ...text.documentView.attention.retry };

const isDelivery = (stage: string): boolean => stage === 'upload' || stage.startsWith('upload_to_');

export type RetryFields = Pick<Item, 'failed' | 'failed_at_stage' | 'outputs'>;

/** Returns the name of a run that repeats what has failed, or undefined if nothing has. */
export function nameRetry({ failed = false, failed_at_stage, outputs = [] }: Partial<RetryFields>): string | undefined {
  const stage = failed_at_stage ?? '';
  if (failed && !isDelivery(stage)) return NAMES[stage];
  const [first, ...others] = outputs.filter(isGivenUp);
  if (first === undefined) return failed ? words.retryDelivery : undefined;
  return others.length === 0 ? words.retryDeliveryTo(first.id) : words.retryDelivery;
}
