import type { ReactElement } from 'react';

export interface FieldNotesContent {
  readonly hint?: string | undefined;
  /** The reason why the server has refused the value. */
  readonly error?: string | undefined;
}

/** Returns the attributes that connect a control with its notes, for screen readers. */
export function describeControl(id: string, { hint, error }: FieldNotesContent) {
  const notes = [...(error === undefined ? [] : [`${id}-error`]), ...(hint === undefined ? [] : [`${id}-hint`])];
  return {
    'aria-describedby': notes.length === 0 ? undefined : notes.join(' '),
    'aria-invalid': error === undefined ? undefined : true,
  };
}

export function FieldNotes({ id, hint, error }: FieldNotesContent & { readonly id: string }): ReactElement {
  return (
    <>
      {error !== undefined && (
        <small id={`${id}-error`} className="field-error">
          {error}
        </small>
      )}
      {hint !== undefined && (
        <small id={`${id}-hint`} className="quiet">
          {hint}
        </small>
      )}
    </>
  );
}
