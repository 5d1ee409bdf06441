import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Document, MadeDocuments } from '@throughline/api-client';
import { createDocumentParts } from '@throughline/api-client/operations';
import { useState, type KeyboardEvent, type ReactElement } from 'react';
import { callApi, createKey } from '../../api/client.js';
import { mayHaveBeenSaved } from '../../api/may-have-been-saved.js';
import { readListsAgain } from '../../api/read-lists-again.js';
import { Button } from '../../components/Button/Button.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { areShortcutsOn } from '../../components/shortcuts.js';
import { useLeaveGuard } from '../../components/use-leave-guard.js';
import { settingsText } from '../../texts/settings-text.js';
import {
  cutBefore,
  cutEverywhere,
  groupPages,
  isChanged,
  leavePage,
  toParts,
  turnAll,
  turnPage,
  type Arrangement,
} from './arrangement.js';
import { MadeList } from './MadeList.js';
import { pageKeyOf, type PageKey } from './page-keys.js';
import { PageTile, type PageCommands, type Sheets } from './PageTile.js';
import { useArrangement } from './use-arrangement.js';

const words = settingsText.arrange;

function focusPage(from: Element, step: number): void {
  const tiles = [...document.querySelectorAll('.arranged-page')];
  const tile = from.closest('.arranged-page');
  const next = tile === null ? undefined : tiles[tiles.indexOf(tile) + step];
  next?.querySelector('button')?.focus();
}

interface PagesProps extends PageCommands {
  readonly pages: Arrangement;
  readonly sheets: Sheets;
}

/** All pages, with a heading before each document that is to be made. */
function Pages({ pages, sheets, ...commands }: PagesProps): ReactElement {
  const groups = groupPages(pages);
  const press = (event: KeyboardEvent<HTMLElement>): void => {
    const target = event.target instanceof Element ? event.target : null;
    const number = Number(target?.closest('[data-page]')?.getAttribute('data-page') ?? 0);
    const key = pageKeyOf(event.nativeEvent, areShortcutsOn());
    if (key === undefined || number === 0 || target === null) return;
    event.preventDefault();
    const perform: Readonly<Record<PageKey, () => void>> = {
      turn: () => {
        commands.turn(number);
      },
      leave: () => {
        commands.leave(number);
      },
      cut: () => {
        commands.cut(number);
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
  return (
    <ol className="arranged" aria-label={words.pages} onKeyDown={press}>
      {pages.flatMap((page) => {
        const group = groups.findIndex(([first]) => first === page);
        const head = (
          <li key={`head ${String(page.number)}`} className="arranged-head">
            <h2>{words.document(group + 1)}</h2> <span className="quiet">{words.count(groups[group]?.length ?? 0)}</span>
          </li>
        );
        const tile = <PageTile key={page.number} {...{ page, sheets }} {...commands} />;
        return group >= 0 ? [head, tile] : [tile];
      })}
    </ol>
  );
}

interface Props {
  readonly document: Document;
  readonly sheets: Sheets;
  readonly count: number;
}

/** Arranges the pages of a document, and makes documents of them. */
export function ArrangeBoard({ document, sheets, count }: Props): ReactElement {
  const { pages, change, undo } = useArrangement(count);
  const client = useQueryClient();
  // A repeated click after a lost answer must not make the documents twice.
  const [key, setKey] = useState(createKey);
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: (): Promise<MadeDocuments> =>
      callApi(createDocumentParts, {
        path: { id: document.id },
        body: { parts: toParts(pages) },
        idempotencyKey: key,
      }),
    onSuccess: () => readListsAgain(client),
    onError: (failure) => {
      // A stored refusal would be repeated, whatever has changed since.
      if (!mayHaveBeenSaved(failure)) setKey(createKey());
    },
  });
  const changed = isChanged(pages);
  const groups = groupPages(pages);
  useLeaveGuard(words.title, () => changed && data === undefined);
  const edit = (next: (before: Arrangement) => Arrangement): void => {
    setKey(createKey());
    change(next);
  };
  if (data !== undefined) return <MadeList made={data} />;
  const out = pages.filter(({ isOut }) => isOut).length;
  return (
    <>
      <div className="arrange-bar">
        <Button
          look="primary"
          disabled={!changed || groups.length === 0 || isPending}
          onClick={() => {
            mutate();
          }}
        >
          {words.create(groups.length)}
        </Button>
        <Button
          disabled={undo === undefined}
          aria-keyshortcuts="z"
          onClick={() => {
            setKey(createKey());
            undo?.();
          }}
        >
          {words.undo}
        </Button>
        <Button
          onClick={() => {
            edit(turnAll);
          }}
        >
          {words.turnAll}
        </Button>
        {count > 1 && (
          <Button
            onClick={() => {
              edit(cutEverywhere);
            }}
          >
            {words.cutAll}
          </Button>
        )}
      </div>
      <p role="status">{changed ? words.summary(groups.length, out) : words.unchanged}</p>
      {error !== null && <ProblemNote error={error} />}
      <Pages
        pages={pages}
        sheets={sheets}
        turn={(number) => {
          edit((before) => turnPage(before, number));
        }}
        leave={(number) => {
          edit((before) => leavePage(before, number));
        }}
        cut={(number) => {
          edit((before) => cutBefore(before, number));
        }}
      />
    </>
  );
}
