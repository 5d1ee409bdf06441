import type { AuditEvent } from '@throughline/api-client';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { Button } from '../../components/Button/Button.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { stepName } from '../../controls/recording-state.js';
import { Skeleton } from '../../components/Skeleton/Skeleton.js';
import { AtSecond, CalendarDay, SecondOfDay } from '../../controls/Times.js';
import { text } from '../../texts/text.js';
import { Fold } from '../Fold.js';
import { EventSentence } from './EventSentence.js';
import { groupByDay, listFacts, listLines, type HistoryLine } from './history-lines.js';
import { eventAnchor, positionOf } from './moments.js';
import type { TechnicalDetails } from './technical-details.js';
import type { EventLog } from './use-event-log.js';

const words = text.recording.timeline;
/** A longer history is folded. Users mostly need its end or a linked event. */
const FOLDED = 30;

const statusNames: Readonly<Record<string, string>> = { ...text.status, ...text.document.status };
const statusWords = (status: string): string => statusNames[status] ?? status;

interface EventProps extends HistoryLine {
  readonly isLater: boolean;
  readonly isSought: boolean;
  /** A heading names the day. */
  readonly isBelowDay: boolean;
  readonly hasFacts: boolean;
  readonly onFound: () => void;
}

function Event({ event, before, isLater, isSought, isBelowDay, hasFacts, onFound }: EventProps): ReactElement {
  const row = useRef<HTMLLIElement>(null);
  const [wasSought, setWasSought] = useState(false);
  useEffect(() => {
    if (!isSought) return;
    row.current?.scrollIntoView({ block: 'center' });
    row.current?.focus({ preventScroll: true });
    onFound();
  }, [isSought, onFound]);
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
        {isBelowDay ? <SecondOfDay at={event.recorded_at} /> : <AtSecond at={event.recorded_at} />}
      </span>
      <EventSentence event={event} />
      {before?.status_after !== event.status_after && (
        <span className="event-status" title={event.status_after}>
          {statusWords(event.status_after)}
        </span>
      )}
      {hasFacts && <span className="event-facts">{listFacts(event)}</span>}
    </li>
  );
}

interface FilterProps {
  readonly steps: readonly string[];
  readonly step: string;
  readonly onStep: (step: string) => void;
}

function Filter({ steps, step, onStep }: FilterProps): ReactElement | null {
  if (steps.length < 2) return null;
  return (
    <label className="timeline-filter">
      {words.filter}{' '}
      <select
        value={step}
        onChange={({ currentTarget }) => {
          onStep(currentTarget.value);
        }}
      >
        <option value="">{words.all}</option>
        {steps.map((each) => (
          <option key={each} value={each}>
            {stepName(each)}
          </option>
        ))}
      </select>
    </label>
  );
}

function TechnicalSwitch({ isShown, choose }: TechnicalDetails): ReactElement {
  return (
    <label className="timeline-filter">
      <input
        type="checkbox"
        checked={isShown}
        onChange={({ currentTarget }) => {
          choose(currentTarget.checked);
        }}
      />{' '}
      {words.technical}
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
  const { events, sought, technical } = log;
  if (sought !== undefined && !isOpen) setOpen(true);
  const lines = listLines(events, technical.isShown);
  const steps = [...new Set(lines.flatMap(({ event }) => event.step ?? []))];
  const step = steps.includes(log.step) ? log.step : '';
  return (
    <Fold title={words.title} isOpen={isOpen} onToggle={setOpen}>
      {events.length > 0 && (
        <div className="timeline-choices">
          <Filter steps={steps} step={step} onStep={log.showStep} />
          <TechnicalSwitch {...technical} />
        </div>
      )}
      <Events
        log={log}
        moment={moment}
        lines={step === '' ? lines : lines.filter(({ event }) => event.step === step)}
        hasFacts={technical.isShown}
      />
    </Fold>
  );
}

interface LinesProps extends Props {
  readonly lines: readonly HistoryLine[];
  readonly hasFacts: boolean;
}

/** Lists events in order, below their days if there are several. Dims events after the time of the slider. */
function Days({ log, moment, lines, hasFacts }: LinesProps): ReactElement {
  const days = groupByDay(lines);
  const isLater = (event: AuditEvent): boolean => moment !== undefined && BigInt(positionOf(event)) > BigInt(moment);
  return (
    <div className="timeline">
      {days.map((day) => (
        <div key={day.lines[0]?.event.id ?? day.at}>
          {days.length > 1 && (
            <h3 className="timeline-day">
              <CalendarDay at={day.at} />
            </h3>
          )}
          <ol>
            {day.lines.map((line) => (
              <Event
                key={line.event.id}
                {...line}
                isLater={isLater(line.event)}
                isSought={line.event.id === log.sought}
                isBelowDay={days.length > 1}
                hasFacts={hasFacts}
                onFound={log.found}
              />
            ))}
          </ol>
        </div>
      ))}
    </div>
  );
}

function Events({ log, lines, ...props }: LinesProps): ReactElement {
  const [isUnfolded, unfold] = useState(false);
  if (log.sought !== undefined && !isUnfolded) unfold(true);
  const shown = isUnfolded ? lines : lines.slice(0, FOLDED);
  return (
    <>
      {log.error !== null && <ProblemNote error={log.error} />}
      {!log.isRead && log.error === null && <Skeleton rows={2} />}
      {log.isRead && log.events.length === 0 && <p className="quiet">{words.none}</p>}
      <Days {...props} log={log} lines={shown} />
      <More
        log={log}
        folded={lines.length - shown.length}
        onUnfold={() => {
          unfold(true);
        }}
      />
    </>
  );
}
