import type { Problem } from '@throughline/api-types';

type AdvisedProblem = Pick<Problem, 'code' | 'existing_id' | 'try_instead'>;

const ADVICE: Readonly<Partial<Record<Problem['code'], (problem: AdvisedProblem) => string>>> = {
  duplicate: ({ existing_id = 'ID' }) => `tl status ${existing_id} shows it; --allow-duplicate registers the file again.`,
  'not-found': () =>
    '`tl ls` lists your recordings, `tl documents ls` your documents. Instead of an id you can use at least its first eight characters, if no other id has them.',
  forbidden: () =>
    'Create a token with this right: tl token create NAME --scopes admin. TL_TOKEN takes precedence over the token of the stack.',
  invalid: () => '--help shows the usage of the command.',
  unauthorized: () => 'Set TL_TOKEN to a valid token. If it is not set, tl uses the token of the running stack.',
  'idempotency-mismatch': () => 'Use another --key, or none.',
  'channel-without-output': () => 'Use --output NAME with an output of this server, or --no-outputs.',
};

/** Advises in terms of commands: the server's own advice names headers and fields. */
export const adviceFor = (problem: AdvisedProblem): string | undefined => ADVICE[problem.code]?.(problem) ?? problem.try_instead;
