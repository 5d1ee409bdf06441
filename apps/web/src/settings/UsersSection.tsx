import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { meQuery } from '../api/me.js';
import { NotFoundPage } from '../shell/NotFoundPage.js';
import { Users } from './Users.js';

/** Users of the installation. Only administrators have this section. */
export function UsersSection(): ReactElement {
  const { data: me } = useQuery(meQuery);
  return me?.scopes.includes('admin') === true ? <Users /> : <NotFoundPage level={2} />;
}
