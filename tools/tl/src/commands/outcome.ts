import type { RecordingView } from '../client/views.js';
import type { CliContext } from './context.js';

export type Told = Pick<RecordingView, 'outcome'>;

/** Says what a command has done, or why nothing had to be, and the way out. */
export function sayOutcome({ terminal }: CliContext, { outcome }: Told): void {
  if (outcome === undefined) return;
  terminal.say(outcome.detail);
  if (typeof outcome.try_instead === 'string') terminal.say(`    ${outcome.try_instead}`);
}
