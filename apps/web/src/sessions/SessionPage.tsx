import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Session } from '@throughline/api-types';
import { useEffect, useRef, type ReactElement } from 'react';
import { isProblem } from '../api/problem.js';
import { Button, buttonClass } from '../components/Button/Button.js';
import { Fact } from '../components/Fact/Fact.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { Ago, At } from '../controls/Times.js';
import { useAnnounce } from '../shell/Announcer.js';
import { Link } from '../shell/Link.js';
import { MissingItem } from '../shell/MissingItem.js';
import { MovedItemNotice } from '../libraries/MovedItemNotice.js';
import { useMovedItem } from '../libraries/moved-items.js';
import { usePageTitle } from '../shell/use-page-title.js';
import { text } from '../texts/text.js';
import { length } from '../texts/times.js';
import { SessionHistory } from './SessionHistory.js';
import { SessionLife } from './SessionLife.js';
import { SessionBadge, SessionProgress, sessionTitle, TimeLeft } from './SessionParts.js';
import { SessionTranscript } from './SessionTranscript.js';
import { retrySession, sessionQuery, TRANSCRIPT_FORMATS, transcriptUrl } from './sessions-api.js';

const words = text.sessions;
const seconds = (value: number): string => length(value * 1_000);

function Ends({ session: { deleted_at, expires_at, expired_at, erased_at } }: { readonly session: Session }): ReactElement {
  const ends = [
    [words.deletedSince, deleted_at],
    [words.keptUntil, erased_at === null && expired_at === null ? expires_at : null],
    [words.expired, erased_at === null ? expired_at : null],
    [words.erased, erased_at],
  ] as const;
  return (
    <>
      {ends.map(([name, at]) =>
        at === null ? null : (
          <Fact key={name} name={name}>
            <At at={at} />
          </Fact>
        ),
      )}
    </>
  );
}

function Facts({ session }: { readonly session: Session }): ReactElement {
  const { started_at, duration_processed, duration_total, processing_duration, speed } = session;
  return (
    <dl className="facts">
      {session.status === 'processing' && session.estimated_completion !== null && (
        <Fact name={words.timeLeft}>
          <TimeLeft session={session} />
        </Fact>
      )}
      {processing_duration !== null && <Fact name={words.duration}>{seconds(processing_duration)}</Fact>}
      {speed !== null && (
        <Fact name={words.speed}>{words.speedTimes(speed.toLocaleString('en', { maximumFractionDigits: 2 }))}</Fact>
      )}
      {duration_total !== null && (
        <Fact name={words.processed}>{text.upload.sent(seconds(duration_processed ?? 0), seconds(duration_total))}</Fact>
      )}
      {started_at !== null && (
        <Fact name={words.started}>
          <At at={started_at} />
        </Fact>
      )}
      <Ends session={session} />
      <Fact name={words.updated}>
        <Ago at={session.updated_at} />
      </Fact>
    </dl>
  );
}

function Actions({ session }: { readonly session: Session }): ReactElement {
  const client = useQueryClient();
  const { queryKey } = sessionQuery(session.session_id);
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => retrySession(session.session_id),
    onSuccess: (tried) => {
      client.setQueryData(queryKey, tried);
    },
    // Another user or tab may have retried it already.
    onError: () => client.invalidateQueries({ queryKey }),
  });
  const [first, ...others] = TRANSCRIPT_FORMATS;
  return (
    <div className="session-actions">
      {session.allowed.includes('retry') && (
        <Button
          look="primary"
          disabled={isPending}
          onClick={() => {
            mutate();
          }}
        >
          {words.retry}
        </Button>
      )}
      {session.allowed.includes('upload') && (
        <Link to="/sessions" className={buttonClass()}>
          {words.uploadNew}
        </Link>
      )}
      {session.allowed.includes('download') && (
        <>
          <a className={buttonClass({ look: 'primary' })} href={transcriptUrl(session.session_id, first)} download>
            {words.download}
          </a>
          {others.map((format) => (
            <a key={format} className={buttonClass()} href={transcriptUrl(session.session_id, format)} download>
              {format.toUpperCase()}
            </a>
          ))}
        </>
      )}
      {error !== null && <ProblemNote error={error} />}
    </div>
  );
}

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

/** Announces the end of the transcription to screen readers. */
function useEndAnnounced(session: Session | undefined): void {
  const announce = useAnnounce();
  const before = useRef<string>(undefined);
  const { status, message } = session ?? {};
  useEffect(() => {
    if (before.current !== undefined && status !== before.current && message !== undefined) announce(message);
    before.current = status;
  }, [status, message, announce]);
}

export function SessionPage({ id }: { readonly id: string }): ReactElement {
  const moved = useMovedItem(id);
  const { data: session, error, refetch } = useQuery(sessionQuery(id));
  usePageTitle(session === undefined ? words.title : sessionTitle(session));
  useEndAnnounced(session);
  if (moved !== undefined) return <MovedItemNotice moved={moved} list="/sessions" />;
  if (session === undefined) {
    if (isProblem(error) && error.status === 404) return <MissingItem title={words.gone} list="/sessions" />;
    return error === null ? <Skeleton /> : <ProblemNote error={error} onRetry={() => void refetch()} />;
  }
  return (
    <>
      <p className="back">
        <Link to="/sessions">{words.back}</Link>
      </p>
      <div className="page-head">
        <h1 dir="auto">{sessionTitle(session)}</h1>
        <SessionBadge session={session} />
      </div>
      <section className="card">
        <p className="message">{session.message}</p>
        <SessionProgress session={session} />
        <Failure session={session} />
        <Facts session={session} />
        <Actions session={session} />
      </section>
      {session.allowed.includes('download') && <SessionTranscript session={session} />}
      <SessionLife session={session} />
      <SessionHistory session={session} />
    </>
  );
}
