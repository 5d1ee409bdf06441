import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Recording } from '@throughline/api-client';
import { useCallback, useRef, type ReactElement } from 'react';
import { performOnRevision } from '../../actions/request-action.js';
import { showRecording } from '../../api/shown-recordings.js';
import { useMayChange } from '../../api/use-may-change.js';
import { Button } from '../../components/Button/Button.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { Poster } from '../../controls/Poster.js';
import { useAnnounce } from '../../components/Announcer.js';
import { text } from '../../texts/text.js';
import { useKeptFocus } from '../use-kept-focus.js';
import { formatPlayTime } from '../../texts/times.js';

const words = text.recording.thumbnail;

interface Props {
  readonly recording: Recording;
  /** The position of the player in seconds. */
  readonly at: number;
}

/** Shows the thumbnail, and makes the picture in the player the thumbnail. */
export function Thumbnail({ recording, at }: Props): ReactElement | null {
  const client = useQueryClient();
  const announce = useAnnounce();
  const mayChange = useMayChange();
  const second = recording.thumbnail?.second ?? null;
  const choose = useRef<HTMLButtonElement>(null);
  const findTarget = useCallback(() => choose.current, []);
  const awaitChange = useKeptFocus(second, findTarget);
  const action = recording.allowed_actions.find((each) => each.action === 'describe' && each.allowed);
  const { mutate, isPending, error } = useMutation({
    mutationFn: async (thumbnail: { readonly second: number } | null) =>
      action === undefined ? undefined : performOnRevision(recording, action, { thumbnail }),
    onSuccess: (changed) => {
      if (changed === undefined) return;
      showRecording(client, changed, 'command');
      announce(words.saved);
    },
    onError: () => {
      awaitChange(false);
    },
  });
  // The gateway stores whole milliseconds of it.
  const shown = Math.round(at * 1000) / 1000;
  return (
    <div className="thumbnail">
      <Poster recording={recording} />
      <p className="quiet">{second === null ? words.byServer : words.chosen(formatPlayTime(second))}</p>
      {mayChange && action !== undefined && (
        <div className="action-buttons">
          <Button
            ref={choose}
            size="small"
            disabled={isPending || shown === second}
            onClick={() => {
              mutate({ second: shown });
            }}
          >
            {words.choose(formatPlayTime(at))}
          </Button>
          {second !== null && (
            <Button
              size="small"
              look="quiet"
              disabled={isPending}
              onClick={() => {
                awaitChange(true);
                mutate(null);
              }}
            >
              {words.remove}
            </Button>
          )}
        </div>
      )}
      {error !== null && <ProblemNote error={error} />}
    </div>
  );
}
