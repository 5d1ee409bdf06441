import type { ReactElement } from 'react';

interface Props {
  readonly label: string;
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
}

/** A single checkbox of a form. */
export function Check({ label, isChecked, onChange }: Props): ReactElement {
  return (
    <div className="choices">
      <label>
        <input
          type="checkbox"
          checked={isChecked}
          onChange={({ currentTarget }) => {
            onChange(currentTarget.checked);
          }}
        />
        {label}
      </label>
    </div>
  );
}
