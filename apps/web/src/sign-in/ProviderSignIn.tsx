import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { describeOutcome, methodsQuery, readProviderOutcome, signedOutQuery, startProviderSignIn } from '../api/provider.js';
import { Button } from '../components/Button/Button.js';
import { Note } from '../components/Note/Note.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { text } from '../texts/text.js';

const words = text.provider;

/** Leads to the provider's page. The link below works whether or not the provider does. */
export function ProviderButton(): ReactElement | null {
  const { data } = useQuery(methodsQuery);
  const { mutate, error, isPending, isSuccess } = useMutation({
    mutationFn: startProviderSignIn,
    onSuccess: (url) => {
      window.location.assign(url);
    },
  });
  const provider = data?.provider ?? null;
  if (provider === null) return null;
  return (
    <>
      <p>
        <Button
          look="primary"
          size="wide"
          disabled={isPending || isSuccess}
          onClick={() => {
            mutate();
          }}
        >
          {words.signInWith(provider.name)}
        </Button>
      </p>
      {error !== null && <ProblemNote error={error} />}
      <p className="quiet">{words.or}</p>
    </>
  );
}

/** Says why the provider has signed nobody in. */
export function ProviderFailure({ outcome }: { readonly outcome?: string }): ReactElement | null {
  const [shown] = useState(() => outcome ?? readProviderOutcome());
  if (shown === undefined) return null;
  return (
    <Note tone="warn" role="alert" title={words.failed}>
      <p>{describeOutcome(shown, words.reasons)}</p>
    </Note>
  );
}

/** After signing out here, offers to end the provider's own sign-in, which would sign in again without asking. */
export function SignedOut(): ReactElement | null {
  const { data } = useQuery(signedOutQuery);
  const url = data?.providerUrl ?? null;
  if (url === null) return null;
  return (
    <Note tone="calm" role="status" title={words.signedOut}>
      <p>{words.stillThere}</p>
      <p>
        <a href={url}>{words.signOutThere}</a>
      </p>
    </Note>
  );
}
