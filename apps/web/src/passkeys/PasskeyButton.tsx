import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { showMe } from '../api/me.js';
import { Button } from '../components/Button/Button.js';
import { settingsText } from '../texts/settings-text.js';
import { findPasskeyObstacle } from './passkey-support.js';
import { PasskeyProblem } from './PasskeyProblem.js';
import { signInWithPasskey } from './passkeys-api.js';

/** Signs in with a passkey. Says why, where browsers do not offer passkeys. */
export function PasskeyButton({ onSignedIn }: { readonly onSignedIn: () => void }): ReactElement {
  const client = useQueryClient();
  const [obstacle] = useState(() => findPasskeyObstacle());
  const { mutate, error, isPending } = useMutation({
    mutationFn: signInWithPasskey,
    onSuccess: (me) => {
      showMe(client, me);
      onSignedIn();
    },
  });
  return (
    <>
      <Button
        look="primary"
        disabled={obstacle !== undefined || isPending}
        onClick={() => {
          mutate();
        }}
      >
        {settingsText.passkeys.signIn}
      </Button>
      {obstacle !== undefined && <p className="quiet">{obstacle}</p>}
      {error !== null && <PasskeyProblem error={error} />}
    </>
  );
}
