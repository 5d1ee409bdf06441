import type { ReactElement } from 'react';
import { text } from '../texts/text.js';
import { outputsToChoose } from './channel-draft.js';
import type { OutputItem } from './channels-api.js';

const words = text.channels;

interface Props {
  readonly offered: readonly OutputItem[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Where the videos of a channel are delivered to. */
export function OutputChoice({ offered, chosen, onChange }: Props): ReactElement {
  const all = outputsToChoose(offered, chosen);
  return (
    <fieldset className="choices">
      <legend>{words.outputs}</legend>
      {all.map((name) => (
        <label key={name}>
          <input
            type="checkbox"
            checked={chosen.includes(name)}
            onChange={({ target }) => {
              onChange(target.checked ? [...chosen, name] : chosen.filter((one) => one !== name));
            }}
          />
          <span dir="auto">{name}</span>
        </label>
      ))}
      {all.length === 0 && <p className="quiet">{words.noOutputs}</p>}
      {all.length > 0 && chosen.length === 0 && <p className="quiet">{words.noOutputChosen}</p>}
    </fieldset>
  );
}
