import type { AllowedAction, Item } from '@throughline/api-client';
import { describeDoing } from '../controls/recording-state.js';
import { text } from '../texts/text.js';
import { nameRetry, type RetryFields } from './retry-name.js';

const words = text.actions;

/** A newer gateway may send actions that this page has no words for. */
const nameOf = (action: string): string => (words.names as Readonly<Record<string, string | undefined>>)[action] ?? action;

const nounOf = (step: string): string => words.steps[step] ?? text.insideSentence(describeDoing(step));

const nameFollowUp = (target: string): string => {
  const [output = '', followUp] = target.split('/');
  return followUp === undefined ? output : words.followUp(followUp, output);
};

function nameWithTarget(action: string, target: string): string {
  const compose = words.withTarget[action];
  if (compose === undefined) return `${nameOf(action)}: ${target}`;
  return compose(action === 'skip' ? nounOf(target) : nameFollowUp(target));
}

/** The item, as far as it decides the names of its actions. */
export type NamedItem = Partial<Pick<Item, 'on_pause'> & RetryFields>;

/** Returns the name of an action in words. A run resumes a paused item, and repeats what has failed. */
export function actionName({ action, target }: Pick<AllowedAction, 'action' | 'target'>, item: NamedItem = {}): string {
  if (target !== null) return nameWithTarget(action, target);
  if (action !== 'run') return nameOf(action);
  return item.on_pause === true ? words.resume : (nameRetry(item) ?? words.names.run);
}
