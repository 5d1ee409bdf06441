import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { Recording } from '../../api/answers.js';
import { ProblemNote } from '../../controls/ProblemNote.js';
import { Skeleton } from '../../controls/Skeleton.js';
import { Ago } from '../../controls/Times.js';
import { text } from '../../texts/text.js';
import { Who } from '../Who.js';
import { CorrectionEditor } from './CorrectionEditor.js';
import { OldWords } from './OldWords.js';
import { Lines, type Playing } from './Lines.js';
import { versionQuery, type Transcript } from './transcript-api.js';
import { Origin, Versions } from './TranscriptOrigin.js';
import { useRestored } from './use-corrected.js';

const words = text.recording.results;
const correction = text.recording.correction;

interface OlderProps extends Playing {
  readonly id: string;
  readonly version: string;
  /** What counts. */
  readonly current: Transcript;
  readonly mayCorrect: boolean;
  readonly onBack: () => void;
}

/** Words that do not count any more, and look like it. */
function Older({ id, version, current, mayCorrect, onBack, ...playing }: OlderProps): ReactElement {
  const { data, error } = useQuery(versionQuery(id, version));
  const restoring = useRestored(id, current, onBack);
  return (
    <div className="older">
      <div className="note warn">
        <div>
          <p className="note-title">{correction.older}</p>
          <div className="buttons">
            <button type="button" className="button small" onClick={onBack}>
              {correction.back}
            </button>
            {mayCorrect && data !== undefined && data.corrected_at !== null && (
              <button
                type="button"
                className="button small"
                disabled={restoring.isPending}
                onClick={() => {
                  restoring.mutate(data);
                }}
              >
                {correction.restore}
              </button>
            )}
          </div>
        </div>
      </div>
      {(error ?? restoring.error) !== null && <ProblemNote error={error ?? restoring.error} />}
      {data === undefined && error === null && <Skeleton rows={2} />}
      {data !== undefined && (
        <>
          <Origin transcript={data} />
          <Lines transcript={data} {...playing} />
        </>
      )}
    </div>
  );
}

interface Props extends Playing {
  readonly recording: Recording;
  readonly transcript: Transcript;
  readonly isCorrecting: boolean;
  readonly onCorrecting: (is: boolean) => void;
}

/** What a later run has heard stands before what was corrected; that is not lost. */
function Newer({ transcript: { newer_than: earlier }, onShow }: { transcript: Transcript; onShow: (version: string) => void }) {
  if (earlier === null) return null;
  return (
    <div className="note">
      <div>
        <p className="note-title">{correction.heardAnew}</p>
        <p>
          {correction.correctedBefore} <Ago at={earlier.corrected_at} /> <Who id={earlier.corrected_by} />.
        </p>
        <button
          type="button"
          className="button small"
          onClick={() => {
            onShow(earlier.version);
          }}
        >
          {correction.showEarlier}
        </button>
      </div>
    </div>
  );
}

/** What was said: each line plays from where it was said, and can be mended by whoever may. */
export function TranscriptView({ recording, transcript, at, onSeek, isCorrecting, onCorrecting }: Props): ReactElement {
  const [chosen, setChosen] = useState<string>();
  const { id } = recording;
  const { version } = transcript;
  const shown = chosen ?? version;
  const mayCorrect = recording.allowed_actions.some(({ action, allowed }) => action === 'correct' && allowed);
  const isOlder = shown !== version && !isCorrecting;
  return (
    <div className={transcript.draft && transcript.corrected_at === null ? 'draft' : undefined}>
      <div className="transcript-head">
        <h3>{words.transcript}</h3>
        {mayCorrect && !isCorrecting && !isOlder && (
          <button
            type="button"
            className="button small"
            onClick={() => {
              onCorrecting(true);
            }}
          >
            {correction.begin}
          </button>
        )}
      </div>
      <OldWords recording={recording} outputs={transcript.outdated_outputs} />
      <Newer transcript={transcript} onShow={setChosen} />
      {!isCorrecting && <Versions id={id} current={version} shown={shown} onShow={setChosen} />}
      {isOlder ? (
        <Older
          id={id}
          version={shown}
          current={transcript}
          mayCorrect={mayCorrect}
          at={at}
          onSeek={onSeek}
          onBack={() => {
            setChosen(undefined);
          }}
        />
      ) : (
        <Origin transcript={transcript} />
      )}
      {isCorrecting && (
        <CorrectionEditor
          id={id}
          transcript={transcript}
          onSeek={onSeek}
          onClose={() => {
            setChosen(undefined);
            onCorrecting(false);
          }}
        />
      )}
      {!isOlder && !isCorrecting && <Lines transcript={transcript} at={at} onSeek={onSeek} />}
    </div>
  );
}
