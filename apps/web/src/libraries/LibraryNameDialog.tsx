import { useMutation } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import * as maxLengths from '../api/max-lengths.generated.js';
import { Button } from '../components/Button/Button.js';
import { Dialog } from '../components/Dialog/Dialog.js';
import { Field } from '../components/Field/Field.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { text } from '../texts/text.js';

interface Props {
  readonly title: string;
  readonly hint?: string;
  readonly submit: string;
  readonly initial?: string;
  readonly save: (name: string) => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks for the name of a library. Stays open, with the reason, if the name is refused. */
export function LibraryNameDialog({ title, hint, submit, initial = '', save, onClose }: Props): ReactElement {
  const [name, setName] = useState(initial);
  const { mutate, error, isPending } = useMutation({ mutationFn: save, onSuccess: onClose });
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isPending) mutate(name.trim());
        }}
      >
        <div className="dialog-body">
          <Field
            label={text.libraries.name}
            hint={hint}
            value={name}
            maxLength={maxLengths.CreateLibrary.name}
            required
            // A name of spaces alone is none.
            pattern=".*\S.*"
            dir="auto"
            onChange={setName}
          />
          {error !== null && <ProblemNote error={error} />}
        </div>
        <div className="dialog-buttons">
          <Button onClick={onClose}>{text.cancel}</Button>
          <Button type="submit" look="primary" disabled={isPending}>
            {submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
