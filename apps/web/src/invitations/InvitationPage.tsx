import { useQuery } from '@tanstack/react-query';
import type { CurrentUser, InvitationPreview } from '@throughline/api-client';
import { useEffect, useState, type ReactElement } from 'react';
import { meQuery } from '../api/me.js';
import { isProblem, isSignedOut } from '../api/problem.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { AwayBar } from '../shell/AwayBar.js';
import { Link } from '../components/Link.js';
import { Mark } from '../shell/Mark.js';
import { usePageTitle } from '../components/use-page-title.js';
import { settingsText } from '../texts/settings-text.js';
import { text } from '../texts/text.js';
import { Accept } from './Accept.js';
import { GuestView } from './GuestView.js';
import { InvitationFacts } from './InvitationFacts.js';
import { previewQuery } from './invitations-api.js';
import { OpenLibrary } from './OpenLibrary.js';
import { pendingInvitation } from '../sign-in/pending-invitation.js';
import { useInvitationCode } from './use-invitation-code.js';

const words = settingsText.invitations.page;

/** The person has come back, so a later view must not lead here again. */
function useReturned(): void {
  useEffect(() => {
    pendingInvitation.endReturn();
  }, []);
}

export function InvalidInvitation({ isIncomplete }: { readonly isIncomplete: boolean }): ReactElement {
  useReturned();
  return (
    <div role="alert">
      <h1>{words.invalid}</h1>
      <p>{isIncomplete ? words.incomplete : words.invalidHint}</p>
      <p>
        <Link to="/">{words.toPage}</Link>
      </p>
    </div>
  );
}

interface UserViewProps {
  readonly code: string;
  readonly invitation: InvitationPreview;
  readonly me: CurrentUser;
}

/** For a user who is signed in. */
export function UserView({ code, invitation, me }: UserViewProps): ReactElement {
  useReturned();
  const [outcome, setOutcome] = useState<'accepted' | 'member'>();
  const { library_id: id, library_name: library } = invitation;
  const isMember = outcome === 'member' || (outcome === undefined && me.libraries.some((one) => one.id === id));
  if (outcome === undefined && !isMember)
    return (
      <>
        <InvitationFacts invitation={invitation} />
        <Accept code={code} invitation={invitation} me={me} onOutcome={setOutcome} />
      </>
    );
  return (
    <div role="status">
      <h1 dir="auto">{isMember ? words.member(library) : words.accepted(library)}</h1>
      <p>{isMember ? words.memberHint : words.acceptedHint}</p>
      <OpenLibrary id={id} />
    </div>
  );
}

function OneInvitation({ code }: { readonly code: string }): ReactElement {
  const preview = useQuery(previewQuery(code));
  const user = useQuery(meQuery);
  if (isProblem(preview.error) && preview.error.code === 'invitation-not-valid')
    return <InvalidInvitation isIncomplete={false} />;
  if (isProblem(preview.error) && preview.error.code === 'invalid') return <InvalidInvitation isIncomplete />;
  if (preview.error !== null) return <ProblemNote error={preview.error} onRetry={() => void preview.refetch()} />;
  if (preview.data === undefined) return <Skeleton rows={4} />;
  if (isSignedOut(user.error)) return <GuestView code={code} invitation={preview.data} />;
  if (user.error !== null) return <ProblemNote error={user.error} onRetry={() => void user.refetch()} />;
  return user.data === undefined ? <Skeleton rows={4} /> : <UserView code={code} invitation={preview.data} me={user.data} />;
}

export function InvitationPage(): ReactElement {
  usePageTitle(words.title);
  const code = useInvitationCode();
  return (
    <>
      <AwayBar />
      <main className="alone">
        <p className="brand">
          <Mark />
          <span>{text.product}</span>
        </p>
        {code === undefined ? <InvalidInvitation isIncomplete /> : <OneInvitation key={code} code={code} />}
      </main>
    </>
  );
}
