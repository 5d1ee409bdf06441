import type { ReactElement } from 'react';
import { Button } from '../../components/Button/Button.js';
import { focusAfter } from '../../components/focus-after.js';
import { settingsText } from '../../texts/settings-text.js';
import { documentTitle } from '../document-title.js';
import type { Arrangement } from './arrangement.js';
import { MOST_PAGES } from './most-pages.js';
import { OtherFile } from './OtherFile.js';
import type { OthersState } from './use-others.js';

const words = settingsText.arrange.other;

const focusBarAfter = focusAfter(() => {
  document.querySelector<HTMLElement>('.arrange-bar button')?.focus();
});

interface Props {
  readonly state: OthersState;
  readonly pages: Arrangement;
  readonly isResting: boolean;
  readonly onRemove: (id: string) => void;
}

/** The other documents whose pages are mixed in, and a way to take them out again. */
export function Others({ state, pages, isResting, onRemove }: Props): ReactElement | null {
  const { others, opened, tooLong, onOpen, forget } = state;
  if (others.length === 0) return null;
  const present = new Set(pages.map(({ document }) => document));
  return (
    <ul className="lines other-pages" aria-label={words.added}>
      {others.map(({ document }) => {
        const { id } = document;
        const isOpen = opened.has(id);
        const file = <OtherFile document={document} onOpen={onOpen} />;
        // The file stays open for Undo.
        if (isOpen && !present.has(id) && !tooLong.has(id))
          return (
            <li key={id} hidden>
              {file}
            </li>
          );
        return (
          <li key={id} ref={focusBarAfter}>
            <bdi>{documentTitle(document)}</bdi>
            {file}
            {tooLong.has(id) && !present.has(id) && <span role="status">{settingsText.arrange.tooManyTogether(MOST_PAGES)}</span>}
            <Button
              size="small"
              disabled={isResting}
              aria-label={(isOpen ? words.remove : words.leave)(documentTitle(document))}
              onClick={() => {
                if (present.has(id)) onRemove(id);
                else forget(id);
              }}
            >
              {isOpen ? words.removeShort : words.leaveShort}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
