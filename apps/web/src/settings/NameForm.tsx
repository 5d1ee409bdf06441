import { useState, type ReactElement, type ReactNode } from 'react';

interface Props {
  readonly label: string;
  readonly submit: string;
  readonly isPending: boolean;
  /** Called with a non-empty name. `done` clears the field. */
  readonly onSubmit: (name: string, done: () => void) => void;
  readonly children: ReactNode;
}

const LONGEST_NAME = 100;

export function NameForm({ label, submit, isPending, onSubmit, children }: Props): ReactElement {
  const [name, setName] = useState('');
  return (
    <form
      className="inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        const said = name.trim();
        if (said !== '' && !isPending)
          onSubmit(said, () => {
            setName('');
          });
      }}
    >
      <label>
        {label}
        <input
          value={name}
          maxLength={LONGEST_NAME}
          required
          onChange={({ target }) => {
            setName(target.value);
          }}
        />
      </label>
      {children}
      <button type="submit" className="button" disabled={isPending}>
        {submit}
      </button>
    </form>
  );
}
