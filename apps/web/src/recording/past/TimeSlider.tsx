import { useQuery } from '@tanstack/react-query';
import type { Item } from '@throughline/api-client';
import { useDeferredValue, useEffect, useId, useState, type ReactElement } from 'react';
import { Button } from '../../components/Button/Button.js';
import { AtSecond } from '../../controls/Times.js';
import { text } from '../../texts/text.js';
import { exact } from '../../texts/times.js';
import { useRunKind } from '../../api/item-kind.js';
import { pastQuery, type PastItem } from '../recording-api.js';
import { PanelHead } from '../PanelHead.js';
import { listMoments, type Moment } from './moments.js';
import type { EventLog } from './use-event-log.js';

const words = text.recording.past;

/** The item at the moment of the slider. */
export interface PastState<T> {
  /** Undefined at the present, and until the past item is loaded. */
  readonly item: PastItem<T> | undefined;
  readonly error: Error | null;
}

/** Loads the item at a position of the log. */
export function usePast<T extends Item>({ id }: T, moment: string | undefined): PastState<T> {
  const kind = useRunKind();
  const deferredMoment = useDeferredValue(moment);
  const { data, error } = useQuery({
    ...pastQuery<T>({ kind, id }, deferredMoment ?? ''),
    enabled: deferredMoment !== undefined,
  });
  return moment === undefined ? { item: undefined, error: null } : { item: data, error };
}

/** Loads the whole history once the user touches the slider. */
function useWhole({ hasMore, isReading, readMore }: EventLog, isWanted: boolean): void {
  useEffect(() => {
    if (isWanted && hasMore && !isReading) readMore();
  }, [isWanted, hasMore, isReading, readMore]);
}

interface Props {
  readonly log: EventLog;
  /** A position of the log; undefined means the present. */
  readonly moment: string | undefined;
  readonly onMove: (moment: string | undefined) => void;
}

interface RangeProps {
  readonly moments: readonly Moment[];
  readonly at: number;
  /** Undefined means the present. */
  readonly shown: Moment | undefined;
  readonly onReach: () => void;
  readonly onMove: Props['onMove'];
}

/** Counts lines, as the history shows them. Several may be of one moment. */
const describePlace = ({ line }: Moment, moments: readonly Moment[]): string => words.of(line, moments.at(-1)?.line ?? line);

function Range({ moments, at, shown, onReach, onMove }: RangeProps): ReactElement {
  const last = moments.length - 1;
  return (
    <input
      type="range"
      className="slider"
      min={0}
      max={last}
      value={at}
      aria-label={words.label}
      aria-valuetext={
        shown === undefined ? words.now : `${describePlace(shown, moments)}, ${exact(Date.parse(shown.at))}: ${shown.message}`
      }
      onPointerEnter={onReach}
      onFocus={onReach}
      onChange={({ currentTarget }) => {
        const to = Number(currentTarget.value);
        onMove(to >= last ? undefined : moments[to]?.position);
      }}
    />
  );
}

/** Moves through the history of one item, commit by commit. The right end is the present. */
export function TimeSlider({ log, moment, onMove }: Props): ReactElement | null {
  const id = useId();
  const [isReached, reach] = useState(false);
  useWhole(log, isReached);
  const moments = listMoments(log.events, { isTechnicalShown: log.technical.isShown, moment });
  if (moments.length < 2) return null;
  const found = moments.findIndex(({ position }) => position === moment);
  const at = found === -1 ? moments.length - 1 : found;
  const shown = found === -1 ? undefined : moments[found];
  return (
    <section className={shown === undefined ? 'panel look-back' : 'panel look-back away-from-now'} aria-labelledby={id}>
      <PanelHead title={words.title} id={id}>
        {shown !== undefined && (
          <Button
            size="small"
            onClick={() => {
              onMove(undefined);
            }}
          >
            {words.back}
          </Button>
        )}
      </PanelHead>
      <div>
        <div className="slider-line">
          <Range
            moments={moments}
            at={at}
            shown={shown}
            onReach={() => {
              reach(true);
            }}
            onMove={(to) => {
              // The right end is the present only if the whole history is loaded.
              if (!log.hasMore) onMove(to);
            }}
          />
          <span className="quiet">{shown === undefined ? words.now : describePlace(shown, moments)}</span>
        </div>
        <p className="quiet">
          {shown === undefined ? (
            words.hint
          ) : (
            <>
              <AtSecond at={shown.at} /> · <span dir="auto">{shown.message}</span>
            </>
          )}
        </p>
      </div>
    </section>
  );
}
