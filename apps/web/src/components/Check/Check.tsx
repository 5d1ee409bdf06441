import { useId, type ReactElement } from 'react';
import { FieldNotes, describeControl, type FieldNotesContent } from '../Field/FieldNotes.js';

interface Props extends FieldNotesContent {
  readonly label: string;
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
}

/** A single checkbox of a form. */
export function Check({ label, hint, error, isChecked, onChange }: Props): ReactElement {
  const id = useId();
  return (
    <div className="choices">
      <label>
        <input
          type="checkbox"
          {...describeControl(id, { hint, error })}
          checked={isChecked}
          onChange={({ currentTarget }) => {
            onChange(currentTarget.checked);
          }}
        />
        {label}
      </label>
      <FieldNotes id={id} hint={hint} error={error} />
    </div>
  );
}
