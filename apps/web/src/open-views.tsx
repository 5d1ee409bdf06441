import { createRootRoute, createRoute } from '@tanstack/react-router';
import { itemView } from './components/item-view.js';
import { lazyView } from './components/lazy-view.js';

export const root = createRootRoute();
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyView(async () => (await import('./sign-in/SignInPage.js')).SignInPage),
});
const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitations',
  component: lazyView(async () => (await import('./invitations/InvitationPage.js')).InvitationPage),
});
const shared = createRoute({
  getParentRoute: () => root,
  path: '/s',
  component: lazyView(async () => (await import('./sharing/SharedPage.js')).SharedPage),
});
/** In frames of other sites: no sign-in, and no need of storage, which browsers may refuse there. */
const embedded = createRoute({
  getParentRoute: () => root,
  path: '/embed/$id',
  component: itemView(lazyView(async () => (await import('./sharing/EmbedPage.js')).EmbedPage)),
});

/** Views for people who are not signed in. */
export const openViews = [signIn, invitation, shared, embedded] as const;
