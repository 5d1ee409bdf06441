import type { Segment, Transcript } from '@throughline/api-client';
import { Fragment, memo, useCallback, useDeferredValue, useId, useRef, useState, type ReactElement, type RefObject } from 'react';
import { Button } from '../../components/Button/Button.js';
import { Icon } from '../../components/Icon/Icon.js';
import { Note } from '../../components/Note/Note.js';
import { text } from '../../texts/text.js';
import { Found, TranscriptSearch } from './TranscriptSearch.js';
import { findLastStarted, findNextToCheck, findTurns, isCalibrated, isToCheck, listHits, toPercent } from './results-api.js';
import type { NameableTranscript } from './transcript-api.js';
import { Turn } from './Turn.js';
import { useFollow } from './use-follow.js';
import { useAreaKeys } from './use-media-keys.js';
import { formatPlayTime } from '../../texts/times.js';

const words = text.recording.results;

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
  /** The place of the current match among those of the line. */
  readonly hit: number | undefined;
  readonly isAt: boolean;
  /** Shows how sure the engine is of a passage to check. */
  readonly showsScore: boolean;
}

function Said({ segment, wanted, hit }: Pick<LineProps, 'segment' | 'wanted' | 'hit'>): ReactElement {
  return (
    <>
      <Found line={segment.text} wanted={wanted} hit={hit} />
      {segment.corrected === true && (
        <span className="corrected">
          <Icon name="edit" /> {words.corrected}
        </span>
      )}
      {segment.heard !== undefined && <Heard heard={segment.heard} />}
    </>
  );
}

/** Memoized, because the player reports the time four times a second. */
const Line = memo(function Line({ segment, wanted, hit, isAt, showsScore, onSeek }: LineProps): ReactElement {
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
        <Said segment={segment} wanted={wanted} hit={hit} />
      </div>
      {toCheck && (
        <span id={mark} className="to-check">
          {showsScore && confidence !== undefined ? words.toCheckShare(toPercent(confidence)) : words.toCheck}
        </span>
      )}
    </li>
  );
});

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
    if (key !== NEXT_KEY) return false;
    jump();
    return true;
  });
  const hint = useId();
  const count = shown.filter(isToCheck).length;
  if (count === 0) return null;
  return (
    <>
      <Button
        look="quiet"
        size="small"
        aria-describedby={hint}
        title={`${words.toCheckHint(count)} ${words.toCheckKey}`}
        onClick={jump}
      >
        {words.nextToCheck}
      </Button>
      <span id={hint} className="unseen">
        {words.toCheckHint(count)} {words.toCheckKey}
      </span>
    </>
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
  const { segments } = transcript;
  const [search, setSearch] = useState('');
  const [place, setPlace] = useState(0);
  const [jumps, setJumps] = useState(0);
  const list = useRef<HTMLOListElement>(null);
  const wanted = useDeferredValue(search);
  const hits = listHits(segments, wanted);
  const hit = hits[place];
  // No line is marked before playback starts.
  const current = at === 0 ? undefined : findLastStarted(segments, at)?.id;
  const { isFollowing, follow, leave } = useFollow(list, { current, hit, jumps });
  const seek = useCallback(
    (seconds: number): void => {
      follow();
      onSeek?.(seconds);
    },
    [follow, onSeek],
  );
  const isSeekable = onSeek !== undefined;
  return (
    <>
      <TranscriptSearch
        search={search}
        hits={hits}
        place={place}
        onSearch={(next) => {
          setSearch(next);
          setPlace(0);
        }}
        onPlace={(next) => {
          setPlace(next);
          setJumps(jumps + 1);
        }}
      >
        <CheckJump shown={segments} list={list} area={area} />
      </TranscriptSearch>
      <div className="transcript-box">
        <ol
          ref={list}
          className="transcript"
          tabIndex={0}
          aria-label={words.transcript}
          onWheel={leave}
          onTouchMove={leave}
          onFocus={({ target, currentTarget }) => {
            if (target !== currentTarget) leave();
          }}
        >
          {findTurns(segments, transcript.speakers).map(({ segment, turn }) => (
            <Fragment key={segment.id}>
              {turn !== undefined && <Turn {...turn} nameable={nameable} />}
              <Line
                segment={segment}
                wanted={wanted}
                hit={hit?.segment === segment.id ? hit.place : undefined}
                isAt={segment.id === current}
                showsScore={isCalibrated(transcript)}
                {...(isSeekable ? { onSeek: seek } : {})}
              />
            </Fragment>
          ))}
        </ol>
        {!isFollowing && current !== undefined && (
          <div className="follow">
            <Button
              size="small"
              onClick={() => {
                follow();
                list.current?.focus();
              }}
            >
              <Icon name="down" /> {words.follow}
            </Button>
          </div>
        )}
      </div>
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
