import type { ProblemKind } from './problem-kind.js';

/** Problems with the sources that users set up. */
export const sourceProblems = {
  'no-ingest-service': {
    status: 503,
    title: 'The ingest service does not answer',
    tryInstead: 'Make sure that the ingest service runs, then try again.',
    about: 'Only the ingest service reads sources. It did not answer in time.',
  },
  'signature-refused': {
    status: 401,
    title: 'A valid signature is needed',
    tryInstead:
      'In Zoom, use the address for events with the name of a connection of this server. The operator sets `webhook_secret` of the connection to the secret token of the app, and makes sure that the clock of the server is right.',
    about:
      'The signature is missing, wrong or older than five minutes, or there is no such connection. The answer does not say which.',
  },
  'source-name-taken': {
    status: 409,
    title: 'Another source has this name',
    tryInstead: 'Choose another name, or change the existing source.',
    about: 'A name is unique among the sources of the library. Small and capital letters count as equal.',
  },
  'source-changed': {
    status: 412,
    title: 'The source has changed',
    tryInstead: 'Read the source again, and decide whether your change still applies.',
    about: '`If-Match` does not name the current revision of the source. Another request changed or removed the source first.',
  },
  'source-in-use': {
    status: 409,
    title: 'The source is in use',
    tryInstead: 'Change the conditions of the templates that `detail` names, or remove the source with `?detach=true`.',
    about:
      'The conditions of templates name the source. The member `used_by` lists these templates, and the jobs that read the source because of them. `?detach=true` removes it from the conditions. A template whose conditions name no other source loses all of them, and a job that would then read every source is switched off.',
  },
  'source-paused': {
    status: 409,
    title: 'The source is paused',
    tryInstead: 'Resume the source, then sync it. A dry run works while it is paused.',
    about: 'A paused source takes in nothing.',
  },
  'sync-in-progress': {
    status: 409,
    title: 'Another sync of the source is in progress',
    tryInstead: 'Wait until it has ended; GET /api/v1/sources/{id} shows it as `last_sync`.',
    about: 'One sync of a source runs at a time. A sync of a gateway that was killed ends within a minute.',
  },
} as const satisfies Readonly<Record<string, ProblemKind>>;
