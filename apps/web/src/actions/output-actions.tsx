import type { ReactElement } from 'react';
import { Link } from '../components/Link.js';
import { text } from '../texts/text.js';
import type { ActionDefinition } from './action-definition.js';
import { ActionQuestion, createActionDialog, type ActionForm, type FieldsProps } from './action-dialog.js';
import { Radios } from './fields.js';
import { LinkField } from './LinkField.js';

const words = text.recording.actions;

interface PublishDraft {
  /** The outputs that wait for a person, and the chosen ones among them. */
  readonly held: readonly string[];
  readonly outputs: readonly string[];
}

function Outputs({ draft, onChange }: FieldsProps<PublishDraft>): ReactElement {
  const { held, outputs } = draft;
  return (
    <fieldset className="choices">
      <legend>{words.publishTo}</legend>
      {held.map((name, index) => (
        <label key={name}>
          <input
            type="checkbox"
            required={outputs.length === 0 && index === 0}
            checked={outputs.includes(name)}
            onChange={({ currentTarget }) => {
              onChange({ outputs: held.filter((each) => (each === name ? currentTarget.checked : outputs.includes(each))) });
            }}
          />
          {name}
        </label>
      ))}
      <Link to="/settings/outputs">{text.outputs.manage}</Link>
    </fieldset>
  );
}

export const publishForm: ActionForm<PublishDraft> = {
  begin: ({ held = [] }) => ({ held, outputs: held }),
  Fields: Outputs,
  // Without names, the gateway would also publish outputs that were added after the dialog had opened.
  toInput: ({ held, outputs }) => (held.length === 0 ? {} : { outputs }),
};

interface SettleDraft {
  readonly delivered: 'yes' | 'no';
  readonly link: string;
}

export const settleForm: ActionForm<SettleDraft> = {
  begin: () => ({ delivered: 'yes', link: '' }),
  Fields: ({ draft, onChange }) => (
    <>
      <Radios
        legend={words.settle}
        options={[
          ['yes', words.arrived],
          ['no', words.missing],
        ]}
        chosen={draft.delivered}
        onChoose={(delivered) => {
          onChange({ delivered: delivered === 'yes' ? 'yes' : 'no' });
        }}
      />
      {draft.delivered === 'yes' && (
        <LinkField
          label={words.link.label}
          value={draft.link}
          onChange={(link) => {
            onChange({ link });
          }}
        />
      )}
    </>
  ),
  toInput: ({ delivered, link }) => {
    const url = delivered === 'yes' ? link.trim() : '';
    return { delivered: delivered === 'yes', ...(url === '' ? {} : { url }) };
  },
};

export const outputActions = {
  publish: { isFrequent: true, isInRow: true, Dialog: createActionDialog(publishForm) },
  skip_output: {
    operation: 'skipOutput',
    path: (name) => ({ name }),
    Dialog: ({ onConfirm, ...props }) => (
      <ActionQuestion
        {...props}
        onConfirm={() => {
          onConfirm(undefined);
        }}
      >
        <p>{words.skipOutput}</p>
      </ActionQuestion>
    ),
  },
  settle: {
    path: (name) => ({ name }),
    isFrequent: true,
    Dialog: createActionDialog(settleForm),
  },
  redeliver: { path: (name) => ({ name }), isAtOnce: true },
  update_texts: {
    operation: 'redeliver',
    path: (name) => ({ name }),
    input: { metadata_only: true },
    isAtOnce: true,
  },
  retry: {
    operation: 'retryFollowUp',
    path: (target) => {
      const [name = '', followUp = ''] = target.split('/');
      return { name, followUp };
    },
    isFrequent: true,
    isAtOnce: true,
  },
} satisfies Record<string, ActionDefinition>;
