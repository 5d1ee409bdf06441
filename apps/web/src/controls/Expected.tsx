import type { Eta, LiveFields } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { text } from '../texts/text.js';
import { clock, exact, length } from '../texts/times.js';
import { describeQueuePosition } from './queue.js';
import { useNow } from './use-now.js';

const EVERY_MS = 5_000;
/** Times of day are shown to the minute, so a shorter rest is shown as "soon". */
const SOON_MS = 60_000;
/** Shorter gaps between progress reports are usual. */
const STILL_MS = 120_000;

interface TextWithTitle {
  readonly words: string;
  readonly title?: string;
}

/** Returns undefined after the end of the range. The next answer of the API gives a new estimate or a reason. */
function describeEtaRange({ from, to }: Eta, now: number): TextWithTitle | undefined {
  const [start, end] = [from === null ? now : Date.parse(from), Date.parse(to)];
  if (end <= now) return undefined;
  const soon = end - now < SOON_MS ? text.progress.etaSoon : undefined;
  // The present time in place of a start that has passed would move with the clock.
  if (start <= now) return { words: soon ?? text.progress.etaBy(clock(end, now)), title: exact(end) };
  return {
    words: soon ?? text.progress.etaBetween(clock(start, now), clock(end, now)),
    title: `${exact(start)} – ${exact(end)}`,
  };
}

const describeEtaReason = (reason: string): TextWithTitle => ({
  words: text.progress.etaReason[reason] ?? text.progress.etaUnknown,
});

/** Returns the estimate in words, or the reason for its absence. */
export function describeEta({ eta, eta_reason }: Pick<LiveFields, 'eta' | 'eta_reason'>, now: number): TextWithTitle | undefined {
  if (eta !== null && eta !== undefined) return describeEtaRange(eta, now);
  return typeof eta_reason === 'string' ? describeEtaReason(eta_reason) : undefined;
}

/** Returns for how long the running step has made no progress, if that is unusually long. */
export function describeStall({ progress_at: since }: Pick<LiveFields, 'progress_at'>, now: number): string | undefined {
  const still = typeof since === 'string' ? now - Date.parse(since) : 0;
  return still < STILL_MS ? undefined : text.progress.still(length(still));
}

interface Props {
  readonly of: Omit<LiveFields, 'progress' | 'stalled'>;
  readonly isPlaceSaid?: boolean;
}

/** Shows the estimate, the queue position, and a lack of progress. */
export function Expected({ of, isPlaceSaid = false }: Props): ReactElement | null {
  const now = useNow(EVERY_MS);
  const eta = describeEta(of, now);
  const still = describeStall(of, now);
  const place = isPlaceSaid ? undefined : describeQueuePosition(of);
  if (eta === undefined && still === undefined && place === undefined) return null;
  return (
    <span className="expected">
      {place !== undefined && <span>{place}</span>}
      {still !== undefined && <span>{still}</span>}
      {eta !== undefined && <span title={eta.title}>{eta.words}</span>}
    </span>
  );
}
