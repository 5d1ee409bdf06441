import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState, type ReactElement } from 'react';
import { DeletedAccount } from '../account-deletion/DeletedAccount.js';
import { showMe, signIn } from '../api/me.js';
import { isGatewayUnreachable } from '../api/problem.js';
import { CopyButton } from '../components/CopyButton/CopyButton.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { PasskeyButton } from '../passkeys/PasskeyButton.js';
import { AwayBar } from '../shell/AwayBar.js';
import { Link } from '../components/Link.js';
import { Mark } from '../shell/Mark.js';
import { usePageTitle } from '../components/use-page-title.js';
import { text } from '../texts/text.js';
import { ProviderButton, ProviderFailure, SignedOut } from './ProviderSignIn.js';

/**
 * Reads the code from the fragment, which browsers never send to a server. Removes it from the address and so from the history.
 */
function takeCode(): string | undefined {
  const code = window.location.hash.slice(1);
  if (code === '') return undefined;
  window.history.replaceState(null, '', window.location.pathname);
  return code;
}

type Attempt =
  | { readonly state: 'working' }
  | { readonly state: 'idle' }
  | { readonly state: 'refused'; readonly error: unknown };

function useSignIn(): Attempt {
  const [attempt, setAttempt] = useState<Attempt>(() => ({ state: window.location.hash.length > 1 ? 'working' : 'idle' }));
  const client = useQueryClient();
  const navigate = useNavigate();
  useEffect(() => {
    const redeem = (code: string): void => {
      signIn(code).then(
        (me) => {
          showMe(client, me);
          void navigate({ to: '/', replace: true });
        },
        (error: unknown) => {
          setAttempt({ state: 'refused', error });
        },
      );
    };
    // Opening a sign-in link on this page only changes the fragment and loads nothing.
    const onHash = (): void => {
      const code = takeCode();
      if (code === undefined) return;
      setAttempt({ state: 'working' });
      redeem(code);
    };
    const linkCode = takeCode();
    if (linkCode !== undefined) redeem(linkCode);
    window.addEventListener('hashchange', onHash);
    return () => {
      window.removeEventListener('hashchange', onHash);
    };
  }, [client, navigate]);
  return attempt;
}

function HowTo(): ReactElement {
  return (
    <p className="command">
      <code>{text.signIn.command}</code> <CopyButton words={text.signIn.command} />
    </p>
  );
}

function Refused({ error }: { readonly error: unknown }): ReactElement {
  if (isGatewayUnreachable(error)) return <ProblemNote error={error} />;
  return (
    <div role="alert">
      <h1>{text.signIn.refused}</h1>
      <p>{text.signIn.refusedHint}</p>
      <HowTo />
      <p>
        <Link to="/">{text.signIn.toPage}</Link>
      </p>
    </div>
  );
}

function Lead(): ReactElement {
  const navigate = useNavigate();
  return (
    <>
      <h1>{text.signIn.title}</h1>
      <ProviderFailure />
      <DeletedAccount />
      <SignedOut />
      <ProviderButton />
      <p>{text.signIn.lead}</p>
      <div>
        <PasskeyButton
          onSignedIn={() => {
            void navigate({ to: '/', replace: true });
          }}
        />
      </div>
      <p>{text.signIn.how}</p>
      <HowTo />
      <p className="quiet">{text.signIn.someoneElse}</p>
    </>
  );
}

export function SignInPage(): ReactElement {
  usePageTitle(text.signIn.title);
  const attempt = useSignIn();
  return (
    <>
      <AwayBar />
      <main className="alone">
        <p className="brand">
          <Mark />
          <span>{text.product}</span>
        </p>
        {attempt.state === 'idle' && <Lead />}
        {attempt.state === 'refused' && <Refused error={attempt.error} />}
        {attempt.state === 'working' && (
          <>
            <h1>{text.signIn.working}</h1>
            <Skeleton rows={2} />
          </>
        )}
      </main>
    </>
  );
}
