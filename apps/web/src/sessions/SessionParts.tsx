import type { Session, SessionStatus } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { StatusBadge, type Tone } from '../components/StatusBadge/StatusBadge.js';
import type { IconName } from '../components/Icon/Icon.js';
import { ProgressBar } from '../components/ProgressBar/ProgressBar.js';
import { useNow } from '../controls/use-now.js';
import { text } from '../texts/text.js';
import { exact } from '../texts/times.js';
import { isQueued } from './session-state.js';
import { formatTimeRemaining } from './time-remaining.js';

const STATUS: Readonly<Record<SessionStatus, readonly [Tone, IconName]>> = {
  pending: ['calm', 'waiting'],
  processing: ['busy', 'moving'],
  completed: ['good', 'ready'],
  failed: ['bad', 'failed'],
};

export const sessionTitle = ({ title, session_id, expired_at, erased_at }: Session): string => {
  if (erased_at !== null) return text.sessions.erasedSession;
  return expired_at === null ? (title ?? session_id) : text.sessions.expiredSession;
};

export function SessionBadge({ session }: { readonly session: Session }): ReactElement {
  const [tone, icon] = STATUS[session.status];
  if (session.stalled === true) return <StatusBadge tone="warn" icon="stalled" words={text.flags.stalled} />;
  if (isQueued(session)) return <StatusBadge tone="calm" icon="queued" words={text.itemList.states.queued} />;
  return <StatusBadge tone={tone} icon={icon} words={text.sessions.status[session.status]} />;
}

/** Progress bar in the colour of the status. */
export function SessionProgress({ session }: { readonly session: Session }): ReactElement {
  return (
    <div className="row-work">
      <ProgressBar
        value={session.progress / 100}
        label={text.sessions.progress}
        tone={STATUS[session.status][0]}
        words={session.message}
      />
      <span className="percent">{text.progress.percent(session.progress)}</span>
    </div>
  );
}

/** The times on the page move on once in a second. */
export const EVERY_MS = 1_000;

/** Counts down between two polls. Shows nothing after the estimated end. */
export function TimeLeft({ session }: { readonly session: Session }): ReactElement | null {
  const now = useNow(EVERY_MS);
  const end = Date.parse(session.estimated_completion ?? '');
  if (Number.isNaN(end)) return null;
  return <span title={exact(end)}>{end > now ? formatTimeRemaining(end - now) : text.progress.etaReason['overdue']}</span>;
}
