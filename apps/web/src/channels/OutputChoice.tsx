import type { ConfiguredOutput } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { Link } from '../components/Link.js';
import { text } from '../texts/text.js';
import { listSelectableOutputs } from './channel-draft.js';

const words = text.channels;

interface Props {
  readonly offered: readonly ConfiguredOutput[];
  readonly chosen: readonly string[];
  /** The consequence of choosing none. */
  readonly noneChosen?: string;
  readonly onChange: (chosen: readonly string[]) => void;
}

export function OutputChoice({ offered, chosen, noneChosen = words.noOutputChosen, onChange }: Props): ReactElement {
  const all = listSelectableOutputs(offered, chosen);
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
      {all.length > 0 && chosen.length === 0 && <p className="quiet">{noneChosen}</p>}
      <Link to="/settings/outputs">{text.outputs.manage}</Link>
    </fieldset>
  );
}
