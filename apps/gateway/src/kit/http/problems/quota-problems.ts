import type { ProblemKind } from './problem-kind.js';

export const quotaProblems = {
  'quota-exceeded': {
    status: 403,
    title: 'The monthly quota is used up',
    tryInstead: 'Register the item again after the day that `renews_on` names, or ask an administrator for a higher limit.',
    about:
      'The library has used its quota of items or bytes for this calendar month (UTC). The members `quota`, `used`, `limit` and `renews_on` say which quota, how much of it is used or in progress, and when it renews; `Retry-After` says the seconds until then. GET /api/v1/me/quota shows all quotas.',
  },
  'quota-changed': {
    status: 412,
    title: 'The limits have changed',
    tryInstead: 'Read the limits again, and decide whether your change still applies.',
    about: '`If-Match` does not name the current revision of the limits. Another administrator changed them first.',
  },
} as const satisfies Readonly<Record<string, ProblemKind>>;
