import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, type ReactElement } from 'react';
import { createKey } from '../api/client.js';
import { meQuery } from '../api/me.js';
import { previewDrafts, repeatDrafts } from '../api/repeat-drafts.js';
import { Button } from '../components/Button/Button.js';
import { ConfirmDialog } from '../components/Dialog/ConfirmDialog.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { useAnnounce } from '../shell/Announcer.js';
import { text } from '../texts/text.js';

const words = text.list.drafts;

/** Offers to transcribe the listed drafts again, after a preview. */
export function RepeatDrafts({ q }: { readonly q: string }): ReactElement | null {
  const { data: me } = useQuery(meQuery);
  const client = useQueryClient();
  const announce = useAnnounce();
  const key = useRef(createKey());
  const preview = useMutation({ mutationFn: () => previewDrafts(q) });
  const repeating = useMutation({
    mutationFn: () => repeatDrafts(q, key.current),
    onSuccess: async ({ totals }) => {
      key.current = createKey();
      announce(words.started(totals.started));
      await client.invalidateQueries({ queryKey: ['recordings'] });
    },
  });
  if (me?.scopes.includes('write') !== true) return null;
  const { totals } = preview.data ?? {};
  const error = preview.error ?? repeating.error;
  return (
    <div className="buttons">
      <Button
        size="small"
        disabled={preview.isPending || repeating.isPending}
        onClick={() => {
          repeating.reset();
          preview.mutate();
        }}
      >
        {words.repeat}
      </Button>
      {error !== null && <ProblemNote error={error} />}
      {totals !== undefined && (
        <ConfirmDialog
          title={words.repeat}
          confirm={words.confirm(totals.started)}
          onConfirm={() => {
            if (totals.started > 0) repeating.mutate();
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
