import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { meQuery } from '../api/me.js';
import { isSignedOut } from '../api/problem.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { pendingInvitation } from './pending-invitation.js';
import { AwayBar } from '../shell/AwayBar.js';

export function SignedIn({ children }: { readonly children: ReactNode }): ReactElement {
  const { data, error, refetch } = useQuery(meQuery);
  if (isSignedOut(error)) return <Navigate to="/sign-in" replace />;
  if (data !== undefined && pendingInvitation.awaitsReturn) return <Navigate to="/invitations" replace />;
  if (data !== undefined) return <>{children}</>;
  return (
    <>
      <AwayBar />
      <main className="content">
        {error === null ? <Skeleton rows={6} /> : <ProblemNote error={error} onRetry={() => void refetch()} />}
      </main>
    </>
  );
}
