import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Session } from '@throughline/api-client';
import { Fragment, type ReactElement, type ReactNode } from 'react';
import { findMainAction, type MainAction } from '../actions/main-action.js';
import { Button, buttonClass } from '../components/Button/Button.js';
import { Icon } from '../components/Icon/Icon.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { rememberMove } from '../libraries/moved-items.js';
import { ItemActions } from '../recording/actions/ItemActions.js';
import { ItemHead, ItemSummary } from '../recording/ItemHead.js';
import { focusTitleAfter } from '../recording/item-title.js';
import { Link } from '../components/Link.js';
import { text } from '../texts/text.js';
import { findSessionState } from './session-state.js';
import { SessionBadge, sessionTitle } from './SessionParts.js';
import { changeSession, retrySession, sessionQuery, TRANSCRIPT_FORMATS, transcriptUrl } from './sessions-api.js';
import { readListsAgain } from '../api/read-lists-again.js';
import { formatPlayTime } from '../texts/times.js';

const words = text.sessions;
const BACK = { to: '/sessions', name: words.back } as const;

interface Props {
  readonly session: Session;
}
interface ActionProps extends Props {
  readonly main: MainAction | undefined;
}

const lookOf = (isMain: boolean) => (isMain ? ({ look: 'primary' } as const) : {});

function Retry({ session, main }: ActionProps): ReactElement {
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
  return (
    <>
      {session.allowed.includes('retry') && (
        <Button
          ref={focusTitleAfter}
          {...lookOf(main === 'retry')}
          disabled={isPending}
          onClick={() => {
            mutate();
          }}
        >
          <Icon name="retry" />
          {words.retry}
        </Button>
      )}
      {error !== null && <ProblemNote error={error} />}
    </>
  );
}

type OwnAction = 'retry' | 'upload' | 'download';
const OWN_ACTIONS: readonly OwnAction[] = ['retry', 'upload', 'download'];

/** The actions of a session that only sessions have, the main one first. */
function OwnActions({ session, main }: ActionProps): ReactElement {
  const { session_id: id, allowed } = session;
  const own: Readonly<Record<OwnAction, () => ReactNode>> = {
    retry: () => <Retry session={session} main={main} />,
    upload: () =>
      allowed.includes('upload') && (
        <Link to="/sessions" className={buttonClass(lookOf(main === 'upload'))}>
          {words.uploadNew}
        </Link>
      ),
    download: () =>
      allowed.includes('download') && (
        <a className={buttonClass(lookOf(main === 'download'))} href={transcriptUrl(id, TRANSCRIPT_FORMATS[0])} download>
          <Icon name="downloading" />
          <span>{words.download}</span>
        </a>
      ),
  };
  const ordered = OWN_ACTIONS.toSorted((a, b) => Number(b === main) - Number(a === main));
  return (
    <>
      {ordered.map((name) => (
        <Fragment key={name}>{own[name]()}</Fragment>
      ))}
    </>
  );
}

function SessionActions({ session }: Props): ReactElement {
  const client = useQueryClient();
  const { session_id: id, allowed, allowed_actions: actions } = session;
  const allowedOwn: readonly string[] = allowed;
  const main = findMainAction(
    findSessionState(session),
    (wanted) => allowedOwn.includes(wanted) || actions.some((one) => one.allowed && one.action === wanted),
  );
  const own = <OwnActions session={session} main={main} />;
  return (
    <section aria-labelledby="actions-title" className="action-bar">
      <h2 id="actions-title" className="unseen">
        {text.recording.actions.title}
      </h2>
      <ItemActions
        item={session}
        id={id}
        actions={actions}
        main={main}
        {...(actions.some(({ action, allowed: isAllowed }) => isAllowed && action === main) ? { children: own } : { lead: own })}
        titleOf={sessionTitle}
        perform={(action, input) => changeSession(id, action, input)}
        onChanged={(changed, chosen) => {
          rememberMove(client, { id, title: sessionTitle(session) }, chosen);
          client.setQueryData(sessionQuery(id).queryKey, changed);
          void readListsAgain(client);
        }}
      />
    </section>
  );
}

/** Title, status and actions of a session. One action stands out. */
export const SessionHead = ({ session, onWhy }: Props & { readonly onWhy: () => void }): ReactElement => (
  <ItemHead
    attentionOf={{ id: session.session_id, state: session.status }}
    back={BACK}
    title={sessionTitle(session)}
    summary={
      <ItemSummary id={session.session_id} item={session} badge={<SessionBadge session={session} />} onWhy={onWhy}>
        {session.duration_total !== null && (
          <span className="summary-fact">
            <span className="unseen">{text.recording.facts.length}</span> {formatPlayTime(session.duration_total)}
          </span>
        )}
      </ItemSummary>
    }
    actions={<SessionActions session={session} />}
  />
);
