import type { ActionInput } from '../actions/action-definition.js';
import { cancelForm, pauseForm } from '../actions/run-actions.js';
import type { SelectionAction } from './bulk-api.js';

/** The input of an action for many items, as a person edits it. */
export interface BulkDraft {
  readonly reason: string;
  /** Local time without a time zone, as `datetime-local` returns it. */
  readonly until: string;
  /** Id of a template; empty: none is chosen. */
  readonly template: string;
  readonly resetPreferences: boolean;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Publishes only the chosen outputs. */
  readonly isSome: boolean;
  readonly outputs: readonly string[];
  /** Id of the library that gets the items; empty: none is chosen. */
  readonly library: string;
}

export const NO_INPUT: BulkDraft = {
  reason: '',
  until: '',
  template: '',
  resetPreferences: false,
  added: [],
  removed: [],
  isSome: false,
  outputs: [],
  library: '',
};

const INPUTS = {
  pause: pauseForm.toInput,
  cancel: cancelForm.toInput,
  bind: ({ template, resetPreferences }) =>
    template === '' ? undefined : { template_id: Number(template), ...(resetPreferences ? { reset_preferences: true } : {}) },
  tag: ({ added, removed }) =>
    added.length + removed.length === 0
      ? undefined
      : { ...(added.length === 0 ? {} : { add_tags: added }), ...(removed.length === 0 ? {} : { remove_tags: removed }) },
  transfer: ({ library }) => (library === '' ? undefined : { library_id: library }),
  publish: ({ isSome, outputs }) => {
    if (!isSome) return {};
    return outputs.length === 0 ? undefined : { outputs };
  },
} satisfies Partial<Record<SelectionAction, (draft: BulkDraft) => ActionInput | undefined>>;

export type InputAction = keyof typeof INPUTS;

/** Returns true if a person may say more before a preview. */
export const needsInput = (action: SelectionAction): action is InputAction => Object.hasOwn(INPUTS, action);

/** Returns `undefined` if the input is incomplete. */
export const buildBulkInput = (action: InputAction, draft: BulkDraft): ActionInput | undefined => INPUTS[action](draft);
