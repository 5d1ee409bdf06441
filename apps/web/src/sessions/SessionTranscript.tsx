import { useQuery } from '@tanstack/react-query';
import type { Session } from '@throughline/api-client';
import { useMemo, type ReactElement } from 'react';
import { useMayChange } from '../api/use-may-change.js';
import { buttonClass } from '../components/Button/Button.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { PanelHead } from '../recording/PanelHead.js';
import { EarlierRun } from '../recording/results/EarlierRun.js';
import { describeFile } from '../recording/results/file-name.js';
import { Passages, type PlaybackProps } from '../recording/results/Lines.js';
import type { ResultFiles } from '../recording/results/results-api.js';
import { transcriptQuery } from '../recording/results/transcript-api.js';
import { Origin } from '../recording/results/TranscriptOrigin.js';
import { fileText } from '../texts/file-text.js';
import { text } from '../texts/text.js';
import { TRANSCRIPT_FORMATS, transcriptUrl } from './sessions-api.js';

/** The first format is the main action of the page. */
const [, ...OTHER_FORMATS] = TRANSCRIPT_FORMATS;

/** Shows only the format, because the panel says what the file is. */
function FormatLink({ format: extension, url }: { readonly format: string; readonly url: string }): ReactElement {
  const { what, format } = describeFile({ name: `transcript.${extension}`, media_type: '' });
  return (
    <a className={buttonClass({ size: 'small' })} href={url} download>
      <span className="unseen">
        {fileText.download} {what}{' '}
      </span>
      {format}
    </a>
  );
}

interface Props extends Pick<PlaybackProps, 'at' | 'area'> {
  readonly session: Session;
  /** Absent without a player. */
  readonly onSeek: PlaybackProps['onSeek'] | undefined;
  /** Files that are made of the transcript. Absent without words. */
  readonly files: Pick<ResultFiles, 'word' | 'pdf' | 'markdown'>;
}

/** Shows the transcript of a completed session, whose speakers can be named. */
export function SessionTranscript({ session, at, area, onSeek, files }: Props): ReactElement {
  const { session_id: id, revision, deleted_at } = session;
  const { data: transcript, error, refetch } = useQuery(transcriptQuery(id, revision, 'sessions'));
  const mayName = useMayChange() && deleted_at === null;
  const version = transcript?.version;
  const nameable = useMemo(
    () => (mayName && version !== undefined ? ({ kind: 'sessions', id, version } as const) : undefined),
    [mayName, id, version],
  );
  return (
    <section className="panel" aria-labelledby="session-transcript">
      <PanelHead title={text.recording.results.transcript} id="session-transcript">
        <span className="session-formats">
          {[
            ...OTHER_FORMATS.map((format) => [format, transcriptUrl(id, format)] as const),
            ...([
              ['docx', files.word?.url],
              ['pdf', files.pdf?.url],
              ['md', files.markdown?.url],
            ] as const),
          ].map(([format, url]) => url !== undefined && <FormatLink key={format} format={format} url={url} />)}
        </span>
      </PanelHead>
      <div>
        {transcript === undefined &&
          (error === null ? <Skeleton rows={2} /> : <ProblemNote error={error} onRetry={() => void refetch()} />)}
        {transcript !== undefined && (
          <>
            <EarlierRun part="transcript" is={transcript.earlier_run} />
            <Passages {...{ transcript, nameable, at, area }} {...(onSeek === undefined ? {} : { onSeek })} />
            <Origin transcript={transcript} />
          </>
        )}
      </div>
    </section>
  );
}
