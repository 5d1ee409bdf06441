import type { ReactElement } from 'react';
import { text } from '../texts/text.js';
import { namePeriod } from './periods.js';

interface Props {
  readonly periods: readonly string[];
  readonly value: string;
  readonly onChange: (period: string) => void;
}

/** Chooses one of some months. */
export function PeriodChoice({ periods, value, onChange }: Props): ReactElement {
  return (
    <label>
      {text.settings.quota.month}{' '}
      <select
        value={value}
        onChange={({ target }) => {
          onChange(target.value);
        }}
      >
        {periods.map((period) => (
          <option key={period} value={period}>
            {namePeriod(period)}
          </option>
        ))}
      </select>
    </label>
  );
}
