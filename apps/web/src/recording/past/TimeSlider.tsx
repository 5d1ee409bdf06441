import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useId, type ReactElement } from 'react';
import type { Recording } from '../../api/answers.js';
import { At } from '../../controls/Times.js';
import { text } from '../../texts/text.js';
import { exact } from '../../texts/times.js';
import { eventsQuery, pastQuery, type PastRecording } from '../recording-api.js';
import { momentsOf } from './moments.js';

const words = text.recording.past;

interface Past {
  /** Undefined at present, and until the first answer of the past has come. */
  readonly recording: PastRecording | undefined;
  readonly error: Error | null;
}

/** The recording as it was at a position of the log. */
export function usePast(id: string, moment: string | undefined): Past {
  const asked = useDeferredValue(moment);
  const { data, error } = useQuery({ ...pastQuery(id, asked ?? ''), enabled: asked !== undefined });
  return moment === undefined ? { recording: undefined, error: null } : { recording: data, error };
}

interface Props {
  readonly recording: Recording;
  /** A position of the log; undefined: now. */
  readonly moment: string | undefined;
  readonly onMove: (moment: string | undefined) => void;
}

/** Goes through the history of one recording, commit by commit; its right end is now. */
export function TimeSlider({ recording, moment, onMove }: Props): ReactElement | null {
  const id = useId();
  const { data } = useInfiniteQuery(eventsQuery(recording.id, recording.revision));
  const moments = momentsOf(data?.pages.flatMap(({ items }) => items) ?? []);
  if (moments.length < 2) return null;
  const last = moments.length - 1;
  const found = moments.findIndex(({ position }) => position === moment);
  const at = found === -1 ? last : found;
  const shown = moments[at];
  const isNow = moment === undefined || shown === undefined;
  return (
    <section className="card" aria-labelledby={id}>
      <div className="card-head">
        <h2 id={id}>{words.title}</h2>
        {!isNow && (
          <button
            type="button"
            className="button small"
            onClick={() => {
              onMove(undefined);
            }}
          >
            {words.back}
          </button>
        )}
      </div>
      <input
        type="range"
        className="slider"
        min={0}
        max={last}
        value={at}
        aria-label={words.label}
        aria-valuetext={
          isNow ? words.now : `${words.of(at + 1, moments.length)}, ${exact(Date.parse(shown.at))}: ${shown.message}`
        }
        onChange={({ currentTarget }) => {
          const to = Number(currentTarget.value);
          onMove(to >= last ? undefined : moments[to]?.position);
        }}
      />
      <p className="quiet slider-says">
        {isNow ? (
          words.hint
        ) : (
          <>
            {words.of(at + 1, moments.length)} · <At at={shown.at} /> · <span dir="auto">{shown.message}</span>
          </>
        )}
      </p>
    </section>
  );
}
