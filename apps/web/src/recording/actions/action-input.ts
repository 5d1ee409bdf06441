import type { ActionName } from '../../api/answers.js';
import type { ActionInput } from '../../api/commands.js';

/** What the dialog has been told; empty text is nothing said. */
export interface Given {
  readonly reason: string;
  /** As the browser's own field has it: local time without a zone. */
  readonly until: string;
  readonly then: string;
  readonly delivered: string;
  readonly typed: string;
}

const said = (field: string, value: string): ActionInput => (value.trim() === '' ? {} : { [field]: value.trim() });

/** Local time becomes an instant. */
const instant = (local: string): ActionInput => (local === '' ? {} : { until: new Date(local).toISOString() });

const INPUTS: Partial<Record<ActionName, (given: Given) => ActionInput>> = {
  pause: ({ reason, until }) => ({ ...said('reason', reason), ...instant(until) }),
  cancel: ({ reason }) => said('reason', reason),
  unstick: ({ then }) => ({ then }),
  settle: ({ delivered }) => ({ delivered: delivered === 'yes' }),
  erase: () => ({ confirm: true }),
};

/** The body of the request; undefined where the action takes none. */
export const inputOf = (action: ActionName, given: Given): ActionInput | undefined => INPUTS[action]?.(given);
