import { useState, type ReactElement } from 'react';
import { Button } from '../components/Button/Button.js';
import { Dialog } from '../components/Dialog/Dialog.js';
import { Field } from '../components/Field/Field.js';
import { text } from '../texts/text.js';
import { MAX_VIEW_NAME } from './saved-views.js';

const words = text.itemList.saved;

interface Props {
  readonly title: string;
  readonly initial?: string;
  readonly isTaken: (name: string) => boolean;
  /** Returns false if the browser stores nothing. */
  readonly onSave: (name: string) => boolean;
  readonly onClose: () => void;
}

/** Asks for the name of a view. Stays open, with the reason, if the name is taken or nothing was stored. */
export function ViewNameDialog({ title, initial = '', isTaken, onSave, onClose }: Props): ReactElement {
  const [name, setName] = useState(initial);
  const [error, setError] = useState<string>();
  const save = (): void => {
    const wanted = name.trim();
    if (isTaken(wanted)) setError(words.nameTaken);
    else if (onSave(wanted)) onClose();
    else setError(words.notStored);
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <div className="dialog-body">
          <Field
            label={words.name}
            hint={words.hint}
            error={error}
            value={name}
            maxLength={MAX_VIEW_NAME}
            required
            // A name of spaces alone is none.
            pattern=".*\S.*"
            dir="auto"
            onChange={(next) => {
              setName(next);
              setError(undefined);
            }}
          />
        </div>
        <div className="dialog-buttons">
          <Button onClick={onClose}>{text.cancel}</Button>
          <Button type="submit" look="primary">
            {title}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
