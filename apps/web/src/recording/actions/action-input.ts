import type { ActionName } from '@throughline/api-types';
import type { ActionInput } from '../../api/commands.js';

/** Input of the dialog. Empty text means no input. */
export interface DialogInput {
  readonly reason: string;
  /** Local time without a time zone, as `datetime-local` returns it. */
  readonly until: string;
  readonly then: string;
  readonly delivered: string;
  readonly typed: string;
  readonly address: string;
  /** `auto` or a BCP 47 tag. */
  readonly language: string;
  /** The outputs that wait for a person, and the chosen ones among them. */
  readonly held: readonly string[];
  readonly outputs: readonly string[];
}

const textField = (field: string, value: string): ActionInput => (value.trim() === '' ? {} : { [field]: value.trim() });

const instantField = (local: string): ActionInput => (local === '' ? {} : { until: new Date(local).toISOString() });

const INPUTS: Partial<Record<ActionName, (input: DialogInput) => ActionInput>> = {
  pause: ({ reason, until }) => ({ ...textField('reason', reason), ...instantField(until) }),
  cancel: ({ reason }) => textField('reason', reason),
  unstick: ({ then }) => ({ then }),
  // Without names, the gateway would also publish outputs that were added after the dialog had opened.
  publish: ({ held, outputs }) => (held.length === 0 ? {} : { outputs }),
  settle: ({ delivered }) => ({ delivered: delivered === 'yes' }),
  set_language: ({ language }) => ({ language, run: true }),
  replace_address: ({ address }) => ({ url: address.trim() }),
  erase: () => ({ confirm: true }),
};

/** Returns the request body, or undefined if the action has none. */
export const buildActionInput = (action: ActionName, input: DialogInput): ActionInput | undefined => INPUTS[action]?.(input);
