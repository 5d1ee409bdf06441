import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Document, MadeDocuments } from '@throughline/api-client';
import { createDocumentParts } from '@throughline/api-client/operations';
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
import { documentTitle } from '../document-title.js';
import { AddDialog } from './AddDialog.js';
import {
  cutBefore,
  cutEverywhere,
  groupPages,
  isChanged,
  leavePage,
  movePage,
  placeBefore,
  removeDocument,
  toParts,
  turnAll,
  turnPage,
  type ArrangedPage,
  type Arrangement,
} from './arrangement.js';
import { ArrangedPages } from './ArrangedPages.js';
import { describeLooks, describeMove, describeResult, isCreatable } from './describe-steps.js';
import { MadeList } from './MadeList.js';
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

/** Tells screen readers what a step, or its Undo, has turned, left out or put back. The view itself announces cuts. */
function useSaidChanges(pages: Arrangement, titleOf: (page: ArrangedPage) => string | undefined): void {
  const announce = useAnnounce();
  const said = useRef(pages);
  useEffect(() => {
    const looks = describeLooks(said.current, pages, titleOf);
    said.current = pages;
    if (looks !== undefined) announce(looks);
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
  const others = useOthers(pages, change);
  const { opened } = others;
  const titleOf = useCallback(
    (page: ArrangedPage) => (page.document === own ? undefined : opened.get(page.document)?.title),
    [own, opened],
  );
  const nameOfDocument = (id: string): string => (id === own ? documentTitle(document) : (opened.get(id)?.title ?? id));
  const wouldLose = isChanged(pages, own) && data === undefined;
  const hint = text.unsaved.losses.arrange;
  useLeaveGuard(hint, () => wouldLose);
  const { dialog } = useDiscardQuestion({ wouldLose, isSaving: isPending, hint });
  useSaidChanges(pages, titleOf);
  if (data !== undefined) return <MadeList made={data} />;
  const move = (next: Arrangement, key: string): void => {
    const moved = describeMove(pages, next, key, titleOf);
    if (isPending || moved === undefined) return;
    edit(() => next);
    announce(moved);
  };
  return (
    <>
      <Bar
        count={count}
        documents={groupPages(pages).length}
        isCreatable={isCreatable(pages, own) && others.unopened.length === 0}
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
      <p role="status">{describeResult(pages, own, nameOfDocument)}</p>
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
          taken={[own, ...pages.map((page) => page.document), ...others.unopened]}
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
