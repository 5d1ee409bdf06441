import { useMutation } from '@tanstack/react-query';
import type { AccountDeletion, DeletionPreview } from '@throughline/api-client';
import { useState, type ReactElement, type ReactNode } from 'react';
import * as maxLengths from '../api/max-lengths.generated.js';
import { isProblem } from '../api/problem.js';
import { Button } from '../components/Button/Button.js';
import { Choice } from '../components/Choice/Choice.js';
import { Field } from '../components/Field/Field.js';
import { Note } from '../components/Note/Note.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { PasskeyButton } from '../passkeys/PasskeyButton.js';
import { settingsText } from '../texts/settings-text.js';
import { text } from '../texts/text.js';
import { requestDeletion, type DeletedUser } from './deletion-api.js';
import { choicesOf, listOptions, selectedOption, type AffectedLibrary, type ChoiceDraft } from './deletion-choices.js';
import { DeletionFacts } from './DeletionFacts.js';

const words = settingsText.accountDeletion;

interface ChoicesProps {
  readonly libraries: readonly AffectedLibrary[];
  readonly draft: ChoiceDraft;
  readonly onChange: (draft: ChoiceDraft) => void;
}

function LibraryChoices({ libraries, draft, onChange }: ChoicesProps): ReactElement {
  const optionsOf = (library: AffectedLibrary) =>
    listOptions(library, libraries, draft).map(
      ({ value, action, target = '' }) => [value, action === 'erase' ? words.erase : words[action](target)] as const,
    );
  return (
    <>
      {libraries
        .filter(({ needs_choice: needsChoice }) => needsChoice)
        .map((library) => (
          <Choice
            key={library.id}
            label={words.choiceOf(library.name, library.items)}
            hint={library.personal ? words.personalHint : words.choiceHint}
            required
            options={[['', words.choose], ...optionsOf(library)]}
            value={selectedOption(library, libraries, draft)}
            onChange={(value) => {
              onChange({ ...draft, [library.id]: value });
            }}
          />
        ))}
    </>
  );
}

/** Explains a refusal. A sign-in that is too old can be renewed here, so that nothing has to be chosen again. */
export function DeletionRefusal({ error, children }: { readonly error: unknown; readonly children: ReactNode }): ReactElement {
  if (!isProblem(error) || error.code !== 'sign-in-too-old') return <ProblemNote error={error} />;
  return (
    <Note tone="warn" icon="failed" role="alert" title={error.document.title}>
      <p>{words.signInAgain}</p>
      {children}
    </Note>
  );
}

interface Props {
  readonly user: DeletedUser;
  readonly preview: DeletionPreview;
  readonly onDeleted: (deletion: AccountDeletion) => void;
  readonly onClose: () => void;
}

export function DeletionForm({ user, preview, onDeleted, onClose }: Props): ReactElement {
  const { user: deleted, libraries } = preview;
  const [draft, setDraft] = useState<ChoiceDraft>({});
  const [confirm, setConfirm] = useState('');
  const [isImmediate, setImmediate] = useState(false);
  const [isRefused, setRefused] = useState(false);
  const { mutate, error, isPending, reset } = useMutation({
    mutationFn: () => requestDeletion(user, { confirm, libraries: choicesOf(libraries, draft), immediately: isImmediate }),
    onSuccess: onDeleted,
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setRefused(confirm !== deleted.name);
        if (!isPending && confirm === deleted.name) mutate();
      }}
    >
      <div className="dialog-body">
        <LibraryChoices libraries={libraries} draft={draft} onChange={setDraft} />
        <DeletionFacts preview={preview} />
        <Choice
          label={words.start}
          options={[
            ['later', words.starts.later],
            ['now', words.starts.now],
          ]}
          value={isImmediate ? 'now' : 'later'}
          onChange={(value) => {
            setImmediate(value === 'now');
          }}
        />
        <Field
          label={words.confirm(deleted.name)}
          error={isRefused && confirm !== deleted.name ? words.notTheName(deleted.name) : undefined}
          value={confirm}
          maxLength={maxLengths.DeleteAccount.confirm}
          required
          dir="auto"
          onChange={setConfirm}
        />
        {error !== null && (
          <DeletionRefusal error={error}>
            <PasskeyButton onSignedIn={reset} />
          </DeletionRefusal>
        )}
      </div>
      <div className="dialog-buttons">
        <Button onClick={onClose}>{text.cancel}</Button>
        <Button type="submit" look="destructive" disabled={isPending}>
          {words.submit}
        </Button>
      </div>
    </form>
  );
}
