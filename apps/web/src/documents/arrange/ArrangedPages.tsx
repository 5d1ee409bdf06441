import type { CutSuggestion } from '@throughline/api-client';
import { useMemo, type KeyboardEvent, type ReactElement } from 'react';
import { areShortcutsOn } from '../../components/shortcuts.js';
import { settingsText } from '../../texts/settings-text.js';
import { groupPages, type Arrangement } from './arrangement.js';
import type { OtherPages } from './OtherFile.js';
import { pageKeyOf, type PageKey } from './page-keys.js';
import { PageTile, type PageCommands, type Sheets } from './PageTile.js';
import { SuggestionNote } from './Suggestions.js';
import { groupByPlace } from './suggested-cuts.js';

const words = settingsText.arrange;

function focusPage(from: Element, step: number): void {
  const tiles = [...document.querySelectorAll('.arranged-page')];
  const tile = from.closest('.arranged-page');
  const next = tile === null ? undefined : tiles[tiles.indexOf(tile) + step];
  next?.querySelector('button')?.focus();
}

interface Props extends PageCommands {
  readonly pages: Arrangement;
  /** The document whose pages are arranged. */
  readonly own: string;
  readonly sheets: Sheets;
  readonly opened: ReadonlyMap<string, OtherPages>;
  readonly suggestions: readonly CutSuggestion[];
  readonly onTake: (suggestion: CutSuggestion) => void;
  readonly onRemove: (suggestion: CutSuggestion) => void;
}

const performKey = ({ turn, leave, cut, move }: PageCommands, page: string, target: Element, key: PageKey): void => {
  const perform: Readonly<Record<PageKey, () => void>> = {
    turn: () => {
      turn(page);
    },
    leave: () => {
      leave(page);
    },
    cut: () => {
      cut(page);
    },
    earlier: () => {
      move(page, -1);
    },
    later: () => {
      move(page, 1);
    },
    next: () => {
      focusPage(target, 1);
    },
    previous: () => {
      focusPage(target, -1);
    },
  };
  perform[key]();
};

/** All pages, with a heading before each document that is to be made, and the suggested cuts. */
export function ArrangedPages({ pages, own, sheets, opened, suggestions, onTake, onRemove, ...commands }: Props): ReactElement {
  const groups = useMemo(() => new Map(groupPages(pages).map((group, index) => [group[0], { group, index }])), [pages]);
  const suggestionsAt = useMemo(() => groupByPlace(own, suggestions), [own, suggestions]);
  const press = (event: KeyboardEvent<HTMLElement>): void => {
    const target = event.target instanceof Element ? event.target : null;
    const page = target?.closest('[data-page]')?.getAttribute('data-page');
    const key = pageKeyOf(event.nativeEvent, areShortcutsOn());
    if (key === undefined || target === null || page === null || page === undefined) return;
    event.preventDefault();
    performKey(commands, page, target, key);
  };
  return (
    <ol className="arranged" aria-label={words.pages} onKeyDown={press}>
      {pages.flatMap((page, index) => {
        const head = groups.get(page);
        const other = page.document === own ? undefined : opened.get(page.document);
        return [
          ...(suggestionsAt.get(page.key) ?? []).map((suggestion) => (
            <SuggestionNote
              key={`suggestion ${page.key} ${String(suggestion.before)}`}
              suggestion={suggestion}
              isResting={commands.isResting}
              onTake={() => {
                onTake(suggestion);
              }}
              onRemove={() => {
                onRemove(suggestion);
              }}
            />
          )),
          ...(head === undefined
            ? []
            : [
                <li key={`head ${page.key}`} className="arranged-head">
                  <h2>{words.document(head.index + 1)}</h2> <span className="quiet">{words.count(head.group.length)}</span>
                </li>,
              ]),
          <PageTile
            key={page.key}
            page={page}
            sheets={page.document === own ? sheets : other?.sheets}
            origin={page.document === own ? undefined : (other?.title ?? page.document)}
            isFirst={index === 0}
            isLast={index === pages.length - 1}
            {...commands}
          />,
        ];
      })}
    </ol>
  );
}
