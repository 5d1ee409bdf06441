import type { ReactElement } from 'react';
import { text } from '../texts/text.js';
import { chooseTheme, THEMES, useTheme } from './theme.js';

export function Appearance(): ReactElement {
  const theme = useTheme();
  return (
    <section className="card" aria-labelledby="appearance">
      <h2 id="appearance">{text.settings.appearance}</h2>
      <fieldset className="choices">
        <legend>{text.theme.label}</legend>
        {THEMES.map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="theme"
              checked={one === theme}
              onChange={() => {
                chooseTheme(one);
              }}
            />
            {text.theme[one]}
          </label>
        ))}
      </fieldset>
    </section>
  );
}
