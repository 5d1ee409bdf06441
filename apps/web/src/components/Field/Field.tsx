import { useId, type InputHTMLAttributes, type ReactElement } from 'react';
import { FieldNotes, describeControl, type FieldNotesContent } from './FieldNotes.js';

interface Props extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'>, FieldNotesContent {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function Field({ label, hint, error, value, onChange, ...rest }: Props): ReactElement {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="text"
        autoComplete="off"
        spellCheck={false}
        {...rest}
        {...describeControl(id, { hint, error })}
        value={value}
        onChange={({ target }) => {
          onChange(target.value);
        }}
      />
      <FieldNotes id={id} hint={hint} error={error} />
    </div>
  );
}
