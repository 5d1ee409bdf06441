import type { ReactElement } from 'react';
import { useIsAdmin } from '../api/use-is-admin.js';
import { Coded } from '../components/Coded/Coded.js';
import { Disclosure } from '../components/Disclosure/Disclosure.js';
import { StatusBadge } from '../components/StatusBadge/StatusBadge.js';
import { settingsText } from '../texts/settings-text.js';
import { groupLanguages, type SpeechEngine } from './engines-state.js';
import { EngineTest } from './EngineTest.js';

const words = settingsText.engines;
/** More languages are behind a disclosure. */
const MAX_NAMES = 3;

/** Names the languages, by grade if the engine has grades. */
export function LanguageNames({ engine }: { readonly engine: SpeechEngine }): ReactElement {
  const groups = groupLanguages(engine);
  if (engine.grades === undefined) return <p className="engine-languages">{groups.flatMap(({ names }) => names).join(', ')}</p>;
  return (
    <>
      <dl className="engine-languages">
        {groups.map(({ grade, names }) => (
          <div key={grade ?? ''}>
            <dt>{grade === undefined ? words.ungraded : words.grades[grade]}</dt>
            <dd>{names.join(', ')}</dd>
          </div>
        ))}
      </dl>
      <p className="quiet">{words.gradesHint}</p>
    </>
  );
}

function Languages({ engine }: { readonly engine: SpeechEngine }): ReactElement | null {
  const { name, languages = [] } = engine;
  const isShort = languages.length <= MAX_NAMES;
  if (isShort) return null;
  return (
    <div className="line-more">
      <Disclosure label={words.showLanguages} name={words.showLanguagesOf(name)}>
        {() => <LanguageNames engine={engine} />}
      </Disclosure>
    </div>
  );
}

/** Summarizes the languages: their names if they are few, else their number by grade. */
function describeLanguages(engine: SpeechEngine): string {
  const { languages, grades } = engine;
  if (languages === undefined) return words.anyLanguage;
  const groups = groupLanguages(engine);
  const labelOf = (grade: string | undefined): string => (grade === undefined ? words.ungraded : (words.grades[grade] ?? grade));
  const isShort = languages.length <= MAX_NAMES;
  const part = (names: readonly string[]): string => (isShort ? names.join(', ') : words.languages(names.length));
  if (grades === undefined) return groups.map(({ names }) => part(names)).join(' · ');
  return groups.map(({ grade, names }) => `${labelOf(grade)}: ${part(names)}`).join(' · ');
}

/** The engines that run on the machine of the worker. */
const TESTABLE: ReadonlySet<string> = new Set(['whisper-cpp', 'pocketsphinx']);

function LocalTest({ engine: { name, available = true } }: { readonly engine: SpeechEngine }): ReactElement | null {
  const isAdmin = useIsAdmin();
  if (!isAdmin || !available || !TESTABLE.has(name)) return null;
  return (
    <div className="line-more engine-buttons">
      <EngineTest name={name} choice={{ engine: name }} />
    </div>
  );
}

export function EngineLine({ engine, place }: { readonly engine: SpeechEngine; readonly place: number }): ReactElement {
  const { name, model, speed, available = true, note, needs_language: needsLanguage = false } = engine;
  const facts = [
    ...(model === undefined ? [] : [words.model(model)]),
    describeLanguages(engine),
    ...(speed === undefined ? [] : [words.speed(speed)]),
    ...(needsLanguage ? [words.needsLanguage] : []),
  ];
  return (
    <li className="line">
      <span>
        <span className="engine-place" role="img" aria-label={words.order(place)}>
          {place}
        </span>{' '}
        <strong>{name}</strong>
        {!available && (
          <>
            {' '}
            <StatusBadge tone="calm" icon="idle" words={words.unavailable} />
          </>
        )}
        <br />
        <small className="quiet">{facts.join(' · ')}</small>
        {note !== undefined && (
          <>
            <br />
            <small className="quiet">
              <Coded words={note} />
            </small>
          </>
        )}
      </span>
      <Languages engine={engine} />
      <LocalTest engine={engine} />
    </li>
  );
}
