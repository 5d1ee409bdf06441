import type { ReactElement } from 'react';

interface Props<V extends string> {
  readonly legend: string;
  readonly options: readonly V[];
  readonly words: Readonly<Record<V, string>>;
  readonly chosen: readonly V[];
  readonly onChange: (chosen: V[]) => void;
}

/** Checkboxes of which any may be chosen. The chosen ones keep the order of the options. */
export const CheckList = <V extends string>({ legend, options, words, chosen, onChange }: Props<V>): ReactElement => (
  <fieldset className="choices">
    <legend>{legend}</legend>
    {options.map((option) => (
      <label key={option}>
        <input
          type="checkbox"
          checked={chosen.includes(option)}
          onChange={({ currentTarget: { checked } }) => {
            onChange(options.filter((one) => (one === option ? checked : chosen.includes(one))));
          }}
        />
        {words[option]}
      </label>
    ))}
  </fieldset>
);
