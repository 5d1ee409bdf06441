import type { ReactElement } from 'react';
import { Note } from '../../components/Note/Note.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { text } from '../../texts/text.js';
import { FieldChanged, FieldFault } from './save-field.js';

const words = text.documentView.fields;

interface Props {
  readonly error: Error;
  /** False if the value was chosen by a button. Then there is no text to save again. */
  readonly isEdited: boolean;
}

/** Says why a field was not saved. */
export function FieldFailure({ error, isEdited }: Props): ReactElement | null {
  if (error instanceof FieldFault)
    // The editor shows it beside the text.
    return isEdited ? null : <Note tone="warn" role="alert" title={error.message} />;
  if (!(error instanceof FieldChanged)) return <ProblemNote error={error} />;
  return (
    <Note tone="warn" role="alert" title={words.conflict(error.value === '' ? words.none : error.value)}>
      {isEdited && <p>{words.conflictHint}</p>}
    </Note>
  );
}
