import type { ReactElement } from 'react';
import { Badge, type Tone } from '../controls/Badge.js';
import type { IconName } from '../controls/Icon.js';
import { ProgressBar } from '../controls/ProgressBar.js';
import { useNow } from '../controls/use-now.js';
import { text } from '../texts/text.js';
import { exact } from '../texts/times.js';
import type { SessionStatus, SessionStatusName } from './sessions-api.js';
import { formatTimeRemaining } from './time-remaining.js';

const STATUS: Readonly<Record<SessionStatusName, readonly [Tone, IconName]>> = {
  pending: ['calm', 'waiting'],
  processing: ['busy', 'moving'],
  completed: ['good', 'ready'],
  failed: ['bad', 'failed'],
};

export const sessionTitle = ({ title, audio_filename, session_id, expired_at, erased_at }: SessionStatus): string => {
  if (erased_at !== null) return text.sessions.erasedSession;
  return expired_at === null ? (title ?? audio_filename ?? session_id) : text.sessions.expiredSession;
};

export function SessionBadge({ session }: { readonly session: SessionStatus }): ReactElement {
  const [tone, icon] = STATUS[session.status];
  return (
    <Badge tone={tone} icon={icon}>
      {text.sessions.status[session.status]}
    </Badge>
  );
}

/** The bar's colour follows the status; of a failed one it stays where it was. */
export function SessionProgress({ session }: { readonly session: SessionStatus }): ReactElement {
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

const EVERY_MS = 1_000;

/** Counts down between two answers; an end that has passed is no time left. */
export function TimeLeft({ session }: { readonly session: SessionStatus }): ReactElement | null {
  const now = useNow(EVERY_MS);
  const end = Date.parse(session.estimated_completion ?? '');
  if (session.status !== 'processing' || Number.isNaN(end)) return null;
  return <span title={exact(end)}>{end > now ? formatTimeRemaining(end - now) : text.progress.etaReason['overdue']}</span>;
}
