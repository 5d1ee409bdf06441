import { useId, type ReactElement } from 'react';
import { FieldNotes, describeControl, type FieldNotesContent } from '../Field/FieldNotes.js';

interface Props extends FieldNotesContent {
  readonly label: string;
  readonly options: readonly (readonly [string, string])[];
  readonly value: string;
  /** Refuses the empty option. */
  readonly required?: boolean | undefined;
  readonly onChange: (value: string) => void;
}

export function Choice({ label, hint, error, options, value, required, onChange }: Props): ReactElement {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        required={required}
        {...describeControl(id, { hint, error })}
        value={value}
        onChange={({ target }) => {
          onChange(target.value);
        }}
      >
        {options.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </select>
      <FieldNotes id={id} hint={hint} error={error} />
    </div>
  );
}
