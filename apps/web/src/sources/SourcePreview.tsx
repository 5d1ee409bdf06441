import { useQuery } from '@tanstack/react-query';
import type { Source, SourceSync } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import { Button } from '../components/Button/Button.js';
import { Dialog } from '../components/Dialog/Dialog.js';
import { Field } from '../components/Field/Field.js';
import { Note } from '../components/Note/Note.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { settingsText } from '../texts/settings-text.js';
import { text } from '../texts/text.js';
import { describeSync } from './describe-source.js';
import { FoundEntries } from './FoundEntries.js';
import { EVERY_DAY, endOfSyncQuery, previewQuery, type Days } from './sources-api.js';

const words = settingsText.sources;

interface Preview {
  /** Undefined until the dry run has ended. */
  readonly sync: SourceSync | undefined;
  readonly error: Error | null;
}

/** Makes a dry run when the dialog opens or the days change, and follows one that takes long. */
function usePreview({ id }: Source, days: Days): Preview {
  const { data: started, error: refused } = useQuery(previewQuery(id, days));
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

export function DayFields({ days, onChange }: { readonly days: Days; readonly onChange: (days: Days) => void }): ReactElement {
  return (
    <div className="inline-form">
      <Field
        label={words.from}
        type="date"
        value={days.from}
        max={days.to}
        onChange={(from) => {
          onChange({ ...days, from });
        }}
      />
      <Field
        label={words.to}
        type="date"
        value={days.to}
        min={days.from}
        onChange={(to) => {
          onChange({ ...days, to });
        }}
      />
    </div>
  );
}

interface Props {
  readonly source: Source;
  readonly onSync: (days: Days) => void;
  readonly onClose: () => void;
}

/** Shows what a sync would bring now. Nothing is changed until a person starts the sync. */
export function SourcePreview({ source, onSync, onClose }: Props): ReactElement {
  const [days, setDays] = useState(EVERY_DAY);
  const { sync, error } = usePreview(source, days);
  const isBusy = sync === undefined && error === null;
  return (
    <Dialog title={words.previewTitle(source.name)} onClose={onClose}>
      <div className="dialog-body">
        <DayFields days={days} onChange={setDays} />
        <PreviewBody source={source} sync={sync} error={error} />
      </div>
      <div className="dialog-buttons">
        <Button onClick={onClose}>{text.close}</Button>
        <Button
          look="primary"
          disabled={isBusy || source.state === 'paused'}
          onClick={() => {
            onSync(days);
            onClose();
          }}
        >
          {words.sync}
        </Button>
      </div>
    </Dialog>
  );
}
