import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { SharedFile, SharedItem, SharedTranscript } from '@throughline/api-client';
import type { ReactElement, ReactNode } from 'react';
import { Note } from '../components/Note/Note.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { PanelHead } from '../recording/PanelHead.js';
import { Passages } from '../recording/results/Lines.js';
import { elementKey } from '../recording/results/played-media.js';
import { Player } from '../recording/results/Player.js';
import { SeekBar } from '../recording/results/SeekBar.js';
import { SmallPlayer } from '../recording/results/SmallPlayer.js';
import { ChapterStrip, TopicList } from '../recording/results/Topics.js';
import { useChosenMedia } from '../recording/results/use-chosen-media.js';
import { usePlayback, type Playback } from '../recording/results/use-playback.js';
import { text } from '../texts/text.js';
import { SHARED_KEY, sharedTranscriptQuery } from './shared-api.js';

const words = text.sharing.page;

const NO_TOPICS: SharedTranscript['topics'] = [];

type PlayedFile = Pick<SharedFile, 'url' | 'media_type'> & Partial<Pick<SharedFile, 'sha256'>>;

interface SharedPlayerProps extends Omit<Playback, 'area'> {
  readonly title: string;
  readonly media: PlayedFile;
  readonly captions: PlayedFile | undefined;
  readonly language: string | undefined;
  readonly topics?: SharedTranscript['topics'] | undefined;
  /** Called when the player cannot go on. */
  readonly onFailure: () => void;
}

export function SharedPlayer(props: SharedPlayerProps): ReactElement | null {
  const { title, media: newest, captions, language = 'auto', topics = NO_TOPICS, onFailure, ...playback } = props;
  const { player, at, move, seek, onTime, settings } = playback;
  const { media, isRefused, events } = useChosenMedia(newest, { at, move, onFailure });
  if (media === undefined) return null;
  const element = elementKey(media);
  return (
    <section className="panel player-panel" aria-label={text.recording.results.player}>
      <Player key={element} {...{ captions, language, media, topics, title, player, at, settings, onTime, events }} />
      {isRefused && <Note tone="calm">{words.refused}</Note>}
      <ChapterStrip topics={topics} at={at} onSeek={seek} />
      <SeekBar key={`bar ${element}`} onMove={move} {...{ player, at, topics }} />
      <SmallPlayer key={`small ${element}`} {...{ title, player, at, topics }} />
    </section>
  );
}

interface TranscriptSectionProps extends Pick<Playback, 'at' | 'area'> {
  readonly transcript: Pick<SharedTranscript, 'segments' | 'speakers'> | undefined;
  readonly error: Error | null;
  readonly onRetry: () => void;
  /** Says why the transcript cannot be read. */
  readonly Failure?: (props: { readonly error: Error; readonly onRetry: () => void }) => ReactElement;
  /** Shown until the transcript is read. */
  readonly waiting?: ReactNode;
  /** Absent if there is nothing to play. */
  readonly onSeek: ((seconds: number) => void) | undefined;
}

export function TranscriptSection(props: TranscriptSectionProps): ReactElement {
  const { transcript, error, onRetry, Failure = ProblemNote, waiting = <Skeleton rows={3} />, at, area, onSeek } = props;
  return (
    <section className="panel transcript-panel" aria-labelledby="shared-transcript">
      <PanelHead title={words.transcript} id="shared-transcript" />
      {transcript === undefined && error === null && waiting}
      {error !== null && <Failure error={error} onRetry={onRetry} />}
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

interface Props {
  readonly item: SharedItem;
  /** The downloads, if the link allows them. */
  readonly downloads: ReactNode;
}

/** Player, topics, and the transcript that follows. Nothing can be changed. */
export function SharedRecording({ item, downloads }: Props): ReactElement {
  const { data: transcript, error, refetch } = useQuery({ ...sharedTranscriptQuery(item.id), enabled: item.has_transcript });
  const topics = transcript?.topics ?? NO_TOPICS;
  const { area, ...playback } = usePlayback(item.id, 0);
  const { at, seek } = playback;
  const client = useQueryClient();
  const media = item.files.find(({ media_type: type }) => /^(video|audio)\//.test(type));
  return (
    <div ref={area} className={item.has_transcript ? 'watch-columns' : 'watch-columns untranscribed'}>
      {media === undefined ? (
        <p className="quiet player-panel">{words.noPlayer}</p>
      ) : (
        <SharedPlayer
          title={item.title ?? words.noTitle}
          captions={item.files.find(({ role }) => role === 'subtitles_vtt')}
          language={transcript?.language}
          // Without downloads, the link opens the original only until there is a version for browsers.
          onFailure={() => void client.invalidateQueries({ queryKey: SHARED_KEY })}
          {...{ media, topics }}
          {...playback}
        />
      )}
      {item.has_transcript && (
        <TranscriptSection
          {...{ transcript, error, at, area }}
          onRetry={() => void refetch()}
          onSeek={media === undefined ? undefined : seek}
        />
      )}
      <div className="about">
        {topics.length > 0 && (
          <section className="panel" aria-labelledby="shared-topics">
            <TopicList topics={topics} at={at} onSeek={seek} notes={undefined} titleId="shared-topics" />
          </section>
        )}
        {downloads}
      </div>
    </div>
  );
}
