import { useQuery } from '@tanstack/react-query';
import type { AuditEvent } from '@throughline/api-client';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { meQuery } from '../../api/me.js';
import { Button } from '../../components/Button/Button.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { stepName } from '../../controls/recording-state.js';
import { Skeleton } from '../../components/Skeleton/Skeleton.js';
import { AtSecond } from '../../controls/Times.js';
import { text } from '../../texts/text.js';
import { Fold } from '../Fold.js';
import { Who } from '../Who.js';
import { describeMove } from './describe-move.js';
import { eventAnchor, positionOf } from './moments.js';
import type { EventLog } from './use-event-log.js';

const words = text.recording.timeline;
/** A longer history is folded. Users mostly need its end or a linked event. */
const FOLDED = 30;

const statusNames: Readonly<Record<string, string>> = { ...text.status, ...text.document.status };
const statusWords = (status: string): string => statusNames[status] ?? status;

/** Returns the actor, unless the message already names it. */
const findActor = (
  { actor }: AuditEvent,
  message: string | null,
): { readonly id: string; readonly name: string | null } | null => {
  if (actor.kind !== 'user') return null;
  const { id, name } = actor;
  return message?.includes(name ?? id) === true ? null : { id, name };
};

interface EventProps {
  readonly event: AuditEvent;
  /** The previous event of any step. The status is shown only where it changes. */
  readonly before: AuditEvent | undefined;
  readonly isLater: boolean;
  readonly isSought: boolean;
  readonly onFound: () => void;
}

function Event({ event, before, isLater, isSought, onFound }: EventProps): ReactElement {
  const row = useRef<HTMLLIElement>(null);
  const [wasSought, setWasSought] = useState(false);
  useEffect(() => {
    if (!isSought) return;
    row.current?.scrollIntoView({ block: 'center' });
    row.current?.focus({ preventScroll: true });
    onFound();
  }, [isSought, onFound]);
  const { data: me } = useQuery(meQuery);
  const message = describeMove(event, me?.libraries ?? []) ?? event.message;
  const who = findActor(event, message);
  const isTurn = before?.status_after !== event.status_after;
  return (
    <li
      ref={row}
      id={eventAnchor(event.id)}
      tabIndex={-1}
      className={`event${isLater ? ' later' : ''}${wasSought ? ' sought' : ''}`}
      onFocus={() => {
        setWasSought(true);
      }}
      onBlur={() => {
        setWasSought(false);
      }}
    >
      <span className="event-at">
        <AtSecond at={event.recorded_at} />
      </span>
      <span className="event-step" dir="auto">
        {event.step === null ? '' : stepName(event.step)}
      </span>
      <span className="event-says">
        <span dir="auto">{message}</span>
        {who !== null && (
          <span className="quiet">
            {' '}
            <Who {...who} />
          </span>
        )}
      </span>
      <span className="event-status" title={event.status_after}>
        {isTurn && statusWords(event.status_after)}
      </span>
    </li>
  );
}

function Filter({ log }: { readonly log: EventLog }): ReactElement | null {
  const steps = [...new Set(log.events.flatMap((event) => event.step ?? []))];
  if (steps.length < 2) return null;
  return (
    <label className="timeline-filter">
      {words.filter}{' '}
      <select
        value={log.step}
        onChange={({ currentTarget }) => {
          log.showStep(currentTarget.value);
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

interface MoreProps {
  readonly log: EventLog;
  readonly folded: number;
  readonly onUnfold: () => void;
}

function More({ log, folded, onUnfold }: MoreProps): ReactElement | null {
  if (folded === 0 && !log.hasMore) return null;
  return (
    <Button
      size="small"
      aria-disabled={log.isReading}
      onClick={() => {
        if (folded > 0) onUnfold();
        else log.readMore();
      }}
    >
      {folded > 0 && !log.hasMore ? words.unfold(folded) : words.more}
    </Button>
  );
}

interface Props {
  readonly log: EventLog;
  /** Log position of the slider; undefined means the present. */
  readonly moment: string | undefined;
}

/** The history below other parts of the page. It opens by itself for an event that somebody asks for. */
export function FoldedTimeline({ log, moment }: Props): ReactElement {
  const [isOpen, setOpen] = useState(false);
  if (log.sought !== undefined && !isOpen) setOpen(true);
  return (
    <Fold title={words.title} isOpen={isOpen} onToggle={setOpen}>
      <Filter log={log} />
      <Events log={log} moment={moment} />
    </Fold>
  );
}

/** Lists all events in order. Dims events after the time of the slider. */
function Events({ log, moment }: Props): ReactElement {
  const [isUnfolded, unfold] = useState(false);
  const { events, step, sought } = log;
  if (sought !== undefined && !isUnfolded) unfold(true);
  const matching = events.flatMap((event, index) =>
    step === '' || event.step === step ? [{ event, before: events[index - 1] }] : [],
  );
  const shown = isUnfolded ? matching : matching.slice(0, FOLDED);
  const isLater = (event: AuditEvent): boolean => moment !== undefined && BigInt(positionOf(event)) > BigInt(moment);
  const hidden = matching.length - shown.length;
  return (
    <>
      {log.error !== null && <ProblemNote error={log.error} />}
      {!log.isRead && log.error === null && <Skeleton rows={2} />}
      {log.isRead && events.length === 0 && <p className="quiet">{words.none}</p>}
      <ol className="timeline">
        {shown.map(({ event, before }) => (
          <Event
            key={event.id}
            event={event}
            before={before}
            isLater={isLater(event)}
            isSought={event.id === sought}
            onFound={log.found}
          />
        ))}
      </ol>
      <More
        log={log}
        folded={hidden}
        onUnfold={() => {
          unfold(true);
        }}
      />
    </>
  );
}
