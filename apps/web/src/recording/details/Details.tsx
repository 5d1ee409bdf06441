import type { Recording } from '@throughline/api-types';
import { useState, type ReactElement } from 'react';
import { maxLengths } from '../../api/max-lengths.generated.js';
import { isProblem } from '../../api/problem.js';
import { useMayChange } from '../../api/use-may-change.js';
import { Button } from '../../components/Button/Button.js';
import { Field } from '../../components/Field/Field.js';
import { Note } from '../../components/Note/Note.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { titleOf } from '../../controls/recording-state.js';
import { text } from '../../texts/text.js';
import { draftOf, patchOf, type Draft } from './draft.js';
import { Tags } from './Tags.js';
import { useSaveDetails } from './use-save-details.js';

const words = text.recording.details;
const TITLE_ID = 'details-title';

/** Moves the focus to the title, for the action in the list of actions. */
export const focusDetails = (): void => {
  document.querySelector<HTMLInputElement>(`#${TITLE_ID} input`)?.focus();
};

function Failure({ error, recording }: { readonly error: Error; readonly recording: Recording }): ReactElement {
  if (!isProblem(error) || error.status !== 412) return <ProblemNote error={error} />;
  return (
    <Note tone="warn" role="alert" title={words.conflict}>
      <p>{words.conflictHint(titleOf(recording))}</p>
    </Note>
  );
}

interface FieldsProps {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
}

function Fields({ draft, onChange }: FieldsProps): ReactElement {
  return (
    <>
      <div id={TITLE_ID}>
        <Field
          label={words.name}
          value={draft.title}
          maxLength={maxLengths.ChangeRecording.title}
          required
          dir="auto"
          onChange={(title) => {
            onChange({ ...draft, title });
          }}
        />
      </div>
      <label className="field">
        {words.description}
        <textarea
          rows={3}
          dir="auto"
          maxLength={maxLengths.ChangeRecording.description}
          value={draft.description}
          onChange={({ currentTarget }) => {
            onChange({ ...draft, description: currentTarget.value });
          }}
        />
      </label>
      <Tags
        tags={draft.tags}
        onChange={(tags) => {
          onChange({ ...draft, tags });
        }}
      />
    </>
  );
}

/** Title, description and tags, edited in place. */
export function Details({ recording }: { readonly recording: Recording }): ReactElement | null {
  const [edited, setEdited] = useState<Draft>();
  const { mutate, error, isPending, reset } = useSaveDetails(recording);
  const mayChange = useMayChange();
  const before = draftOf(recording);
  const draft = edited ?? before;
  const patch = patchOf(before, draft);
  const isAllowed = recording.allowed_actions.some(({ action, allowed }) => action === 'describe' && allowed);
  if (!mayChange || !isAllowed) return null;
  const discard = (): void => {
    setEdited(undefined);
    reset();
  };
  return (
    <section className="card details" aria-labelledby="details-heading">
      <h2 id="details-heading">{words.title}</h2>
      <p className="quiet">{words.hint}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (patch !== undefined) mutate({ patch, draft }, { onSuccess: discard });
        }}
      >
        <Fields draft={draft} onChange={setEdited} />
        {error !== null && <Failure error={error} recording={recording} />}
        <div className="action-buttons">
          <Button type="submit" look="primary" disabled={patch === undefined || isPending}>
            {isPending ? words.saving : words.save}
          </Button>
          {edited !== undefined && !isPending && <Button onClick={discard}>{words.discard}</Button>}
        </div>
      </form>
    </section>
  );
}
