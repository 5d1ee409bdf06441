import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Deletions } from '../account-deletion/Deletions.js';
import { meQuery } from '../api/me.js';
import { NotFoundPage } from '../shell/NotFoundPage.js';
import { UserQuotas } from './UserQuotas.js';
import { Users } from './Users.js';

/** Users of the installation, and their quotas. Only administrators have this section. */
export function UsersSection(): ReactElement {
  const { data: me } = useQuery(meQuery);
  if (me?.scopes.includes('admin') !== true) return <NotFoundPage level={2} />;
  return (
    <>
      <Users />
      <Deletions />
      <UserQuotas />
    </>
  );
}
