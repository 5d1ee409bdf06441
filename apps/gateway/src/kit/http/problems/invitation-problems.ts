import type { ProblemKind } from './problem-kind.js';

export const invitationProblems = {
  'invitation-not-valid': {
    status: 404,
    title: 'The invitation is no longer valid',
    tryInstead: 'Ask the person who invited you for a new link. If you have accepted it before, the library is in your list.',
    about:
      'The link is unknown, was used, has expired or was revoked, or who made it may no longer invite. The answer does not say which.',
  },
  'invitation-used': {
    status: 409,
    title: 'The invitation was accepted',
    tryInstead: 'Remove the member from the library instead.',
    about: 'A person has accepted the invitation and is a member. Revoking the invitation would change nothing.',
  },
  'invitation-needs-account': {
    status: 403,
    title: 'This server gives no accounts by invitations',
    tryInstead: 'Sign in and accept the invitation, or ask an administrator for an account.',
    about: 'The operator has not set `TL_INVITATIONS_CREATE_USERS=on`, so only people with an account can accept invitations.',
  },
  'already-member': {
    status: 409,
    title: 'You are already a member of the library',
    tryInstead: 'Switch to the library. An owner can change your role.',
    about: 'Accepting an invitation never changes the role of a member. The invitation stays open for another person.',
  },
  'too-many-invitations': {
    status: 409,
    title: 'The library has the most possible open invitations',
    tryInstead: 'Revoke an open invitation, or wait until one is accepted or expires.',
    about: 'A library can have 50 open invitations.',
  },
} as const satisfies Record<string, ProblemKind>;
