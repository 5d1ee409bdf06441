import type { Session } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { Sentence } from '../controls/Sentence.js';
import { Ago } from '../controls/Times.js';
import { useNow } from '../controls/use-now.js';
import { text } from '../texts/text.js';
import { exact } from '../texts/times.js';
import { describeAmount, describeFailure, describeProgress, hasOwnMessage, isOnServer, isQueued } from './session-state.js';
import { EVERY_MS, SessionProgress } from './SessionParts.js';

const words = text.sessions;

interface Props {
  readonly session: Session;
}

const Updated = ({ session: { updated_at: at } }: Props): ReactElement => (
  <span>
    {words.updated} <Ago at={at} />
  </span>
);

/** The reason, the progress that was reached, and what to do. */
function Failure({ session }: Props): ReactElement {
  const { reason, advice } = describeFailure(session);
  return (
    <>
      <p className="session-now bad" dir="auto">
        <Sentence words={reason} />
      </p>
      {advice !== undefined && <p>{advice}</p>}
      <p className="session-facts quiet">
        <span>{words.reached(text.progress.percent(session.progress))}</span>
        <Updated session={session} />
      </p>
    </>
  );
}

/** The place in the queue, or the time and the audio apart, with the progress. */
function Work({ session }: Props): ReactElement {
  const now = useNow(EVERY_MS);
  const { message, estimated_completion: estimate } = session;
  const end = Date.parse(estimate ?? '');
  return (
    <>
      <p className="session-now" title={Number.isNaN(end) ? undefined : exact(end)}>
        {describeProgress(session, now)}
      </p>
      {!isQueued(session) && <SessionProgress session={session} />}
      <p className="session-facts quiet">
        <span>{describeAmount(session, now)}</span>
        <Updated session={session} />
      </p>
      {hasOwnMessage(session) && <p>{message}</p>}
      {isOnServer(session) && <p className="quiet">{words.mayClose}</p>}
    </>
  );
}

/** Shows nothing of a completed session, whose result is below and whose facts are beside it. */
export function SessionProgressPanel({ session }: Props): ReactElement | null {
  const { status } = session;
  if (status === 'completed') return null;
  return (
    <section className="panel session-progress" aria-labelledby="session-progress">
      {/* The time changes every second, so it is not the name of the region. */}
      <h2 id="session-progress" className="unseen">
        {words.progressTitle}
      </h2>
      {status === 'failed' ? <Failure session={session} /> : <Work session={session} />}
    </section>
  );
}
