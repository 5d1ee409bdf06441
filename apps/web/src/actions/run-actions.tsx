import type { ReactElement } from 'react';
import { text } from '../texts/text.js';
import type { ActionDefinition, ActionInput } from './action-definition.js';
import { ActionQuestion, createActionDialog, type ActionForm, type FieldsProps } from './action-dialog.js';
import { Radios, Reason, type ReasonDraft } from './fields.js';

const words = text.recording.actions;

interface PauseDraft extends ReasonDraft {
  /** Local time without a time zone, as `datetime-local` returns it. Empty: without end. */
  readonly until: string;
}

function Until({ draft, onChange }: FieldsProps<PauseDraft>): ReactElement {
  return (
    <label>
      {words.until} <span className="quiet">{words.untilHint}</span>
      <input
        type="datetime-local"
        value={draft.until}
        onChange={({ currentTarget }) => {
          onChange({ until: currentTarget.value });
        }}
      />
    </label>
  );
}

const reasonField = (reason: string): ActionInput => ({ reason: reason.trim() === '' ? undefined : reason.trim() });

export const pauseForm: ActionForm<PauseDraft> = {
  begin: () => ({ reason: '', until: '' }),
  Fields: (props) => (
    <>
      <Reason {...props} />
      <Until {...props} />
    </>
  ),
  toInput: ({ reason, until }) => ({
    ...reasonField(reason),
    until: until === '' ? undefined : new Date(until).toISOString(),
  }),
};

export const cancelForm: ActionForm<ReasonDraft> = {
  begin: () => ({ reason: '' }),
  Fields: Reason,
  toInput: ({ reason }) => reasonField(reason),
};

export const unstickForm: ActionForm<{ readonly then: string }> = {
  begin: () => ({ then: 'retry' }),
  Fields: ({ draft, onChange }) => (
    <Radios
      legend={words.then}
      options={[
        ['retry', words.retry],
        ['fail', words.fail],
      ]}
      chosen={draft.then}
      onChoose={(then) => {
        onChange({ then });
      }}
    />
  ),
  toInput: ({ then }) => ({ then }),
};

export const runActions = {
  run: { isFrequent: true, isAtOnce: true, isInRow: true },
  pause: { isFrequent: true, isInRow: true, Dialog: createActionDialog(pauseForm) },
  cancel: { isFrequent: true, isInRow: true, Dialog: createActionDialog(cancelForm) },
  reset: { look: 'dangerous', isInRow: true },
  check: { isFrequent: true, isAtOnce: true, isInRow: true },
  unstick: { Dialog: createActionDialog(unstickForm) },
  skip: {
    path: (type) => ({ type }),
    Dialog: ({ onConfirm, ...props }) => (
      <ActionQuestion
        {...props}
        onConfirm={() => {
          onConfirm(undefined);
        }}
      >
        <p>{words.skip}</p>
      </ActionQuestion>
    ),
  },
} satisfies Record<string, ActionDefinition>;
