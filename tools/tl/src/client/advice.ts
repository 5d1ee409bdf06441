import type { Problem } from '@throughline/api-client';

type AdvisedProblem = Pick<Problem, 'code' | 'existing_id' | 'try_instead'>;

/** The server's advice if a scope is missing. Other refusals of this kind have advice of their own. */
const MISSING_SCOPE = 'Use a token with the scope that `detail` names.';

const ADVICE: Readonly<Partial<Record<Problem['code'], (problem: AdvisedProblem) => string | undefined>>> = {
  duplicate: ({ existing_id = 'ID' }) => `tl status ${existing_id} shows it; --allow-duplicate registers the file again.`,
  'not-found': () =>
    '`tl ls` lists your recordings, `tl documents ls` your documents. Instead of an id you can use at least its first eight characters, if no other id has them.',
  forbidden: ({ try_instead: advice = MISSING_SCOPE }) =>
    advice === MISSING_SCOPE
      ? 'Create a token with this right: tl token create NAME --scopes admin. TL_TOKEN takes precedence over the token of the stack.'
      : undefined,
  invalid: () => '--help shows the usage of the command.',
  unauthorized: () => 'Set TL_TOKEN to a valid token. If it is not set, tl uses the token of the running stack.',
  'idempotency-mismatch': () => 'Use another --key, or none.',
  'channel-without-output': () => 'Use --output NAME with an output of this server, or --no-outputs.',
};

/** Parts of the server's advice that name requests, and the options and commands that do the same. */
const IN_COMMANDS: readonly (readonly [string, string])[] = [
  ['Send `texts=false`', 'Use `--no-texts`'],
  ['`?detach=true`', '`--detach`'],
  ['GET /api/v1/jobs/{id} has it as `last_run`', '`tl job runs JOB` lists it'],
  ['GET /api/v1/sources/{id} shows it as `last_sync`', '`tl source syncs SOURCE` lists it'],
];

const inCommands = (advice: string): string =>
  IN_COMMANDS.reduce((text, [request, command]) => text.replaceAll(request, command), advice);

/** Advises in terms of commands: the server's own advice names headers and fields. */
export function adviceFor(problem: AdvisedProblem): string | undefined {
  const own = ADVICE[problem.code]?.(problem);
  return own ?? (problem.try_instead === undefined ? undefined : inCommands(problem.try_instead));
}
