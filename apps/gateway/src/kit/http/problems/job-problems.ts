import type { ProblemKind } from './problem-kind.js';

export const jobProblems = {
  'job-name-taken': {
    status: 409,
    title: 'Another job has this name',
    tryInstead: 'Choose another name, or change the existing job.',
    about: 'People choose jobs by their names, so a name is unique within the library. Small and capital letters count as equal.',
  },
  'job-changed': {
    status: 412,
    title: 'The job has changed',
    tryInstead: 'Read the job again, and decide whether your change still applies.',
    about: '`If-Match` does not name the current revision of the job. Another request changed the job first.',
  },
  'job-running': {
    status: 409,
    title: 'The job is running',
    tryInstead: 'Wait until its run ends; GET /api/v1/jobs/{id} has it as `last_run`.',
    about: 'A job has one run at a time, so that two runs do not start the same recordings.',
  },
} as const satisfies Record<string, ProblemKind>;
