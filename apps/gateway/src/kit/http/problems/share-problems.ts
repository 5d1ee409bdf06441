import type { ProblemKind } from './problem-kind.js';

export const shareProblems = {
  'share-link-not-valid': {
    status: 404,
    title: 'The link does not work',
    tryInstead: 'Ask the person who sent you the link for a new one.',
    about:
      'The link is unknown, has expired or was revoked, or its item was deleted. The answer does not say which. Reading also needs the cookie that opening the link sets.',
  },
  'share-password': {
    status: 403,
    title: 'The link needs its password',
    tryInstead: 'Ask the person who sent you the link for its password.',
    about: 'The request has no password, or another one than the link. Wrong passwords are limited by link and by address.',
  },
  'sharing-off': {
    status: 403,
    title: 'This server shares nothing by links',
    tryInstead: 'Invite the person to the library instead.',
    about:
      'The operator has set `TL_SHARE_LINKS=off`, so links, podcast feeds and embeds cannot be made, and those made before open nothing.',
  },
  'not-shareable': {
    status: 409,
    title: 'A deleted item cannot be shared',
    tryInstead: 'Restore the item first.',
    about: 'The item is in the trash. Its links open nothing until it is restored.',
  },
  'too-many-share-links': {
    status: 409,
    title: 'The item has the most possible open links',
    tryInstead: 'Revoke a link that is no longer needed.',
    about: 'An item can have 20 open share links.',
  },
  'feed-not-valid': {
    status: 404,
    title: 'The podcast feed does not work',
    tryInstead: 'Ask the person who gave you the address for a new one.',
    about:
      'The address is unknown, or its feed has expired, was revoked or got another address, or the feed does not list this recording. The answer does not say which.',
  },
  'feed-ended': {
    status: 409,
    title: 'The podcast feed has ended',
    tryInstead: 'Make another feed. If this one has only expired, give it another expiry first.',
    about: 'The feed was revoked, or has expired. A revoked feed cannot be opened again.',
  },
  'too-many-feeds': {
    status: 409,
    title: 'The library has the most possible open podcast feeds',
    tryInstead: 'Revoke a feed that is no longer needed.',
    about: 'A library can have 50 open podcast feeds.',
  },
  'embed-not-valid': {
    status: 404,
    title: 'The player is not available',
    tryInstead: 'Ask the owner of the page that shows the player.',
    about:
      'The address is unknown, or its embed has expired, was revoked or got another address, or the embed does not list this recording. The answer does not say which.',
  },
  'embed-ended': {
    status: 409,
    title: 'The embed has ended',
    tryInstead: 'Make another embed. If this one has only expired, give it another expiry first.',
    about: 'The embed was revoked, or has expired. A revoked embed cannot be opened again.',
  },
  'too-many-embeds': {
    status: 409,
    title: 'The library has the most possible open embeds',
    tryInstead: 'Revoke an embed that is no longer needed.',
    about: 'A library can have 50 open embeds.',
  },
} as const satisfies Record<string, ProblemKind>;
