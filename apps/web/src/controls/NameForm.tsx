import { useState, type ReactElement, type ReactNode } from 'react';
import { Button } from '../components/Button/Button.js';

interface Props {
  readonly label: string;
  readonly maxLength: number;
  readonly submit: string;
  readonly isPending: boolean;
  /** Called with a non-empty name. `done` clears the field. */
  readonly onSubmit: (name: string, done: () => void) => void;
  readonly children: ReactNode;
}

export function NameForm({ label, maxLength, submit, isPending, onSubmit, children }: Props): ReactElement {
  const [name, setName] = useState('');
  return (
    <form
      className="inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        const trimmed = name.trim();
        if (trimmed !== '' && !isPending)
          onSubmit(trimmed, () => {
            setName('');
          });
      }}
    >
      <label>
        {label}
        <input
          value={name}
          maxLength={maxLength}
          required
          onChange={({ target }) => {
            setName(target.value);
          }}
        />
      </label>
      {children}
      <Button type="submit" disabled={isPending}>
        {submit}
      </Button>
    </form>
  );
}
