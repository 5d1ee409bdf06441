import { useQuery } from '@tanstack/react-query';
import type { Source, SourceSync } from '@throughline/api-types';
import type { ReactElement } from 'react';
import { Button } from '../components/Button/Button.js';
import { Dialog } from '../components/Dialog/Dialog.js';
import { Note } from '../components/Note/Note.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { text } from '../texts/text.js';
import { describeSync } from './describe-source.js';
import { FoundEntries } from './FoundEntries.js';
import { endOfSyncQuery, previewQuery } from './sources-api.js';

const words = text.sources;

interface Preview {
  /** Undefined until the dry run has ended. */
  readonly sync: SourceSync | undefined;
  readonly error: Error | null;
}

/** Makes a dry run when the dialog opens, and follows one that takes long. */
function usePreview({ id }: Source): Preview {
  const { data: started, error: refused } = useQuery(previewQuery(id));
  const { data: sync = started, error: lost } = useQuery(endOfSyncQuery(started));
  return { sync: sync?.state === 'running' ? undefined : sync, error: refused ?? lost };
}

export function PreviewBody({ source, sync, error }: Preview & { readonly source: Source }): ReactElement {
  if (error !== null) return <ProblemNote error={error} />;
  if (sync === undefined) return <Skeleton rows={3} />;
  return (
    <>
      {sync.problem !== null && (
        <Note tone="bad" icon="failed" role="alert">
          <p>{sync.problem.message}</p>
        </Note>
      )}
      <p role="status">
        <strong>{describeSync(sync)}</strong> <span className="quiet">{words.previewHint}</span>
      </p>
      <FoundEntries source={source} sync={sync} />
    </>
  );
}

interface Props {
  readonly source: Source;
  readonly onSync: () => void;
  readonly onClose: () => void;
}

/** Shows what a sync would bring now. Nothing is changed until a person starts the sync. */
export function SourcePreview({ source, onSync, onClose }: Props): ReactElement {
  const { sync, error } = usePreview(source);
  const isBusy = sync === undefined && error === null;
  return (
    <Dialog title={words.previewTitle(source.name)} onClose={onClose}>
      <div className="dialog-body">
        <PreviewBody source={source} sync={sync} error={error} />
      </div>
      <div className="dialog-buttons">
        <Button onClick={onClose}>{text.close}</Button>
        <Button
          look="primary"
          disabled={isBusy || source.state === 'paused'}
          onClick={() => {
            onSync();
            onClose();
          }}
        >
          {words.sync}
        </Button>
      </div>
    </Dialog>
  );
}
