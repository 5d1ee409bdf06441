import { memo, useId, type KeyboardEvent, type ReactElement } from 'react';
import * as maxLengths from '../../api/max-lengths.generated.js';
import { text } from '../../texts/text.js';
import { isTouched, type DraftRow } from './correction-draft.js';
import { Heard } from './Lines.js';
import { isToCheck } from './results-api.js';
import { formatPlayTime } from '../../texts/times.js';

const words = text.recording.correction;

export type DraftAction =
  | { readonly do: 'write'; readonly id: number; readonly text: string }
  | { readonly do: 'replace'; readonly wanted: string; readonly by: string }
  | { readonly do: 'leave-out'; readonly id: number; readonly isLeftOut: boolean };

export interface PassageProps {
  readonly row: DraftRow;
  readonly onAct: (act: DraftAction) => void;
  readonly onSeek: (seconds: number) => void;
}

/** Returns the ids of the elements that describe another one, if there are any. */
const listIds = (...ids: readonly (string | false)[]): string | undefined =>
  ids.filter((id) => id !== false).join(' ') || undefined;

/** One passage in the editor: its time, its words, and whether it is left out. Memoized, because a transcript has many passages. */
export const DraftPassage = memo(function DraftPassage({ row, onAct, onSeek }: PassageProps): ReactElement {
  const [theirs, check] = [useId(), useId()];
  const needsCheck = isToCheck(row);
  const time = formatPlayTime(row.start);
  const { id, isLeftOut } = row;
  const play = (event: KeyboardEvent): void => {
    if (!event.altKey || event.key !== 'Enter') return;
    event.preventDefault();
    onSeek(row.start);
  };
  return (
    <li className={isTouched(row) ? 'passage touched' : 'passage'}>
      <div className="passage-start">
        <button
          type="button"
          className="play-time"
          aria-label={text.recording.results.seek(time)}
          onClick={() => {
            onSeek(row.start);
          }}
        >
          {time}
        </button>
        <label className="leave-out">
          <input
            type="checkbox"
            checked={isLeftOut}
            aria-label={words.leaveOutAt(time)}
            onChange={({ currentTarget }) => {
              onAct({ do: 'leave-out', id, isLeftOut: currentTarget.checked });
            }}
          />
          {words.leaveOut}
        </label>
      </div>
      <textarea
        dir="auto"
        rows={Math.max(1, Math.ceil(row.text.length / 70))}
        maxLength={maxLengths.SegmentBody.text}
        aria-label={words.passage(time)}
        aria-describedby={listIds(needsCheck && check, row.theirs !== undefined && theirs)}
        disabled={isLeftOut}
        value={row.text}
        onChange={({ currentTarget }) => {
          onAct({ do: 'write', id, text: currentTarget.value });
        }}
        onKeyDown={play}
      />
      {needsCheck && (
        <span id={check} className="to-check">
          {text.recording.results.toCheck}
        </span>
      )}
      {row.heard !== undefined && (
        <div className="theirs">
          <Heard heard={row.heard} />
        </div>
      )}
      {row.theirs !== undefined && (
        <p id={theirs} className="theirs">
          <span className="quiet">{words.theirs}</span> <span dir="auto">{row.theirs}</span>
        </p>
      )}
    </li>
  );
});
