import type { ProblemKind } from './problem-kind.js';

export const webhookProblems = {
  'webhook-name-taken': {
    status: 409,
    title: 'Another webhook endpoint has this name',
    tryInstead: 'Choose another name, or change the existing endpoint.',
    about:
      'People choose endpoints by their names, so a name is unique within the library. Small and capital letters count as equal.',
  },
  'webhook-changed': {
    status: 412,
    title: 'The webhook endpoint has changed',
    tryInstead: 'Read the endpoint again, and decide whether your change still applies.',
    about: '`If-Match` does not name the current revision of the endpoint. Another request changed the endpoint first.',
  },
  'too-many-webhooks': {
    status: 409,
    title: 'The library has too many webhook endpoints',
    tryInstead: 'Delete an endpoint that you no longer need, or let one receiver pass the events on.',
    about: 'Every event is sent to every endpoint that has chosen it, so the number of endpoints of a library is limited.',
  },
} as const satisfies Record<string, ProblemKind>;
