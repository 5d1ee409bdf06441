import type { ReactElement } from 'react';
import { useRefresh } from '../api/use-refresh.js';
import { DeleteButton } from '../controls/DeleteButton.js';
import { passkeysQuery } from '../passkeys/passkeys-api.js';
import { text } from '../texts/text.js';
import { endSignInsOf, removePasskeysOf, revokeTokensOf, signInsQuery, tokensQuery } from '../api/settings-api.js';

const words = text.settings.users;

/** Ends all sign-ins, tokens or passkeys of one user: for a lost laptop, or a leaked token. */
export function EndAccess({ id, name }: { readonly id: string; readonly name: string }): ReactElement {
  // The user may be the administrator, whose own lists are then stale.
  const refresh = useRefresh(signInsQuery.queryKey, tokensQuery.queryKey, passkeysQuery.queryKey);
  return (
    <>
      <DeleteButton
        name={name}
        words={words.signOut}
        hint={words.signOut.hint}
        remove={() => endSignInsOf(id)}
        refresh={refresh}
      />
      <DeleteButton
        name={name}
        words={words.revokeTokens}
        hint={words.revokeTokens.hint}
        remove={() => revokeTokensOf(id)}
        refresh={refresh}
      />
      <DeleteButton
        name={name}
        words={words.removePasskeys}
        hint={words.removePasskeys.hint}
        remove={() => removePasskeysOf(id)}
        refresh={refresh}
      />
    </>
  );
}
