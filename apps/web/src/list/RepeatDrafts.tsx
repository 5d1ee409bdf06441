import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { BulkRun } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { meQuery } from '../api/me.js';
import { previewDrafts, repeatDrafts, type DraftsFilter } from '../api/repeat-drafts.js';
import { readListsAgain } from '../api/read-lists-again.js';
import { Button } from '../components/Button/Button.js';
import { ConfirmDialog } from '../components/Dialog/ConfirmDialog.js';
import { Note } from '../components/Note/Note.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { text } from '../texts/text.js';

const words = text.list.drafts;

/** Describes a result, or a preview without any run. */
function describeOutcome(preview: BulkRun | undefined, result: BulkRun | undefined): string | undefined {
  if (result !== undefined) return words.result(result.totals);
  return preview?.totals.started === 0 ? words.willRepeat(0, preview.totals.total) : undefined;
}

/** Offers to transcribe the listed drafts again, after a preview. */
export function RepeatDrafts({ filter }: { readonly filter: DraftsFilter }): ReactElement | null {
  const { data: me } = useQuery(meQuery);
  const client = useQueryClient();
  const preview = useMutation({ mutationFn: () => previewDrafts(filter) });
  const repeating = useMutation({
    mutationFn: () => repeatDrafts(filter),
    onSuccess: () => readListsAgain(client),
  });
  if (me?.scopes.includes('write') !== true) return null;
  const { totals } = preview.data ?? {};
  const outcome = describeOutcome(preview.data, repeating.data);
  const isPending = preview.isPending || repeating.isPending;
  const error = preview.error ?? repeating.error;
  return (
    <div className="buttons">
      <Button
        size="small"
        aria-disabled={isPending}
        onClick={() => {
          if (isPending) return;
          repeating.reset();
          preview.mutate();
        }}
      >
        {words.repeat}
      </Button>
      {error !== null && <ProblemNote error={error} />}
      <div role="status">
        {outcome !== undefined && (
          <Note tone="calm">
            <p>{outcome}</p>
          </Note>
        )}
      </div>
      {totals !== undefined && totals.started > 0 && (
        <ConfirmDialog
          title={words.repeat}
          confirm={words.confirm(totals.started)}
          onConfirm={() => {
            repeating.mutate();
          }}
          onClose={() => {
            preview.reset();
          }}
        >
          <p>{words.willRepeat(totals.started, totals.total)}</p>
          <p className="quiet">{words.alsoRepeats}</p>
        </ConfirmDialog>
      )}
    </div>
  );
}
