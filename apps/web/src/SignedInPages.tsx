import { Outlet } from '@tanstack/react-router';
import { useEffect, type ReactElement } from 'react';
import { RowActionsContext } from './list/row-actions-context.js';
import { renderRowActions } from './row-actions/RowActions.js';
import { keepPage } from './offline/offline-page.js';
import { Shell } from './shell/Shell.js';
import { SignedIn } from './sign-in/SignedIn.js';
import { UploadsProvider } from './upload/UploadsProvider.js';

/** The frame of all views that need a sign-in. */
export function SignedInPages(): ReactElement {
  useEffect(() => void keepPage(), []);
  return (
    <SignedIn>
      <UploadsProvider>
        <Shell>
          <RowActionsContext value={renderRowActions}>
            <Outlet />
          </RowActionsContext>
        </Shell>
      </UploadsProvider>
    </SignedIn>
  );
}
