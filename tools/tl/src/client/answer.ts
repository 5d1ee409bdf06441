import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Compile } from 'typebox/compile';
import { CliError } from '../exit.js';
import { adviceFor } from './advice.js';
import { ProblemSchema, type ProblemView } from './problem-view.js';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A problem document is small; nothing else is read into memory without a limit. */
const MAX_TEXT = 64 * 1024 * 1024;

export async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > MAX_TEXT) throw new CliError('failed', 'The answer is too large to be one of the API');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new CliError('failed', 'The server did not answer in JSON: is this address the gateway?', { cause });
  }
};

const problemSchema = Compile(ProblemSchema);
const isProblem = (value: unknown): value is ProblemView => problemSchema.Check(value);

const problemIn = (body: string): ProblemView | undefined => {
  try {
    const value: unknown = JSON.parse(body);
    return isProblem(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

/** `output_config.outputs.0` for the pointer `/output_config/outputs/0`: nobody has typed the request that it points into. */
const nameOf = (pointer: string): string => pointer.replace(/^\/(?:query\/|headers\/)?/, '').replaceAll('/', '.');

/** What is wrong with values that were typed. */
const wrongValues = ({ code, errors = [] }: ProblemView): string | undefined =>
  code === 'invalid' && errors.length > 0
    ? errors.map(({ pointer, message }) => (pointer === '' ? message : `${nameOf(pointer)}: ${message}`)).join('; ')
    : undefined;

const AWAY: readonly number[] = [502, 503, 504];

function exitFor(status: number, problem: ProblemView | undefined): 'unreachable' | 'failed' | 'usage' | 'refused' {
  if (AWAY.includes(status)) return 'unreachable';
  if (status >= 500) return 'failed';
  // A value that the server could not take: the command line is wrong, whoever found it out.
  return status === 400 && problem?.code === 'invalid' ? 'usage' : 'refused';
}

/** Answers to HEAD have no words in them. */
const wordless: Readonly<Record<number, string>> = { 423: 'Somebody is sending this upload already' };

/** A refusal as the error that ends the command. */
export function refusalOf({ status, body }: Answer): CliError {
  const problem = problemIn(body);
  if (problem === undefined)
    return new CliError(exitFor(status, problem), wordless[status] ?? `The server answered ${String(status)}`);
  const advice = adviceFor(problem);
  return new CliError(exitFor(status, problem), wrongValues(problem) ?? problem.detail, {
    code: problem.code,
    ...(advice === undefined ? {} : { tryInstead: advice }),
  });
}

/** The server asks to come again: it is away for a moment, overloaded, or still busy with this very request. */
export const wantsRetry = (answer: Answer): boolean =>
  // Somebody else is sending the same upload.
  answer.status === 423 ||
  answer.status === 429 ||
  answer.status === 502 ||
  answer.status === 503 ||
  answer.status === 504 ||
  (answer.status === 409 && problemIn(answer.body)?.code === 'request-in-progress');
