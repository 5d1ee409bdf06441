import type { Session } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { Ago } from '../controls/Times.js';
import { useNow } from '../controls/use-now.js';
import { text } from '../texts/text.js';
import { exact, length } from '../texts/times.js';
import { describeAmount, describeProgress, hasOwnMessage, isOnServer, isQueued } from './session-state.js';
import { EVERY_MS, SessionProgress } from './SessionParts.js';

const words = text.sessions;

function Failure({ session }: { readonly session: Session }): ReactElement | null {
  const { failed_reason, retryable } = session;
  if (session.status !== 'failed' || failed_reason === null) return null;
  return (
    <div>
      <p>
        <span className="quiet">{words.reason}:</span> <span dir="auto">{failed_reason}</span>
      </p>
      {retryable !== null && <p className="quiet">{retryable ? words.retryable : words.permanent}</p>}
    </div>
  );
}

/** Facts about the finished work. */
const describeSpeed = ({ processing_duration: took, speed }: Session): string | undefined =>
  took === null || speed === null
    ? undefined
    : words.took(length(took * 1_000), speed.toLocaleString('en', { maximumFractionDigits: 2 }));

/** The place in the queue, or the time and the audio apart, with the progress. */
export function SessionProgressPanel({ session }: { readonly session: Session }): ReactElement {
  const now = useNow(EVERY_MS);
  const { status, message, estimated_completion: estimate } = session;
  const isWaiting = isQueued(session);
  const end = Date.parse(estimate ?? '');
  return (
    <section className="panel session-progress" aria-labelledby="session-progress">
      {/* The time changes every second, so it is not the name of the region. */}
      <h2 id="session-progress" className="unseen">
        {words.progressTitle}
      </h2>
      <p className="session-now" title={Number.isNaN(end) ? undefined : exact(end)}>
        {describeProgress(session, now)}
      </p>
      {!isWaiting && <SessionProgress session={session} />}
      <p className="session-facts quiet">
        <span>{status === 'completed' ? describeSpeed(session) : describeAmount(session, now)}</span>
        <span>
          {words.updated} <Ago at={session.updated_at} />
        </span>
      </p>
      {hasOwnMessage(session) && <p>{message}</p>}
      {isOnServer(session) && <p className="quiet">{words.mayClose}</p>}
      <Failure session={session} />
    </section>
  );
}
