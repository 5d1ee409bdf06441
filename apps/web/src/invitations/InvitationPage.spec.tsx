import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import type { CurrentUser, InvitationPreview } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { renderToString } from 'react-dom/server';
import { operator } from '../testing/draw-view.js';
import { WithoutAccount } from './GuestView.js';
import { InvalidInvitation, UserView } from './InvitationPage.js';

const invitation: InvitationPreview = {
  library_id: '2',
  library_name: 'Institute',
  role: 'operator',
  invited_by: 'Ada',
  expires_at: '2026-02-12T10:00:00.000Z',
  creates_account: false,
};

/** Draws a view inside a router, because it has links. */
async function draw(view: ReactElement): Promise<string> {
  const root = createRootRoute();
  const page = createRoute({ getParentRoute: () => root, path: '/', component: () => view });
  const router = createRouter({ routeTree: root.addChildren([page]), history: createMemoryHistory() });
  await router.load();
  const html = renderToString(
    <QueryClientProvider client={new QueryClient()}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  );
  return html.replaceAll(/<!--.*?-->|<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
}
const drawUser = (me: Partial<CurrentUser> = {}, role: InvitationPreview['role'] = 'operator'): Promise<string> =>
  draw(<UserView code="code" invitation={{ ...invitation, role }} me={{ ...operator, ...me }} />);

describe('the page of an invitation', () => {
  it('names library, role and inviter to a user who is signed in, and asks for consent', async () => {
    const words = await drawUser();
    for (const part of ['Invitation to Institute', 'Ada invites you', 'Operator', 'signed in as owner', 'Accept invitation'])
      expect(words).toContain(part);
    expect(words).not.toContain('may only read');
  });

  it('says that the role on the server limits the role in the library', async () => {
    expect(await drawUser({ role: 'viewer' })).toContain('may only read');
    expect(await drawUser({ role: 'viewer' }, 'viewer')).not.toContain('may only read');
  });

  it('opens the library for a member, without accepting', async () => {
    const library = { id: '2', name: 'Institute', personal: false, role: 'viewer' } as const;
    const words = await drawUser({ libraries: [...operator.libraries, library] });
    expect(words).toContain('You are already a member of Institute');
    expect(words).toContain('Open library');
    expect(words).not.toContain('Accept invitation');
  });

  it('offers an account only if the operator allows it', async () => {
    const without = await draw(<WithoutAccount code="code" invitation={invitation} />);
    expect(without).toContain('Ask the administrator');
    expect(without).not.toContain('Create account');
    const offered = await draw(<WithoutAccount code="code" invitation={{ ...invitation, creates_account: true }} />);
    expect(offered).toContain('Create account and accept');
    expect(offered).not.toContain('Ask the administrator');
  });

  it('explains links that are incomplete or no longer valid', async () => {
    expect(await draw(<InvalidInvitation isIncomplete={false} />)).toContain('has expired, or was revoked');
    expect(await draw(<InvalidInvitation isIncomplete />)).toContain('Open the whole link');
  });
});
