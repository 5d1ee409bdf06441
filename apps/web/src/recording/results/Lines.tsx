import type { Segment, Transcript } from '@throughline/api-types';
import { Fragment, memo, useDeferredValue, useEffect, useId, useRef, useState, type ReactElement, type RefObject } from 'react';
import { Button } from '../../components/Button/Button.js';
import { Note } from '../../components/Note/Note.js';
import { text } from '../../texts/text.js';
import {
  filterSegments,
  findLastStarted,
  findNextToCheck,
  findTurns,
  formatPlayTime,
  isCalibrated,
  isToCheck,
  splitLine,
  toPercent,
} from './results-api.js';
import type { NameableTranscript } from './transcript-api.js';
import { Turn } from './Turn.js';
import { useAreaKeys } from './use-media-keys.js';

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

/** Shows the difference where both a person and a later transcription changed a passage. */
export function Heard({ heard }: { readonly heard: string }): ReactElement {
  return (
    <p className="quiet">
      {heard === '' ? words.engineHearsNothing : words.engineHears} <span dir="auto">{heard}</span>
    </p>
  );
}

interface LineProps extends Pick<LinesProps, 'onSeek'> {
  readonly segment: Segment;
  readonly wanted: string;
  readonly isAt: boolean;
  /** Shows how sure the engine is of a passage to check. */
  readonly showsScore: boolean;
}

/** Memoized, because the player reports the time four times a second. */
const Line = memo(function Line({ segment, wanted, isAt, showsScore, onSeek }: LineProps): ReactElement {
  const mark = useId();
  const time = formatPlayTime(segment.start);
  const toCheck = isToCheck(segment);
  const { confidence } = segment;
  return (
    <li
      className={isAt ? 'segment at' : 'segment'}
      aria-current={isAt ? 'true' : undefined}
      data-segment={segment.id}
      tabIndex={onSeek === undefined ? -1 : undefined}
    >
      {onSeek === undefined ? (
        <span className="quiet passage-time">{time}</span>
      ) : (
        <button
          type="button"
          className="play-time"
          aria-label={words.seek(time)}
          aria-describedby={toCheck ? `${mark} ${mark}-said` : undefined}
          onClick={() => {
            onSeek(segment.start);
          }}
        >
          {time}
        </button>
      )}
      <div id={`${mark}-said`} className="said">
        <Words line={segment.text} wanted={wanted} />
        {segment.heard !== undefined && <Heard heard={segment.heard} />}
      </div>
      {toCheck && (
        <span id={mark} className="to-check">
          {showsScore && confidence !== undefined ? words.toCheckShare(toPercent(confidence)) : words.toCheck}
        </span>
      )}
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
  /** The results: keys work while the focus is inside. */
  readonly area: RefObject<HTMLElement | null>;
}

const NEXT_KEY = 'n';

const focusedSegment = (): number | undefined => {
  const id = document.activeElement?.closest<HTMLElement>('[data-segment]')?.dataset['segment'];
  return id === undefined ? undefined : Number(id);
};

interface CheckJumpProps extends Pick<PlaybackProps, 'area'> {
  readonly shown: readonly Segment[];
  readonly list: RefObject<HTMLElement | null>;
}

/** Moves the focus to the next passage to check, by button or key. Renders nothing if there is none. */
function CheckJump({ shown, list, area }: CheckJumpProps): ReactElement | null {
  const visited = useRef<number>(undefined);
  const jump = (): void => {
    visited.current = findNextToCheck(shown, focusedSegment() ?? visited.current)?.id;
    const line = list.current?.querySelector<HTMLElement>(`[data-segment="${String(visited.current)}"]`);
    (line?.querySelector<HTMLElement>('.play-time') ?? line)?.focus();
  };
  useAreaKeys(area, (key) => {
    if (key === NEXT_KEY) jump();
  });
  const count = shown.filter(isToCheck).length;
  if (count === 0) return null;
  return (
    <p className="check-jump">
      <Button size="small" onClick={jump}>
        {words.nextToCheck}
      </Button>{' '}
      <span className="quiet">{words.toCheckHint(count)}</span> <span className="quiet keys">{words.toCheckKey}</span>
    </p>
  );
}

interface LinesProps extends Omit<PlaybackProps, 'onSeek'> {
  readonly transcript: Pick<Transcript, 'segments' | 'speakers' | 'no_speech' | 'notes'>;
  /** Absent without a player. */
  readonly onSeek?: PlaybackProps['onSeek'];
  /** Absent if the user may not name speakers of this version. */
  readonly nameable?: NameableTranscript | undefined;
}

function Lines({ transcript, at, onSeek, area, nameable }: LinesProps): ReactElement {
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
      <CheckJump shown={shown} list={list} area={area} />
      <ol ref={list} className="transcript" tabIndex={0} aria-label={words.transcript}>
        {findTurns(shown, transcript.speakers).map(({ segment, turn }) => (
          <Fragment key={segment.id}>
            {turn !== undefined && <Turn {...turn} nameable={nameable} />}
            <Line
              segment={segment}
              wanted={wanted}
              isAt={segment.id === current}
              showsScore={isCalibrated(transcript)}
              {...(onSeek === undefined ? {} : { onSeek })}
            />
          </Fragment>
        ))}
      </ol>
    </>
  );
}

/** Shows the passages, or that there is no speech. */
export function Passages(props: LinesProps): ReactElement {
  if (!props.transcript.no_speech) return <Lines {...props} />;
  return (
    <Note tone="calm" title={words.noSpeech}>
      <p>{words.noSpeechHint}</p>
    </Note>
  );
}
