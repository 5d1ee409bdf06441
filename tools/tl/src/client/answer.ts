import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { CliError } from '../exit.js';
import { adviceFor } from './advice.js';
import type { ProblemView } from './problem-view.js';

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

const problemIn = (body: string): ProblemView | undefined => {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value !== 'object' || value === null || !('code' in value) || !('detail' in value)) return undefined;
    return value as ProblemView;
  } catch {
    return undefined;
  }
};

/** A refusal as the error that ends the command. */
export function refusalOf(answer: Answer): CliError {
  const problem = problemIn(answer.body);
  const message = problem?.detail ?? `The server answered ${String(answer.status)}`;
  const advice = problem && adviceFor(problem);
  const details = {
    ...(problem === undefined ? {} : { code: problem.code }),
    ...(advice === undefined ? {} : { tryInstead: advice }),
  };
  if (answer.status === 503 || answer.status === 502 || answer.status === 504)
    return new CliError('unreachable', message, details);
  return new CliError(answer.status >= 500 ? 'failed' : 'refused', message, details);
}

/** The server asks to come again: it is away for a moment, overloaded, or still busy with this very request. */
export const wantsRetry = (answer: Answer): boolean =>
  answer.status === 429 ||
  answer.status === 502 ||
  answer.status === 503 ||
  answer.status === 504 ||
  (answer.status === 409 && problemIn(answer.body)?.code === 'request-in-progress');
