import type { Segment, Transcript } from '@throughline/api-types';
import { memo, useDeferredValue, useEffect, useRef, useState, type ReactElement, type RefObject } from 'react';
import { text } from '../../texts/text.js';
import { filterSegments, findLastStarted, splitLine, formatPlayTime } from './results-api.js';

const words = text.recording.results;

function Words({ line, wanted }: { readonly line: string; readonly wanted: string }): ReactElement {
  return (
    <span dir="auto">
      {splitLine(line, wanted).map((piece, index) =>
        // Pieces have no id.
        piece.isFound ? <mark key={index}>{piece.text}</mark> : <span key={index}>{piece.text}</span>,
      )}
    </span>
  );
}

interface LineProps {
  readonly segment: Segment;
  readonly wanted: string;
  readonly isAt: boolean;
  readonly onSeek: (seconds: number) => void;
}

/** Memoized, because the player reports the time four times a second. */
const Line = memo(function Line({ segment, wanted, isAt, onSeek }: LineProps): ReactElement {
  const time = formatPlayTime(segment.start);
  return (
    <li className={isAt ? 'segment at' : 'segment'} aria-current={isAt ? 'true' : undefined}>
      <button
        type="button"
        className="play-time"
        aria-label={words.seek(time)}
        onClick={() => {
          onSeek(segment.start);
        }}
      >
        {time}
      </button>
      <Words line={segment.text} wanted={wanted} />
    </li>
  );
});

/** Scrolls to the current line, unless the pointer or the focus is in the list. */
function useFollow(list: RefObject<HTMLElement | null>, current: number | undefined): void {
  useEffect(() => {
    const box = list.current;
    if (box === null || current === undefined || box.matches(':hover, :focus-within')) return;
    const line = box.querySelector<HTMLElement>('[aria-current]');
    if (line !== null) box.scrollTo({ top: line.offsetTop - box.offsetTop - box.clientHeight / 3 });
  }, [list, current]);
}

export interface PlaybackProps {
  /** Playback position in seconds. */
  readonly at: number;
  readonly onSeek: (seconds: number) => void;
}

export function Lines({ transcript, at, onSeek }: PlaybackProps & { readonly transcript: Transcript }): ReactElement {
  const [search, setSearch] = useState('');
  const list = useRef<HTMLOListElement>(null);
  const wanted = useDeferredValue(search);
  const shown = filterSegments(transcript.segments, wanted);
  // No line is marked before playback starts.
  const current = at === 0 ? undefined : findLastStarted(transcript.segments, at)?.id;
  useFollow(list, current);
  return (
    <>
      <label className="transcript-search">
        <span className="unseen">{words.transcriptSearch}</span>
        <input
          type="search"
          placeholder={words.transcriptSearch}
          value={search}
          onChange={({ currentTarget }) => {
            setSearch(currentTarget.value);
          }}
        />
        <span className="quiet" role="status">
          {wanted.trim() !== '' && words.found(shown.length, transcript.segments.length)}
        </span>
      </label>
      <ol ref={list} className="transcript" tabIndex={0} aria-label={words.transcript}>
        {shown.map((segment) => (
          <Line key={segment.id} segment={segment} wanted={wanted} isAt={segment.id === current} onSeek={onSeek} />
        ))}
      </ol>
    </>
  );
}
