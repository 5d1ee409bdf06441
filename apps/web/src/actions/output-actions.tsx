import { useState, type ReactElement } from 'react';
import { useItemKind } from '../api/item-kind.js';
import { Link } from '../components/Link.js';
import { linkDrafts } from '../drafts/link-drafts.js';
import { useSharedDraft } from '../drafts/use-shared-draft.js';
import { text } from '../texts/text.js';
import type { ActionDefinition, ActionDialogProps, ActionInput } from './action-definition.js';
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

type Delivered = 'yes' | 'no';

/** Returns the body of the answer. A link is that of a copy that is there. */
export function toSettleInput(delivered: Delivered, link: string): ActionInput {
  const url = delivered === 'yes' ? link.trim() : '';
  return { delivered: delivered === 'yes', ...(url === '' ? {} : { url }) };
}

/** Asks whether a delivery has arrived. Its link is the one that a person types on the page of the item. */
function SettleDialog({ action, id, title, onConfirm, onClose }: ActionDialogProps): ReactElement {
  const [delivered, setDelivered] = useState<Delivered>('yes');
  const [links, change] = useSharedDraft(linkDrafts(useItemKind()), id);
  const output = action.target ?? '';
  const link = links[output] ?? '';
  return (
    <ActionQuestion
      {...{ action, title, onClose }}
      onConfirm={() => {
        onConfirm(toSettleInput(delivered, link));
      }}
    >
      <Radios
        legend={words.settle}
        options={[
          ['yes', words.arrived],
          ['no', words.missing],
        ]}
        chosen={delivered}
        onChoose={(chosen) => {
          setDelivered(chosen === 'yes' ? 'yes' : 'no');
        }}
      />
      {delivered === 'yes' && (
        <LinkField
          label={words.link.label}
          value={link}
          onChange={(typed) => {
            change((before) => ({ ...before, [output]: typed }));
          }}
        />
      )}
    </ActionQuestion>
  );
}

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
    Dialog: SettleDialog,
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
