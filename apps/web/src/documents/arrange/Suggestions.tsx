import type { CutSuggestion } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { Button } from '../../components/Button/Button.js';
import { focusAfter } from '../../components/focus-after.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { settingsText } from '../../texts/settings-text.js';
import type { SuggestionsState } from './use-suggestions.js';

const words = settingsText.arrange.suggestions;

const describe = ({ reasons }: CutSuggestion): string =>
  reasons.map(({ kind, quote }) => words.reasons[kind](quote ?? undefined)).join(' ');

/** The focus goes to the next suggestion, else to the page below the one that is gone. */
const focusNextAfter = focusAfter((element) => {
  const notes = [...document.querySelectorAll('.arranged-suggestion')];
  const next = notes[notes.indexOf(element) + 1] ?? element.nextElementSibling;
  next?.querySelector('button')?.focus();
});

interface NoteProps {
  readonly suggestion: CutSuggestion;
  readonly isResting: boolean;
  readonly onTake: () => void;
  readonly onRemove: () => void;
}

/** A suggested cut, before the page that it concerns. */
export function SuggestionNote({ suggestion, isResting, onTake, onRemove }: NoteProps): ReactElement {
  const { before, leave_out: leaveOut } = suggestion;
  const title = before === null ? words.leave(leaveOut) : words.cut(before, leaveOut);
  return (
    <li className="arranged-suggestion" ref={focusNextAfter}>
      <span>
        <strong>{title}</strong> <span className="quiet">{describe(suggestion)}</span>
      </span>
      <span className="arranged-choice">
        <Button size="small" disabled={isResting} aria-label={`${words.take}: ${title}`} onClick={onTake}>
          {words.take}
        </Button>
        <Button size="small" look="quiet" disabled={isResting} aria-label={`${words.remove}: ${title}`} onClick={onRemove}>
          {words.remove}
        </Button>
      </span>
    </li>
  );
}

const focusPagesAfter = focusAfter(() => {
  document.querySelector<HTMLElement>('.arranged button')?.focus();
});

interface BarProps {
  readonly state: SuggestionsState;
  readonly isResting: boolean;
  readonly onTakeAll: () => void;
}

/** Says how many cuts are suggested, or why none are known. */
export function SuggestionsBar({ state, isResting, onTakeAll }: BarProps): ReactElement | null {
  const { cuts, error, onRetry, open, remove } = state;
  if (error !== null) return <ProblemNote error={error} onRetry={onRetry} />;
  if (cuts === undefined) return null;
  const unread = cuts.unread_pages;
  return (
    <div className="arranged-suggestions">
      <p>{cuts.why === null ? words.found(cuts.suggestions.length, open.length) : words.unknown[cuts.why]}</p>
      {unread.length > 0 && <p className="quiet">{words.unread(unread)}</p>}
      {open.length > 0 && (
        <span className="arranged-choice" ref={focusPagesAfter}>
          <Button disabled={isResting} onClick={onTakeAll}>
            {words.takeAll}
          </Button>
          <Button
            look="quiet"
            disabled={isResting}
            onClick={() => {
              remove(open);
            }}
          >
            {words.removeAll}
          </Button>
        </span>
      )}
    </div>
  );
}
