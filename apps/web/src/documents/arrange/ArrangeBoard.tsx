import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Document, MadeDocuments } from '@throughline/api-client';
import { createDocumentParts } from '@throughline/api-client/operations';
import { PAGE_LIMITS } from '@throughline/contracts/page-ranges';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { callApi, createKey } from '../../api/client.js';
import { mayHaveBeenSaved } from '../../api/may-have-been-saved.js';
import { readListsAgain } from '../../api/read-lists-again.js';
import { useAnnounce } from '../../components/Announcer.js';
import { Button } from '../../components/Button/Button.js';
import { useDiscardQuestion } from '../../components/Dialog/use-discard-question.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { areShortcutsOn } from '../../components/shortcuts.js';
import { useLeaveGuard } from '../../components/use-leave-guard.js';
import { settingsText } from '../../texts/settings-text.js';
import { text } from '../../texts/text.js';
import {
  cutBefore,
  cutEverywhere,
  findExceededLimit,
  groupPages,
  isChanged,
  leavePage,
  listChangedPages,
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

interface BarProps {
  readonly count: number;
  readonly documents: number;
  readonly isCreatable: boolean;
  readonly isPending: boolean;
  readonly onCreate: () => void;
  readonly onUndo: (() => void) | undefined;
  readonly edit: (next: (before: Arrangement) => Arrangement) => void;
}

const Bar = ({ count, documents, isCreatable, isPending, onCreate, onUndo, edit }: BarProps): ReactElement => (
  <div className="arrange-bar">
    <Button look="primary" disabled={!isCreatable || isPending} onClick={onCreate}>
      {words.create(documents)}
    </Button>
    <Button disabled={onUndo === undefined || isPending} aria-keyshortcuts="z" onClick={onUndo}>
      {words.undo}
    </Button>
    <Button
      disabled={isPending}
      onClick={() => {
        edit(turnAll);
      }}
    >
      {words.turnAll}
    </Button>
    {count > 1 && (
      <Button
        disabled={isPending}
        onClick={() => {
          edit(cutEverywhere);
        }}
      >
        {words.cutAll}
      </Button>
    )}
  </div>
);

/** Says what would be made, or why it cannot be made. */
function describeResult(pages: Arrangement): string {
  if (!isChanged(pages)) return words.unchanged;
  const limit = findExceededLimit(pages);
  if (limit === 'parts') return words.tooManyParts(PAGE_LIMITS.parts);
  if (limit === 'ranges') return words.tooManyRanges(PAGE_LIMITS.ranges);
  return words.summary(groupPages(pages).length, pages.filter(({ isOut }) => isOut).length);
}

const isCreatable = (pages: Arrangement): boolean =>
  isChanged(pages) && groupPages(pages).length > 0 && findExceededLimit(pages) === undefined;

/** Tells screen readers what a step has turned or left out, or taken back. The view itself announces cuts. */
function useSaidChanges(pages: Arrangement): void {
  const announce = useAnnounce();
  const said = useRef(pages);
  useEffect(() => {
    const changed = listChangedPages(said.current, pages);
    said.current = pages;
    const [first] = changed;
    if (first === undefined) return;
    announce(changed.length === 1 ? words.page(first.number, first.turn, first.isOut) : words.turned(changed.length));
  }, [announce, pages]);
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
  const wouldLose = isChanged(pages) && data === undefined;
  const hint = text.unsaved.losses.arrange;
  useLeaveGuard(hint, () => wouldLose);
  const { dialog } = useDiscardQuestion({ wouldLose, isSaving: isPending, hint });
  useSaidChanges(pages);
  const edit = (next: (before: Arrangement) => Arrangement): void => {
    // The request has the pages as they are now.
    if (isPending) return;
    setKey(createKey());
    change(next);
  };
  if (data !== undefined) return <MadeList made={data} />;
  return (
    <>
      <Bar
        count={count}
        documents={groupPages(pages).length}
        isCreatable={isCreatable(pages)}
        isPending={isPending}
        onCreate={() => {
          mutate();
        }}
        onUndo={
          undo &&
          (() => {
            setKey(createKey());
            undo();
          })
        }
        edit={edit}
      />
      <p role="status">{describeResult(pages)}</p>
      {error !== null && <ProblemNote error={error} />}
      <Pages
        pages={pages}
        sheets={sheets}
        isResting={isPending}
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
      {dialog}
    </>
  );
}
