import type { Recording } from '@throughline/api-types';
import type { ReactElement, ReactNode } from 'react';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../../components/Skeleton/Skeleton.js';
import { titleOf } from '../../controls/recording-state.js';
import { text } from '../../texts/text.js';
import { PanelHead } from '../PanelHead.js';
import { Downloads } from './Downloads.js';
import { Player } from './Player.js';
import { Thumbnail } from './Thumbnail.js';
import { ChapterStrip, TopicList } from './Topics.js';
import { TranscriptView } from './TranscriptView.js';
import { usePlayback, type Playback } from './use-playback.js';
import type { RecordingResult } from './use-result.js';

const words = text.recording.results;

interface ResultProps {
  readonly recording: Recording;
  readonly result: RecordingResult;
}

type PlayingProps = ResultProps & Pick<Playback, 'at' | 'seek'>;

type PlayerProps = PlayingProps & Pick<Playback, 'player' | 'onTime'>;

function PlayerSide({ recording, result: { files, topics }, at, seek, player, onTime }: PlayerProps): ReactElement | null {
  const { media, captions } = files;
  if (media === undefined) return null;
  return (
    <section className="panel player-panel" aria-label={words.player}>
      <Player
        key={media.sha256}
        media={media}
        captions={captions}
        topics={topics}
        language={recording.language}
        title={titleOf(recording)}
        ref={player}
        onTime={onTime}
      />
      <ChapterStrip topics={topics} at={at} onSeek={seek} />
      <p className="quiet keys">{words.keys}</p>
    </section>
  );
}

interface CorrectingProps {
  readonly isCorrecting: boolean;
  readonly onCorrecting: (is: boolean) => void;
}

type TranscriptProps = PlayingProps & CorrectingProps & Pick<Playback, 'area'>;

function TranscriptPanel({ recording, result, at, seek, area, ...correcting }: TranscriptProps): ReactElement | null {
  const { files, transcript, transcriptError } = result;
  if (files.transcript === undefined) return null;
  if (transcript !== undefined)
    return <TranscriptView recording={recording} transcript={transcript} at={at} onSeek={seek} area={area} {...correcting} />;
  return (
    <section className="panel transcript-panel" aria-label={words.transcript}>
      {transcriptError === null ? <Skeleton rows={3} /> : <ProblemNote error={transcriptError} />}
    </section>
  );
}

type AboutProps = PlayingProps & { readonly outputs: ReactNode };

/** Topics, outputs, downloads and the thumbnail. */
function About({ recording, result, at, seek, outputs }: AboutProps): ReactElement {
  const { topics, notes, artifacts, files } = result;
  const isVideo = files.media?.media_type.startsWith('video/') === true;
  return (
    <div className="about">
      {topics.length > 0 && (
        <section className="panel" aria-labelledby="topics-title">
          <TopicList topics={topics} at={at} onSeek={seek} notes={notes} titleId="topics-title" />
        </section>
      )}
      {outputs}
      {artifacts.length > 0 && (
        <section className="panel" aria-labelledby="downloads-title">
          <Downloads artifacts={artifacts} titleId="downloads-title" />
        </section>
      )}
      {isVideo && (
        <section className="panel" aria-labelledby="thumbnail-title">
          <PanelHead title={text.recording.thumbnail.title} id="thumbnail-title" />
          <Thumbnail recording={recording} at={at} />
        </section>
      )}
    </div>
  );
}

const columnsOf = ({ files }: RecordingResult): string =>
  [
    'watch-columns',
    ...(files.media === undefined ? ['unplayable'] : []),
    ...(files.transcript === undefined ? ['untranscribed'] : []),
  ].join(' ');

interface Props extends ResultProps, CorrectingProps {
  /** The deliveries. */
  readonly outputs: ReactNode;
}

/** The player with everything below it on one side, and the transcript in full height on the other. */
export function Results({ recording, result, outputs, ...correcting }: Props): ReactElement {
  const { area, player, at, onTime, seek } = usePlayback(result.files.media?.sha256);
  const playing = { recording, result, at, seek };
  return (
    <div ref={area} className={columnsOf(result)}>
      {result.artifactsError !== null && <ProblemNote error={result.artifactsError} />}
      <PlayerSide {...playing} player={player} onTime={onTime} />
      <TranscriptPanel {...playing} area={area} {...correcting} />
      <About {...playing} outputs={outputs} />
    </div>
  );
}
