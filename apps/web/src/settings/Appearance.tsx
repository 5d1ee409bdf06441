import { useState, type ReactElement } from 'react';
import { Button } from '../components/Button/Button.js';
import { Choice } from '../components/Choice/Choice.js';
import { chooseLanguage, chosenLanguage, isLanguage, LANGUAGES, type LanguageChoice } from '../texts/language.js';
import { text } from '../texts/text.js';
import { chooseTheme, THEMES, useTheme } from './theme.js';

export function Appearance(): ReactElement {
  return (
    <section className="card" aria-labelledby="appearance">
      <h2 id="appearance">{text.settings.appearance}</h2>
      <ThemeChoice />
      <ChoiceOfLanguage />
    </section>
  );
}

function ThemeChoice(): ReactElement {
  const theme = useTheme();
  return (
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
  );
}

const OPTIONS = [['system', text.language.system], ...Object.entries(LANGUAGES)] as const;

/** The page changes only after the button: the arrow keys of some systems choose with each press. */
function ChoiceOfLanguage(): ReactElement {
  const words = text.language;
  const [choice, setChoice] = useState<LanguageChoice>(chosenLanguage);
  const [isRefused, setIsRefused] = useState(false);
  const use = (): void => {
    const isKept = chooseLanguage(choice);
    setIsRefused(!isKept);
    if (isKept) location.reload();
  };
  return (
    <>
      <Choice
        label={words.label}
        hint={words.hint}
        error={isRefused ? words.notKept : undefined}
        options={OPTIONS}
        value={choice}
        onChange={(value) => {
          setChoice(isLanguage(value) ? value : 'system');
        }}
      />
      {choice !== chosenLanguage() && <Button onClick={use}>{words.use}</Button>}
    </>
  );
}
