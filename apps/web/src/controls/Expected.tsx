import type { ReactElement } from 'react';
import type { Eta, Moving } from '../api/answers.js';
import { text } from '../texts/text.js';
import { clock, exact } from '../texts/times.js';
import { useNow } from './use-now.js';

const EVERY_MS = 5_000;
/** Times of day are said to the minute. */
const SOON_MS = 60_000;

type Expectation = Pick<Moving, 'eta' | 'eta_reason' | 'queue_position'>;

interface Said {
  readonly words: string;
  readonly title?: string;
}

/** A range that is over is not said: the API says why there is none, with its next word. */
function sayRange({ from, to }: Eta, now: number): Said | undefined {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  if (end <= now) return undefined;
  const [first, last] = [clock(Math.max(start, now), now), clock(end, now)];
  const words = end - now < SOON_MS ? text.progress.etaSoon : text.progress.etaBetween(first, last);
  return { words, title: `${exact(start)} – ${exact(end)}` };
}

const sayReason = (reason: string): Said => ({ words: text.progress.etaReason[reason] ?? text.progress.etaUnknown });

/** What is said of when something will be done; nothing where the API says nothing. */
export function sayExpected({ eta, eta_reason }: Pick<Moving, 'eta' | 'eta_reason'>, now: number): Said | undefined {
  if (eta !== null && eta !== undefined) return sayRange(eta, now);
  return typeof eta_reason === 'string' ? sayReason(eta_reason) : undefined;
}

/** When it will be done, and where it stands in the queue. */
export function Expected({ of }: { readonly of: Expectation }): ReactElement | null {
  const said = sayExpected(of, useNow(EVERY_MS));
  const position = of.queue_position;
  if (said === undefined && typeof position !== 'number') return null;
  return (
    <span className="expected">
      {typeof position === 'number' && <span>{text.progress.queue(position)}</span>}
      {said !== undefined && <span title={said.title}>{said.words}</span>}
    </span>
  );
}
