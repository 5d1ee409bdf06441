import { useState, type ReactElement } from 'react';
import * as maxLengths from '../api/max-lengths.generated.js';
import { Field } from '../components/Field/Field.js';
import { text } from '../texts/text.js';
import { LINK_PATTERN, findLinkProblem } from './find-link-problem.js';

const words = text.recording.actions.link;

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Asks for the link of a copy. The browser refuses a form with a wrong one, and the reason is below the field. */
export function LinkField({ label, value, onChange }: Props): ReactElement {
  const [isRefused, setRefused] = useState(false);
  const problem = findLinkProblem(value);
  return (
    <Field
      label={label}
      hint={words.hint}
      error={isRefused ? problem : undefined}
      type="url"
      inputMode="url"
      pattern={LINK_PATTERN}
      maxLength={maxLengths.Settle.url}
      value={value}
      onChange={onChange}
      onBlur={() => {
        setRefused(problem !== undefined);
      }}
      onInvalid={(event) => {
        // The reason stands below the field, so the bubble of the browser would repeat it in other words.
        event.preventDefault();
        event.currentTarget.focus();
        setRefused(true);
      }}
    />
  );
}
