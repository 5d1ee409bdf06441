import { useInfiniteQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { Recording } from '../../api/answers.js';
import { ProblemNote } from '../../controls/ProblemNote.js';
import { stepName } from '../../controls/recording-state.js';
import { At } from '../../controls/Times.js';
import { text } from '../../texts/text.js';
import { eventsQuery, type RecordingEvent } from '../recording-api.js';
import { positionOf } from './moments.js';

const words = text.recording.timeline;

function Event({ event, isOver }: { readonly event: RecordingEvent; readonly isOver: boolean }): ReactElement {
  const who = event.actor?.kind === 'person' || event.actor?.kind === 'user' ? event.actor.id : null;
  return (
    <li className={isOver ? 'event later' : 'event'}>
      <span className="event-at">
        <At at={event.recorded_at} />
      </span>
      <span className="event-says">
        <span dir="auto">{event.message}</span>
        {who !== null && <span className="quiet"> {words.by(who)}</span>}
      </span>
      <code className="quiet" title={event.type}>
        {event.status_after}
      </code>
    </li>
  );
}

function Filter({
  steps,
  chosen,
  onChoose,
}: {
  readonly steps: readonly string[];
  readonly chosen: string;
  readonly onChoose: (step: string) => void;
}): ReactElement {
  return (
    <label className="timeline-filter">
      {words.filter}{' '}
      <select
        value={chosen}
        onChange={({ currentTarget }) => {
          onChoose(currentTarget.value);
        }}
      >
        <option value="">{words.all}</option>
        {steps.map((step) => (
          <option key={step} value={step}>
            {stepName(step)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Every event, in order. Where the slider stands in the past, what came after it is dimmed. */
export function Timeline({
  recording,
  moment,
}: {
  readonly recording: Recording;
  readonly moment: string | undefined;
}): ReactElement {
  const [step, setStep] = useState('');
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    eventsQuery(recording.id, recording.revision),
  );
  const events = data?.pages.flatMap(({ items }) => items) ?? [];
  const steps = [...new Set(events.flatMap((event) => event.step ?? []))];
  const shown = step === '' ? events : events.filter((event) => event.step === step);
  const isOver = (event: RecordingEvent): boolean => moment !== undefined && BigInt(positionOf(event)) > BigInt(moment);
  return (
    <section className="card" aria-labelledby="timeline-title">
      <div className="card-head">
        <h2 id="timeline-title">{words.title}</h2>
        {steps.length > 1 && <Filter steps={steps} chosen={step} onChoose={setStep} />}
      </div>
      {error !== null && <ProblemNote error={error} />}
      {data !== undefined && events.length === 0 && <p className="quiet">{words.none}</p>}
      <ol className="timeline">
        {shown.map((event) => (
          <Event key={event.id} event={event} isOver={isOver(event)} />
        ))}
      </ol>
      {hasNextPage && (
        <button type="button" className="button small" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {words.more}
        </button>
      )}
    </section>
  );
}
