import { useMutation } from '@tanstack/react-query';
import type { Source } from '@throughline/api-client';
import { useState, type ReactElement, type ReactNode } from 'react';
import { useRefresh } from '../api/use-refresh.js';
import { Button } from '../components/Button/Button.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { ActionButton } from '../controls/ActionButton.js';
import { DeleteButton } from '../controls/DeleteButton.js';
import { useAnnounce } from '../components/Announcer.js';
import { settingsText } from '../texts/settings-text.js';
import { describeSync } from './describe-source.js';
import { SourcePreview } from './SourcePreview.js';
import { sourcesQuery } from '../api/sources.js';
import { EVERY_DAY, removeSource, setPaused, syncSource, type Days } from './sources-api.js';

const words = settingsText.sources;

interface Props {
  readonly source: Source;
}

/** A preview leads to a sync, so both share its result. */
function SyncButtons({ source }: Props): ReactElement {
  const { name, state, last_sync: last } = source;
  const [isPreview, setPreview] = useState(false);
  const announce = useAnnounce();
  const refresh = useRefresh(sourcesQuery.queryKey);
  const { mutate, error, isPending } = useMutation({
    mutationFn: (days: Days) => syncSource(source, days),
    onSuccess: (sync) => {
      announce(words.synced(name, sync.problem?.message ?? describeSync(sync)));
    },
    onSettled: refresh,
  });
  const isRunning = isPending || last?.state === 'running';
  return (
    <>
      <Button
        size="small"
        aria-label={words.syncOf(name)}
        disabled={isRunning || state === 'paused'}
        onClick={() => {
          mutate(EVERY_DAY);
        }}
      >
        {isRunning ? words.running : words.sync}
      </Button>
      <Button
        size="small"
        aria-label={words.previewOf(name)}
        disabled={isRunning}
        onClick={() => {
          setPreview(true);
        }}
      >
        {words.preview}
      </Button>
      {isPreview && (
        <SourcePreview
          source={source}
          onSync={mutate}
          onClose={() => {
            setPreview(false);
          }}
        />
      )}
      {error !== null && <ProblemNote error={error} />}
    </>
  );
}

function PauseButton({ source }: Props): ReactElement {
  const { name, state } = source;
  const isPaused = state === 'paused';
  return (
    <ActionButton
      label={isPaused ? words.resume : words.pause}
      name={isPaused ? words.resumeOf(name) : words.pauseOf(name)}
      act={() => setPaused(source, !isPaused)}
      done={(changed) => (changed.state === 'paused' ? words.paused(name) : words.resumed(name))}
      refresh={useRefresh(sourcesQuery.queryKey)}
    />
  );
}

/** `children`: the button that edits the source. */
export function SourceButtons({ source, children }: Props & { readonly children: ReactNode }): ReactElement {
  const { name } = source;
  const refresh = useRefresh(sourcesQuery.queryKey);
  return (
    <span className="line-buttons" role="group" aria-label={words.buttonsOf(name)}>
      <SyncButtons source={source} />
      <PauseButton source={source} />
      {children}
      <DeleteButton
        name={name}
        words={words}
        hint={words.deleteHint}
        users={words.users(source)}
        remove={(detach) => removeSource(source, detach)}
        refresh={refresh}
      />
    </span>
  );
}
