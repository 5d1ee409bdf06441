import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { meQuery, signOut } from '../api/me.js';
import { providerSignOutQuery, SIGNED_OUT_KEY } from '../api/provider.js';
import { Button } from '../components/Button/Button.js';
import { text } from '../texts/text.js';

export function AccountMenu(): ReactElement | null {
  const { data: me } = useQuery(meQuery);
  const { data: providerUrl = null } = useQuery({ ...providerSignOutQuery, enabled: me !== undefined });
  const client = useQueryClient();
  const navigate = useNavigate();
  if (me === undefined) return null;
  const leave = (): void => {
    void signOut().then(() => {
      // The next user must not see cached data of this one.
      client.clear();
      client.setQueryData(SIGNED_OUT_KEY, { providerUrl });
      void navigate({ to: '/sign-in' });
    });
  };
  return (
    <div className="account">
      <span className="avatar" aria-hidden="true">
        {me.name.slice(0, 2).toUpperCase()}
      </span>
      <span className="account-name" title={`${text.account.signedInAs} ${me.name}`}>
        {me.name}
      </span>
      <Button look="quiet" size="small" onClick={leave}>
        {text.account.signOut}
      </Button>
    </div>
  );
}
