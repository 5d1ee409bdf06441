import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Source } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import { Button } from '../components/Button/Button.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { DeleteButton } from '../controls/DeleteButton.js';
import { useAnnounce } from '../components/Announcer.js';
import { text } from '../texts/text.js';
import { describeSync } from './describe-source.js';
import { SourcePreview } from './SourcePreview.js';
import { sourcesQuery } from '../api/sources.js';
import { EVERY_DAY, removeSource, setPaused, syncSource, type Days } from './sources-api.js';

const words = text.sources;

interface Props {
  readonly source: Source;
}

const useRefresh = (): (() => Promise<void>) => {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: [...sourcesQuery.queryKey] });
};

/** A preview leads to a sync, so both share its result. */
function SyncButtons({ source }: Props): ReactElement {
  const { name, state, last_sync: last } = source;
  const [isPreview, setPreview] = useState(false);
  const announce = useAnnounce();
  const refresh = useRefresh();
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
  const announce = useAnnounce();
  const refresh = useRefresh();
  const { mutate, error, isPending } = useMutation({
    mutationFn: (willPause: boolean) => setPaused(source, willPause),
    onSuccess: (_source, willPause) => {
      announce(willPause ? words.paused(name) : words.resumed(name));
    },
    onSettled: refresh,
  });
  return (
    <>
      <Button
        size="small"
        aria-label={isPaused ? words.resumeOf(name) : words.pauseOf(name)}
        disabled={isPending}
        onClick={() => {
          mutate(!isPaused);
        }}
      >
        {isPaused ? words.resume : words.pause}
      </Button>
      {error !== null && <ProblemNote error={error} />}
    </>
  );
}

export function SourceButtons({ source }: Props): ReactElement {
  const { name } = source;
  const refresh = useRefresh();
  const users = words.users(source);
  const isUsed = users.length > 0;
  return (
    <span className="line-buttons" role="group" aria-label={words.buttonsOf(name)}>
      <SyncButtons source={source} />
      <PauseButton source={source} />
      <DeleteButton
        name={name}
        words={words}
        confirm={isUsed ? words.detach : words.delete}
        hint={words.deleteHint}
        users={{ hint: words.detachHint, names: users }}
        remove={() => removeSource(source, isUsed)}
        refresh={refresh}
      />
    </span>
  );
}
