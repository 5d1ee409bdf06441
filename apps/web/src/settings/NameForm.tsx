import { useState, type ReactElement, type ReactNode } from 'react';

interface Props {
  readonly label: string;
  readonly submit: string;
  readonly isPending: boolean;
  /** Called with a name that is not empty; `done` clears the field for the next one. */
  readonly onSubmit: (name: string, done: () => void) => void;
  /** What else is asked for, between the name and the button. */
  readonly children: ReactNode;
}

const LONGEST_NAME = 100;

/** Makes something that has a name. */
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
