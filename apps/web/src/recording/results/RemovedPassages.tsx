import { useQueryClient } from '@tanstack/react-query';
import type { Transcript } from '@throughline/api-client';
import { useCallback, useRef, useState, type ReactElement } from 'react';
import { Button } from '../../components/Button/Button.js';
import { Note } from '../../components/Note/Note.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { text } from '../../texts/text.js';
import { useKeptFocus } from '../use-kept-focus.js';
import type { PlaybackProps } from './Lines.js';
import { findRemoved } from './restore-passage.js';
import { versionQuery, versionsQuery } from './transcript-api.js';
import { useRestoredPassage } from './use-corrected.js';
import { formatPlayTime } from '../../texts/times.js';

const words = text.recording.correction;

type Removed = Transcript['removed'][number];

interface Props extends Pick<PlaybackProps, 'onSeek' | 'area'> {
  readonly id: string;
  readonly transcript: Transcript;
  readonly mayCorrect: boolean;
}

/** Returns a function that restores a passage from the newest version that has it; false if none has it any more. */
function useRestore(id: string, transcript: Transcript) {
  const client = useQueryClient();
  return useRestoredPassage(id, transcript, async (removed: Removed) => {
    const { items } = await client.query(versionsQuery(id, transcript.version));
    for (const { version, available } of items) {
      if (!available || version === transcript.version) continue;
      const found = findRemoved(await client.query(versionQuery(id, version)), removed);
      if (found.length > 0) return found;
    }
    return [];
  });
}

/** Lists the passages that a person removed, each with a button to hear it and one to restore it. */
export function RemovedPassages({ id, transcript, mayCorrect, onSeek, area }: Props): ReactElement | null {
  const [isGone, setGone] = useState(false);
  const { mutate, error, isPending } = useRestore(id, transcript);
  const { removed } = transcript;
  const summary = useRef<HTMLElement>(null);
  const findTarget = useCallback(() => summary.current ?? area.current?.querySelector<HTMLElement>('.transcript'), [area]);
  const setRestoring = useKeptFocus(removed.length, findTarget);
  if (removed.length === 0) return null;
  const restore = (one: Removed): void => {
    if (isPending) return;
    setGone(false);
    setRestoring(true);
    mutate(one, {
      onSuccess: (isFound) => {
        setGone(!isFound);
      },
      onSettled: (isFound) => {
        if (isFound !== true) setRestoring(false);
      },
    });
  };
  return (
    <details>
      <summary ref={summary} className="quiet">
        {words.removed(removed.length)}
      </summary>
      <p className="quiet">{words.removedHint}</p>
      <ul>
        {removed.map((one) => {
          const [from, to] = [formatPlayTime(one.start), formatPlayTime(one.end)];
          return (
            <li key={`${from} ${to}`}>
              <Button
                size="small"
                aria-label={text.recording.results.seek(from)}
                onClick={() => {
                  onSeek(one.start);
                }}
              >
                {from}–{to}
              </Button>{' '}
              {mayCorrect && (
                <Button
                  size="small"
                  aria-disabled={isPending}
                  aria-label={words.restorePassageAt(from)}
                  onClick={() => {
                    restore(one);
                  }}
                >
                  {words.restorePassage}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {isGone && <Note tone="warn" role="status" title={words.removedGone} />}
      {error !== null && <ProblemNote error={error} />}
    </details>
  );
}
