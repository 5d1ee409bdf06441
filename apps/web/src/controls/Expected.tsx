import type { ReactElement } from 'react';
import type { Moving } from '../api/answers.js';
import { text } from '../texts/text.js';
import { clock, exact } from '../texts/times.js';
import { useNow } from './use-now.js';

const EVERY_MS = 5_000;

/** When it will be done, and where it stands in the queue; said only where the API says it, and never a time in the past. */
export function Expected({ of }: { readonly of: Pick<Moving, 'eta' | 'eta_reason' | 'queue_position'> }): ReactElement | null {
  const now = useNow(EVERY_MS);
  const { eta, eta_reason, queue_position } = of;
  const queue = typeof queue_position === 'number' ? text.progress.queue(queue_position) : undefined;
  const [from, to] = [Date.parse(eta?.from ?? ''), Date.parse(eta?.to ?? '')];
  const isAhead = !Number.isNaN(to) && to > now;
  const reason = typeof eta_reason === 'string' ? (text.progress.etaReason[eta_reason] ?? text.progress.etaUnknown) : undefined;
  const done = isAhead ? text.progress.etaBetween(clock(Math.max(from, now), now), clock(to, now)) : reason;
  if (queue === undefined && done === undefined) return null;
  return (
    <span className="expected">
      {queue !== undefined && <span>{queue}</span>}
      {done !== undefined && (
        <span title={isAhead ? `${exact(from)} – ${exact(to)}` : undefined}>
          {isAhead ? `${text.progress.eta} ${done}` : done}
        </span>
      )}
    </span>
  );
}
