import { useQuery } from '@tanstack/react-query';
import type { SharedFile, SharedItem, SharedTranscript } from '@throughline/api-types';
import { useCallback, useRef, useState, type ReactElement, type RefObject } from 'react';
import { Note } from '../components/Note/Note.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { Passages } from '../recording/results/Lines.js';
import { Player, type MediaElement } from '../recording/results/Player.js';
import { ChapterStrip, TopicList } from '../recording/results/Topics.js';
import { useChosenMedia } from '../recording/results/use-chosen-media.js';
import { useMediaKeys } from '../recording/results/use-media-keys.js';
import { text } from '../texts/text.js';
import { sharedTranscriptQuery } from './shared-api.js';

const words = text.sharing.page;

const NO_TOPICS: SharedTranscript['topics'] = [];

interface Seekable {
  readonly at: number;
  readonly onSeek: (seconds: number) => void;
}

interface SharedPlayerProps extends Seekable {
  readonly item: SharedItem;
  readonly media: SharedFile | undefined;
  readonly transcript: SharedTranscript | undefined;
  readonly onTime: (seconds: number) => void;
  readonly ref: RefObject<MediaElement | null>;
}

function SharedPlayer({ item, media: newest, transcript, at, onSeek, onTime, ref }: SharedPlayerProps): ReactElement {
  const move = (seconds: number): void => {
    if (ref.current !== null) ref.current.currentTime = seconds;
  };
  const { media, isRefused, events } = useChosenMedia(newest, { at, move });
  if (media === undefined) return <p className="quiet">{words.noPlayer}</p>;
  const topics = transcript?.topics ?? NO_TOPICS;
  return (
    <div className="player-side">
      <Player
        media={media}
        captions={item.files.find(({ role }) => role === 'subtitles_vtt')}
        topics={topics}
        language={transcript?.language ?? 'auto'}
        title={item.title ?? words.noTitle}
        ref={ref}
        onTime={onTime}
        events={events}
      />
      {isRefused && <Note tone="calm">{words.refused}</Note>}
      <ChapterStrip topics={topics} at={at} onSeek={onSeek} />
    </div>
  );
}

interface TranscriptSectionProps {
  readonly transcript: SharedTranscript | undefined;
  readonly error: Error | null;
  readonly at: number;
  readonly area: RefObject<HTMLDivElement | null>;
  /** Absent if there is nothing to play. */
  readonly onSeek: ((seconds: number) => void) | undefined;
}

function TranscriptSection({ transcript, error, at, area, onSeek }: TranscriptSectionProps): ReactElement {
  return (
    <section aria-labelledby="shared-transcript">
      <h2 id="shared-transcript">{words.transcript}</h2>
      {transcript === undefined && error === null && <Skeleton rows={3} />}
      {error !== null && <ProblemNote error={error} />}
      {transcript !== undefined && (
        <Passages
          transcript={{
            segments: transcript.segments,
            speakers: transcript.speakers.map((speaker) => ({ ...speaker, name: null })),
            no_speech: transcript.segments.length === 0,
            notes: [],
          }}
          at={at}
          area={area}
          {...(onSeek === undefined ? {} : { onSeek })}
        />
      )}
    </section>
  );
}

/** Player, topics, and the transcript that follows. Nothing can be changed. */
export function SharedRecording({ item }: { readonly item: SharedItem }): ReactElement {
  const { data: transcript, error } = useQuery({ ...sharedTranscriptQuery(item.id), enabled: item.has_transcript });
  const topics = transcript?.topics ?? NO_TOPICS;
  const area = useRef<HTMLDivElement>(null);
  const player = useRef<MediaElement>(null);
  const [at, setAt] = useState(0);
  useMediaKeys(area, player);
  const seek = useCallback((seconds: number): void => {
    const media = player.current;
    if (media === null) return;
    media.currentTime = seconds;
    void media.play().catch(() => undefined);
  }, []);
  const media = item.files.find(({ media_type: type }) => /^(video|audio)\//.test(type));
  return (
    <div ref={area} className="results">
      <div className={topics.length > 0 ? 'watch with-topics' : 'watch'}>
        <SharedPlayer {...{ item, media, transcript, at }} onSeek={seek} onTime={setAt} ref={player} />
        {topics.length > 0 && <TopicList topics={topics} at={at} onSeek={seek} notes={undefined} titleId="shared-topics" />}
      </div>
      {item.has_transcript && (
        <TranscriptSection {...{ transcript, error, at, area }} onSeek={media === undefined ? undefined : seek} />
      )}
    </div>
  );
}
