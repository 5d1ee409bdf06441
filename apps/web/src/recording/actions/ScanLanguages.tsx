import { useQuery } from '@tanstack/react-query';
import { useId, useRef, type ReactElement } from 'react';
import { Button } from '../../components/Button/Button.js';
import { describeControl, FieldNotes } from '../../components/Field/FieldNotes.js';
import { listOcrLanguages, nameLanguage } from '../../engines/ocr-languages.js';
import { aboutQuery } from '../../engines/engines-api.js';
import { text } from '../../texts/text.js';
import { findWrongLanguages, readLanguages, toggleLanguage } from './run-input.js';

const words = text.runs;
/** More would hide the field. */
const MAX_OFFERED = 24;

interface Props {
  readonly typed: string;
  readonly onType: (typed: string) => void;
  /** Previews the run in these languages. */
  readonly onChoose: (typed: string) => void;
}

function describe(typed: string, there: readonly string[]): { readonly hint: string; readonly error?: string } {
  const wrong = findWrongLanguages(typed);
  const missing = there.length === 0 ? [] : readLanguages(typed).filter((code) => !there.includes(code) && !wrong.includes(code));
  return {
    hint:
      missing.length === 0 ? words.languagesHint : words.languagesAway(missing.map(nameLanguage).join(', '), missing.join(' ')),
    ...(wrong.length === 0 ? {} : { error: words.wrongLanguages(wrong.join(', ')) }),
  };
}

/** The languages in which a scan is read: those of the workers by a button, and any other by its code. */
export function ScanLanguages({ typed, onType, onChoose }: Props): ReactElement {
  const id = useId();
  const previewed = useRef(typed);
  const there = listOcrLanguages(useQuery(aboutQuery).data);
  const notes = describe(typed, there);
  const chosen = readLanguages(typed);
  const preview = (languages: string): void => {
    if (languages === previewed.current) return;
    previewed.current = languages;
    onChoose(languages);
  };
  return (
    <div className="field">
      <label htmlFor={id}>{words.languages}</label>
      <input
        id={id}
        type="text"
        spellCheck={false}
        autoCapitalize="none"
        placeholder={words.asBefore}
        {...describeControl(id, notes)}
        value={typed}
        onChange={({ target }) => {
          onType(target.value);
        }}
        onBlur={() => {
          if (notes.error === undefined) preview(typed);
        }}
      />
      <FieldNotes id={id} {...notes} />
      {there.length > 0 && (
        <div className="scan-languages" role="group" aria-label={words.languagesThere}>
          {there.slice(0, MAX_OFFERED).map((code) => (
            <Button
              key={code}
              size="small"
              aria-pressed={chosen.includes(code)}
              onClick={() => {
                preview(toggleLanguage(typed, code));
              }}
            >
              {nameLanguage(code)}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
