import type { ReactElement } from 'react';
import * as maxLengths from '../api/max-lengths.generated.js';
import { text } from '../texts/text.js';
import type { FieldsProps } from './action-dialog.js';

const words = text.recording.actions;

export interface ReasonDraft {
  readonly reason: string;
}

export function Reason({ draft, onChange }: FieldsProps<ReasonDraft>): ReactElement {
  return (
    <label>
      {words.reason} <span className="quiet">{words.reasonHint}</span>
      <input
        type="text"
        dir="auto"
        maxLength={maxLengths.Pause.reason}
        value={draft.reason}
        onChange={({ currentTarget }) => {
          onChange({ reason: currentTarget.value });
        }}
      />
    </label>
  );
}

export function Radios({
  legend,
  options,
  chosen,
  onChoose,
}: {
  readonly legend: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly chosen: string;
  readonly onChoose: (value: string) => void;
}): ReactElement {
  return (
    <fieldset className="choices">
      <legend>{legend}</legend>
      {options.map(([value, label]) => (
        <label key={value}>
          <input
            type="radio"
            name={legend}
            value={value}
            checked={chosen === value}
            onChange={() => {
              onChoose(value);
            }}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
