import type { RecordingView } from '../client/views.js';
import type { CliContext } from './context.js';

export type CommandAnswer = Pick<RecordingView, 'outcome'>;

/** Prints the outcome of a command, or why there was nothing to do, and the server's advice. */
export function printOutcome({ terminal }: CliContext, { outcome }: CommandAnswer): void {
  if (outcome === undefined) return;
  terminal.say(outcome.detail);
  if (typeof outcome.try_instead === 'string') terminal.say(`    ${outcome.try_instead}`);
}
