import type { ProblemView } from './problem-view.js';

const ADVICE: Readonly<Record<string, (problem: ProblemView) => string>> = {
  duplicate: ({ existing_id = 'ID' }) => `tl status ${existing_id} shows it; --allow-duplicate registers the file again.`,
  'not-found': () =>
    '`tl ls` lists your recordings, `tl documents ls` your documents. An id may be shortened to its beginning, of eight characters at least, where no other begins so.',
  forbidden: () =>
    'Make a token that may: tl token create NAME --scopes admin. Where TL_TOKEN is set, it is used instead of that of the stack.',
  invalid: () => 'With --help: what the command takes.',
  unauthorized: () => 'TL_TOKEN must be a valid token; where it is not set, that of the running stack is used.',
  'idempotency-mismatch': () => 'Use another --key, or none.',
  'channel-without-output': () => '--output NAME names one of this server; --no-outputs delivers to none.',
};

/** The server speaks of headers and fields; whoever typed a command wants to hear of commands. */
export const adviceFor = (problem: ProblemView): string | undefined => ADVICE[problem.code]?.(problem) ?? problem.try_instead;
