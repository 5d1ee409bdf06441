import type { Recording } from '@throughline/api-client';
import type { ReactElement, ReactNode } from 'react';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../../components/Skeleton/Skeleton.js';
import { PartTabs, TabPart, type TabsProps } from '../../controls/PartTabs.js';
import { findPlayerPoster } from '../../controls/Poster.js';
import { titleOf } from '../../controls/recording-state.js';
import { text } from '../../texts/text.js';
import { PanelHead } from '../PanelHead.js';
import type { PartTab } from '../part-tabs.js';
import { archiveUrl } from '../recording-api.js';
import { Downloads } from './Downloads.js';
import { EarlierRun } from './EarlierRun.js';
import { PlayerPanel } from './PlayerPanel.js';
import { Thumbnail } from './Thumbnail.js';
import { TopicList } from './Topics.js';
import { TranscriptView } from './TranscriptView.js';
import { usePlayback, type Playback } from './use-playback.js';
import type { RecordingResult } from './use-result.js';
import { useStartMoment } from './use-start-moment.js';

const words = text.recording.results;

interface ResultProps {
  readonly recording: Recording;
  readonly result: RecordingResult;
}

type PlayingProps = ResultProps & Pick<Playback, 'at' | 'seek'>;

interface CorrectingProps {
  readonly isCorrecting: boolean;
  readonly onCorrecting: (is: boolean) => void;
}

type TranscriptProps = PlayingProps & CorrectingProps & Pick<Playback, 'area'>;

function TranscriptPanel({ recording, result, at, seek, area, ...correcting }: TranscriptProps): ReactElement | null {
  const { hasTranscript, transcript, transcriptError } = result;
  if (!hasTranscript) return null;
  if (transcript !== undefined)
    return <TranscriptView recording={recording} transcript={transcript} at={at} onSeek={seek} area={area} {...correcting} />;
  return (
    <section className="panel transcript-panel" aria-label={words.transcript}>
      {transcriptError === null ? <Skeleton rows={3} /> : <ProblemNote error={transcriptError} />}
    </section>
  );
}

type AboutProps = PlayingProps & { readonly outputs: ReactNode; readonly tabs: TabsProps<PartTab> };

/** Topics, outputs, downloads and the thumbnail. */
function About({ recording, result, at, seek, outputs, tabs }: AboutProps): ReactElement {
  const { topics, notes, artifacts, archiveSize, files, transcript } = result;
  const isVideo = files.media?.media_type.startsWith('video/') === true;
  return (
    <div className="about">
      <TabPart of="topics" tabs={tabs}>
        {topics.length > 0 && (
          <section className="panel" aria-labelledby="topics-title">
            <EarlierRun part="topics" is={transcript?.topics_earlier_run === true} />
            <TopicList topics={topics} at={at} onSeek={seek} notes={notes} titleId="topics-title" />
          </section>
        )}
      </TabPart>
      <TabPart of="outputs" tabs={tabs}>
        {outputs}
      </TabPart>
      <TabPart of="downloads" tabs={tabs}>
        {artifacts.length > 0 && (
          <section className="panel" aria-labelledby="downloads-title">
            <Downloads
              artifacts={artifacts}
              archive={{ url: archiveUrl({ kind: 'recordings', id: recording.id }), size: archiveSize }}
              titleId="downloads-title"
            />
          </section>
        )}
        {isVideo && (
          <section className="panel" aria-labelledby="thumbnail-title">
            <PanelHead title={text.recording.thumbnail.title} id="thumbnail-title" />
            <Thumbnail recording={recording} at={at} />
          </section>
        )}
      </TabPart>
    </div>
  );
}

const columnsOf = ({ files, hasTranscript }: RecordingResult): string =>
  ['watch-columns', ...(files.own === undefined ? ['unplayable'] : []), ...(hasTranscript ? [] : ['untranscribed'])].join(' ');

interface Props extends ResultProps, CorrectingProps {
  /** The deliveries. */
  readonly outputs: ReactNode;
  readonly tabs: TabsProps<PartTab>;
}

/**
 * The player with everything below it on one side, and the transcript in full height on the other. On a phone the player is above
 * the tabs of all parts.
 */
export function Results({ recording, result, outputs, tabs, ...correcting }: Props): ReactElement {
  const { area, player, at, onTime, move, seek, settings } = usePlayback(result.files.media?.sha256, useStartMoment());
  const playing = { recording, result, at, seek };
  return (
    <div ref={area} className={columnsOf(result)}>
      {result.artifactsError !== null && <ProblemNote error={result.artifactsError} />}
      <PlayerPanel
        key={`${recording.id} ${result.files.own?.sha256 ?? ''}`}
        item={{
          id: recording.id,
          title: titleOf(recording),
          language: recording.language,
          previews: recording.previews,
          poster: findPlayerPoster(recording),
          length: recording.source.duration_seconds ?? undefined,
        }}
        {...{ result, at, seek, player, onTime, move, settings }}
      />
      <PartTabs {...text.recording.tabs} {...tabs} />
      <TabPart of="transcript" tabs={tabs}>
        <TranscriptPanel {...playing} area={area} {...correcting} />
      </TabPart>
      <About {...playing} outputs={outputs} tabs={tabs} />
    </div>
  );
}
