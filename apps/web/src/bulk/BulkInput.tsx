import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { ActionInput } from '../actions/action-definition.js';
import { cancelForm, pauseForm } from '../actions/run-actions.js';
import { transferForm } from '../actions/transfer-form.js';
import { OutputSelection } from '../channels/OutputSelection.js';
import { Button } from '../components/Button/Button.js';
import { Check } from '../components/Check/Check.js';
import { Choice } from '../components/Choice/Choice.js';
import { Dialog } from '../components/Dialog/Dialog.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Tags } from '../recording/details/Tags.js';
import { templatesQuery } from '../templates/templates-api.js';
import { text } from '../texts/text.js';
import { buildBulkInput, NO_INPUT, type BulkDraft, type InputAction } from './bulk-input.js';

const words = text.bulk;

interface FieldsProps {
  readonly draft: BulkDraft;
  readonly onChange: (change: Partial<BulkDraft>) => void;
}

function TemplateFields({ draft, onChange }: FieldsProps): ReactElement {
  const { data: templates = [], error } = useQuery(templatesQuery);
  const usable = templates.filter(({ is_draft }) => !is_draft);
  return (
    <>
      {error !== null && <ProblemNote error={error} />}
      <Choice
        label={words.template}
        options={[['', words.chooseTemplate], ...usable.map(({ id, name }) => [String(id), name] as const)]}
        value={draft.template}
        onChange={(template) => {
          onChange({ template });
        }}
      />
      <Check
        label={words.resetPreferences}
        isChecked={draft.resetPreferences}
        onChange={(resetPreferences) => {
          onChange({ resetPreferences });
        }}
      />
    </>
  );
}

const TagFields = ({ draft, onChange }: FieldsProps): ReactElement => (
  <>
    <Tags
      label={words.addTag}
      tags={draft.added}
      onChange={(added) => {
        onChange({ added });
      }}
    />
    <Tags
      label={words.removeTag}
      tags={draft.removed}
      onChange={(removed) => {
        onChange({ removed });
      }}
    />
    <p className="quiet">{words.otherTags}</p>
  </>
);

const OUTPUT_WORDS = {
  label: words.publishTo,
  byDefault: words.allOutputs,
  own: words.someOutputs,
  noneChosen: words.noOutputChosen,
};

const PublishFields = ({ draft, onChange }: FieldsProps): ReactElement => (
  <OutputSelection
    selected={{ isOwn: draft.isSome, outputs: draft.outputs }}
    words={OUTPUT_WORDS}
    onChange={({ isOwn, outputs }) => {
      onChange({ isSome: isOwn, outputs });
    }}
  />
);

const FIELDS: Readonly<Record<InputAction, (props: FieldsProps) => ReactElement>> = {
  pause: pauseForm.Fields,
  cancel: cancelForm.Fields,
  bind: TemplateFields,
  tag: TagFields,
  transfer: transferForm.Fields,
  publish: PublishFields,
};

interface Props {
  readonly action: InputAction;
  readonly onGiven: (input: ActionInput) => void;
  readonly onClose: () => void;
}

/** Asks for the input of an action, before its preview. */
export function BulkInput({ action, onGiven, onClose }: Props): ReactElement {
  const [draft, setDraft] = useState(NO_INPUT);
  const input = buildBulkInput(action, draft);
  const Fields = FIELDS[action];
  return (
    <Dialog title={words.actions[action]} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (input !== undefined) onGiven(input);
        }}
      >
        <div className="dialog-body">
          <Fields
            draft={draft}
            onChange={(change) => {
              setDraft((before) => ({ ...before, ...change }));
            }}
          />
        </div>
        <div className="dialog-buttons">
          <Button onClick={onClose}>{text.cancel}</Button>
          <Button type="submit" look="primary" aria-disabled={input === undefined}>
            {words.toPreview}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
