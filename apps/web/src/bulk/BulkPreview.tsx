import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { BulkAction, BulkCommand, BulkItem } from '@throughline/api-client';
import { useEffect, useRef, useState, type ReactElement, type ReactNode } from 'react';
import { Button } from '../components/Button/Button.js';
import { Dialog } from '../components/Dialog/Dialog.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { ProgressBar } from '../components/ProgressBar/ProgressBar.js';
import { Sentence } from '../controls/Sentence.js';
import { formatNumber } from '../texts/numbers.js';
import { text } from '../texts/text.js';
import { abandonPreview, bulkItemsQuery, bulkCommandQuery, executeBulk } from './bulk-api.js';

const words = text.bulk;
/** A longer list is counted by reason, with a sample. */
const MAX_LISTED = 200;
const SAMPLE = 3;

interface Props {
  readonly action: BulkAction;
  /** Requests the preview. */
  readonly preview: () => Promise<BulkCommand>;
  /** Stands above the counts. */
  readonly about?: ReactNode;
  readonly onExecuted: (bulk: BulkCommand) => void;
  readonly onClose: () => void;
}

function Reasons({ bulk, isChange }: { readonly bulk: BulkCommand; readonly isChange: boolean }): ReactElement | null {
  const groups = bulk.verdicts.filter(({ verdict }) => (verdict === 'change') === isChange);
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  if (count === 0) return null;
  return (
    <section>
      <h3>{isChange ? words.willChange(count) : words.willNotChange(count)}</h3>
      <ul className="reasons">
        {groups.map((group) => (
          <li key={`${group.verdict} ${group.code} ${group.detail ?? ''}`}>
            <strong>{formatNumber(group.count)}</strong>{' '}
            <span>
              <Sentence words={group.detail ?? words.otherReasons} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface ItemsProps {
  readonly items: readonly BulkItem[];
  /** The only reason, which stands above them. */
  readonly said: string | null | undefined;
}

const Items = ({ items, said }: ItemsProps): ReactElement => (
  <ul className="reasons">
    {items.map(({ item_id, title, preview }) => (
      <li key={item_id}>
        <span dir="auto">{title ?? text.list.untitled}</span>{' '}
        {preview !== null && preview.detail !== said && (
          <span className="quiet">
            <Sentence words={preview.detail} />
          </span>
        )}
      </li>
    ))}
  </ul>
);

const isShort = ({ total }: BulkCommand): boolean => total <= MAX_LISTED;

function ChangedItems({ bulk }: { readonly bulk: BulkCommand }): ReactElement | null {
  const { data: items = [], error } = useQuery(bulkItemsQuery(bulk.id, 'change', isShort(bulk) ? MAX_LISTED : SAMPLE));
  if (error !== null) return <ProblemNote error={error} />;
  if (items.length === 0) return null;
  const [first, ...others] = bulk.verdicts.filter(({ verdict }) => verdict === 'change');
  return (
    <section>
      {!isShort(bulk) && <h3>{words.sample(items.length)}</h3>}
      <Items items={items} said={others.length === 0 ? first?.detail : undefined} />
    </section>
  );
}

/** The counts of a preview by verdict and reason, with the items or a sample of them. */
export function PreviewBody({ bulk }: { readonly bulk: BulkCommand }): ReactElement {
  if (bulk.state === 'previewing')
    return (
      <div role="status">
        <ProgressBar value={bulk.total === 0 ? null : bulk.previewed / bulk.total} label={words.checking} />
        <p>{words.previewing(bulk.previewed, bulk.total)}</p>
      </div>
    );
  if (bulk.total === 0) return <p>{words.noneMatch}</p>;
  return (
    <>
      <Reasons bulk={bulk} isChange />
      {isShort(bulk) && <ChangedItems bulk={bulk} />}
      <Reasons bulk={bulk} isChange={false} />
      {!isShort(bulk) && <ChangedItems bulk={bulk} />}
      <p className="quiet">{words.newest}</p>
      {!isShort(bulk) && <p className="quiet">{words.background}</p>}
    </>
  );
}

/** Previews once when the dialog opens, and follows a preview that continues in the background. */
function usePreview(preview: Props['preview']): { readonly bulk: BulkCommand | undefined; readonly error: unknown } {
  const isClosed = useRef(false);
  const {
    mutate,
    data: made,
    error,
  } = useMutation({
    mutationFn: preview,
    onSuccess: (bulk) => {
      if (isClosed.current) abandonPreview(bulk);
    },
  });
  useEffect(() => {
    isClosed.current = false;
    mutate();
    return () => {
      isClosed.current = true;
    };
  }, [mutate]);
  const followed = useQuery({ ...bulkCommandQuery(made?.id ?? ''), enabled: made?.state === 'previewing' });
  return { bulk: followed.data ?? made, error: error ?? followed.error };
}

interface ExecuteProps extends Pick<Props, 'action' | 'onExecuted' | 'onClose'> {
  readonly bulk: BulkCommand;
  readonly onError: (error: unknown) => void;
}

function ExecuteButton({ action, bulk, onExecuted, onClose, onError }: ExecuteProps): ReactElement | null {
  const client = useQueryClient();
  const { isPending, mutate } = useMutation({
    mutationFn: executeBulk,
    onError,
    onSuccess: async (executed) => {
      await client.invalidateQueries({ queryKey: ['bulk'] });
      onExecuted(executed);
      onClose();
    },
  });
  const changes = bulk.verdict_totals.change;
  if (bulk.state !== 'previewed' || changes === 0) return null;
  return (
    <Button
      look={action === 'delete' ? 'destructive' : 'primary'}
      aria-disabled={isPending}
      onClick={() => {
        if (!isPending) mutate(bulk.id);
      }}
    >
      {words.confirm(words.phrases[action], changes)}
    </Button>
  );
}

/** Shows the exact set and each verdict before a bulk command is executed. */
export function BulkPreview({ action, preview, about, onExecuted, onClose }: Props): ReactElement {
  const { bulk, error: previewError } = usePreview(preview);
  const [executionError, setExecutionError] = useState<unknown>(null);
  const error = executionError ?? previewError;
  const close = (): void => {
    if (bulk !== undefined) abandonPreview(bulk);
    onClose();
  };
  return (
    <Dialog title={bulk === undefined ? words.actions[action] : words.preview(words.phrases[action], bulk.total)} onClose={close}>
      <div className="dialog-body">
        {about}
        {bulk !== undefined && <PreviewBody bulk={bulk} />}
        {bulk === undefined && error === null && <ProgressBar value={null} label={words.checking} />}
        {error !== null && <ProblemNote error={error} />}
      </div>
      <div className="dialog-buttons">
        <Button onClick={close}>{text.cancel}</Button>
        {bulk !== undefined && (
          <ExecuteButton action={action} bulk={bulk} onExecuted={onExecuted} onClose={onClose} onError={setExecutionError} />
        )}
      </div>
    </Dialog>
  );
}
