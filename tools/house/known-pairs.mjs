/** Rooms that still import each other. The list may only become shorter. */
export const KNOWN_PAIRS = [
  'apps/gateway: channels <-> outputs',
  'apps/gateway: credentials <-> outputs',
  'apps/gateway: credentials <-> sources',
  'apps/gateway: items <-> outputs',
  'apps/gateway: jobs <-> sources',
  'apps/gateway: jobs <-> templates',
  'apps/gateway: sources <-> templates',
  'apps/web: invitations <-> libraries',
  'apps/web: invitations <-> sign-in',
  'apps/web: recording <-> sharing',
  'apps/web: sources <-> templates',
];
