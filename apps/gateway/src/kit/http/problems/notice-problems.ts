import type { ProblemKind } from './problem-kind.js';

export const noticeProblems = {
  'no-mail-server': {
    status: 409,
    title: 'This server cannot send notices',
    tryInstead: 'Ask the operator to set TL_SMTP_FILE and TL_PUBLIC_URL for the gateway, or set up a webhook.',
    about: 'Notices need a mail server, and the public address of this server for the links in them.',
  },
  'mail-refused': {
    status: 409,
    title: 'The mail was not sent',
    tryInstead: 'Check the address, then save it again.',
    about: 'The mail server did not take the mail that confirms the address. `detail` has its reason.',
  },
  'notices-changed': {
    status: 412,
    title: 'The notices have changed',
    tryInstead: 'Read the notices again, and decide whether your change still applies.',
    about: '`If-Match` does not name the current revision of the notices. Another request changed them first.',
  },
} as const satisfies Record<string, ProblemKind>;
