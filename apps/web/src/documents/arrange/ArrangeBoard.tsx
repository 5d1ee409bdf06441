import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Document, MadeDocuments } from '@throughline/api-client';
import { createDocumentParts } from '@throughline/api-client/operations';
import { PAGE_LIMITS } from '@throughline/contracts/page-ranges';
import { useCallback, useEffect, useRef, useState, type ReactElement } from 'react';
import { callApi, createKey } from '../../api/client.js';
import { mayHaveBeenSaved } from '../../api/may-have-been-saved.js';
import { readListsAgain } from '../../api/read-lists-again.js';
import { useAnnounce } from '../../components/Announcer.js';
import { Button } from '../../components/Button/Button.js';
import { useDiscardQuestion } from '../../components/Dialog/use-discard-question.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { useLeaveGuard } from '../../components/use-leave-guard.js';
import { settingsText } from '../../texts/settings-text.js';
import { text } from '../../texts/text.js';
import { AddDialog } from './AddDialog.js';
import {
  cutBefore,
  cutEverywhere,
  findExceededLimit,
  groupPages,
  isChanged,
  leavePage,
  listChangedPages,
  movePage,
  placeBefore,
  removeDocument,
  toParts,
  turnAll,
  turnPage,
  type ArrangedPage,
  type Arrangement,
  type ExceededLimit,
} from './arrangement.js';
import { ArrangedPages } from './ArrangedPages.js';
import { MadeList } from './MadeList.js';
import { MOST_PAGES } from './most-pages.js';
import { Others } from './Others.js';
import type { Sheets } from './PageTile.js';
import { takeAll, takeSuggestion } from './suggested-cuts.js';
import { SuggestionsBar } from './Suggestions.js';
import { useArrangement } from './use-arrangement.js';
import { useOthers } from './use-others.js';
import { useSuggestions } from './use-suggestions.js';

const words = settingsText.arrange;

interface BarProps {
  readonly count: number;
  readonly documents: number;
  readonly isCreatable: boolean;
  readonly isPending: boolean;
  readonly onCreate: () => void;
  readonly onUndo: (() => void) | undefined;
  readonly onAdd: () => void;
  readonly edit: (next: (before: Arrangement) => Arrangement) => void;
}

const Bar = ({ count, documents, isCreatable, isPending, onCreate, onUndo, onAdd, edit }: BarProps): ReactElement => (
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
    <Button disabled={isPending} onClick={onAdd}>
      {words.other.add}
    </Button>
  </div>
);

const LIMITS: Readonly<Record<ExceededLimit, string>> = {
  parts: words.tooManyParts(PAGE_LIMITS.parts),
  ranges: words.tooManyRanges(PAGE_LIMITS.ranges),
  changes: words.tooManyChanges(PAGE_LIMITS.documents - 1),
};

/** Says what would be made, or why it cannot be made. */
function describeResult(pages: Arrangement, own: string): string {
  if (!isChanged(pages, own)) return words.unchanged;
  if (pages.length > MOST_PAGES) return words.tooManyTogether(MOST_PAGES);
  const limit = findExceededLimit(pages, own);
  if (limit !== undefined) return LIMITS[limit];
  return words.summary(groupPages(pages).length, pages.filter(({ isOut }) => isOut).length);
}

const isCreatable = (pages: Arrangement, own: string): boolean =>
  isChanged(pages, own) &&
  groupPages(pages).length > 0 &&
  pages.length <= MOST_PAGES &&
  findExceededLimit(pages, own) === undefined;

/** Tells screen readers what a step has turned or left out, or taken back. The view itself announces cuts. */
function useSaidChanges(pages: Arrangement, titleOf: (page: ArrangedPage) => string | undefined): void {
  const announce = useAnnounce();
  const said = useRef(pages);
  useEffect(() => {
    const changed = listChangedPages(said.current, pages);
    said.current = pages;
    const [first] = changed;
    if (first === undefined) return;
    const { number, turn, isOut } = first;
    announce(changed.length === 1 ? words.page(number, turn, isOut, titleOf(first)) : words.turned(changed.length));
  }, [announce, pages, titleOf]);
}

interface Props {
  readonly document: Document;
  readonly sheets: Sheets;
  readonly count: number;
}

/** Makes the documents of an arrangement. */
function useCreation(own: string, pages: Arrangement) {
  const client = useQueryClient();
  // A repeated click after a lost answer must not make the documents twice.
  const [key, setKey] = useState(createKey);
  const renew = (): void => {
    setKey(createKey());
  };
  const mutation = useMutation({
    mutationFn: (): Promise<MadeDocuments> =>
      callApi(createDocumentParts, { path: { id: own }, body: { parts: toParts(pages, own) }, idempotencyKey: key }),
    onSuccess: () => readListsAgain(client),
    onError: (failure) => {
      // A stored refusal would be repeated, whatever has changed since.
      if (!mayHaveBeenSaved(failure)) renew();
    },
  });
  return { ...mutation, renew };
}

/** Arranges the pages of a document, and makes documents of them. */
export function ArrangeBoard({ document, sheets, count }: Props): ReactElement {
  const own = document.id;
  const { pages, change, undo } = useArrangement(own, count);
  const suggestions = useSuggestions(own, pages);
  const announce = useAnnounce();
  const { mutate, data, error, isPending, renew } = useCreation(own, pages);
  const [isAdding, setAdding] = useState(false);
  const edit = (next: (before: Arrangement) => Arrangement): void => {
    // The request has the pages as they are now.
    if (isPending) return;
    renew();
    change(next);
  };
  const others = useOthers(change);
  const { opened } = others;
  const titleOf = useCallback(
    (page: ArrangedPage) => (page.document === own ? undefined : opened.get(page.document)?.title),
    [own, opened],
  );
  const wouldLose = isChanged(pages, own) && data === undefined;
  const hint = text.unsaved.losses.arrange;
  useLeaveGuard(hint, () => wouldLose);
  const { dialog } = useDiscardQuestion({ wouldLose, isSaving: isPending, hint });
  useSaidChanges(pages, titleOf);
  if (data !== undefined) return <MadeList made={data} />;
  const move = (next: Arrangement, key: string): void => {
    edit(() => next);
    const at = next.findIndex((page) => page.key === key);
    const page = next[at];
    if (page !== undefined)
      announce(words.moved(words.page(page.number, page.turn, page.isOut, titleOf(page)), at + 1, next.length));
  };
  return (
    <>
      <Bar
        count={count}
        documents={groupPages(pages).length}
        isCreatable={isCreatable(pages, own) && !others.isReading}
        isPending={isPending}
        onCreate={() => {
          mutate();
        }}
        onUndo={
          undo &&
          (() => {
            renew();
            undo();
          })
        }
        onAdd={() => {
          setAdding(true);
        }}
        edit={edit}
      />
      <p role="status">{describeResult(pages, own)}</p>
      {error !== null && <ProblemNote error={error} />}
      <Others
        state={others}
        pages={pages}
        isResting={isPending}
        onRemove={(id) => {
          edit((before) => removeDocument(before, id));
        }}
      />
      <SuggestionsBar
        state={suggestions}
        isResting={isPending}
        onTakeAll={() => {
          edit((before) => takeAll(before, own, suggestions.open));
        }}
      />
      <ArrangedPages
        pages={pages}
        own={own}
        sheets={sheets}
        opened={opened}
        suggestions={suggestions.open}
        isResting={isPending}
        onTake={(suggestion) => {
          edit((before) => takeSuggestion(before, own, suggestion));
        }}
        onRemove={(suggestion) => {
          suggestions.remove([suggestion]);
        }}
        turn={(key) => {
          edit((before) => turnPage(before, key));
        }}
        leave={(key) => {
          edit((before) => leavePage(before, key));
        }}
        cut={(key) => {
          edit((before) => cutBefore(before, key));
        }}
        move={(key, by) => {
          move(movePage(pages, key, by), key);
        }}
        place={(key, before) => {
          move(placeBefore(pages, key, before), key);
        }}
      />
      {isAdding && (
        <AddDialog
          pages={pages}
          taken={[own, ...pages.map((page) => page.document)]}
          nameOf={(page) => words.page(page.number, page.turn, page.isOut, titleOf(page))}
          onChoose={(other, before) => {
            setAdding(false);
            renew();
            others.add(other, before);
          }}
          onClose={() => {
            setAdding(false);
          }}
        />
      )}
      {dialog}
    </>
  );
}
