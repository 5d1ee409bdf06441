import type { Recording, Transcript } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { StatusBadge } from '../../components/StatusBadge/StatusBadge.js';
import { Ago } from '../../controls/Times.js';
import { text } from '../../texts/text.js';
import { Who } from '../Who.js';
import { isCalibrated, toPercent } from './results-api.js';
import { TranscriptLanguage } from './TranscriptLanguage.js';
import { formatPlayTime } from '../../texts/times.js';

const words = text.recording.results;
const correction = text.recording.correction;

/** Lists the stretches whose words were left out as invented. */
function Dropped({ dropped }: Pick<Transcript, 'dropped'>): ReactElement | null {
  if (dropped.length === 0) return null;
  return (
    <details>
      <summary className="quiet">{words.dropped(dropped.reduce((sum, one) => sum + one.words, 0))}</summary>
      <p className="quiet">{words.droppedHint}</p>
      <ul>
        {dropped.map(({ start, end, words: count, reason }) => (
          <li key={`${String(start)} ${String(end)} ${reason}`}>
            {words.droppedAt(formatPlayTime(start), formatPlayTime(end), count)}, {words.droppedFor[reason]}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Marks a draft, and shows who corrected how many passages. */
function State({ transcript }: { readonly transcript: Transcript }): ReactElement | null {
  const { draft, no_speech: isEmpty, corrected_at: at, corrected_by: by, corrected_segments: count, segments } = transcript;
  if (at !== null && by !== null)
    return (
      <p>
        <StatusBadge tone="good" icon="ready" words={correction.corrected} /> <Ago at={at} /> <Who id={by} />,{' '}
        {correction.share(count, segments.length)}
        {draft && count < segments.length && ` ${correction.restIsDraft}`}
      </p>
    );
  if (!draft || isEmpty) return null;
  return (
    <p>
      <StatusBadge tone="warn" icon="stalled" words={words.draft} /> {words.draftHint}
    </p>
  );
}

interface OriginProps {
  readonly transcript: Transcript;
  /** Offers to correct its language. */
  readonly recording?: Recording;
}

export function Origin({ transcript, recording }: OriginProps): ReactElement {
  const { engine, model, notes, no_speech: isEmpty, dropped, confidence } = transcript;
  const remarks = notes.flatMap((note) => words.remarks[note] ?? []);
  return (
    <div className="origin">
      <State transcript={transcript} />
      <div className="quiet">
        {words.madeBy} {engine}
        {model !== '' && model !== engine && ` (${model})`}
        {!isEmpty && (
          <>
            {' · '}
            <TranscriptLanguage transcript={transcript} recording={recording} />
          </>
        )}
      </div>
      {isCalibrated(transcript) && confidence !== null && <p className="quiet">{words.expectedRight(toPercent(confidence))}</p>}
      {remarks.map((remark) => (
        <p key={remark} className="quiet">
          {remark}
        </p>
      ))}
      <Dropped dropped={dropped} />
    </div>
  );
}
