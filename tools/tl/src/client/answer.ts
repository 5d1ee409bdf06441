import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Problem } from '@throughline/api-client';
import { isObject } from '@throughline/contracts';
import { CliError } from '../exit.js';
import { adviceFor } from './advice.js';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** In bytes. */
const MAX_TEXT = 64 * 1024 * 1024;

export async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > MAX_TEXT) throw new CliError('failed', 'The answer is too large for an answer of the API');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new CliError('failed', 'The server did not answer in JSON: check that the address is the gateway', { cause });
  }
};

/** Returns false for the answer of another program, e.g. a proxy. */
const isProblem = (value: unknown): value is Problem =>
  isObject(value) && typeof value['code'] === 'string' && typeof value['detail'] === 'string';

/** Returns the problem of an answer, unless another program has answered. */
export const problemIn = (body: string): Problem | undefined => {
  try {
    const value: unknown = JSON.parse(body);
    return isProblem(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

/** Formats the pointer `/output_config/outputs/0` as `output_config.outputs.0`: the user typed no request. */
const nameOf = (pointer: string): string => pointer.replace(/^\/(?:query\/|headers\/)?/, '').replaceAll('/', '.');

/** Lists the values of the request that are the problem, if the server names some. */
const describeInvalidValues = ({ errors = [] }: Problem): string | undefined =>
  errors.length > 0
    ? errors.map(({ pointer, message }) => (pointer === '' ? message : `${nameOf(pointer)}: ${message}`)).join('; ')
    : undefined;

const AWAY: readonly number[] = [502, 503, 504];

function exitFor(status: number, problem: Problem | undefined): 'unreachable' | 'failed' | 'usage' | 'refused' {
  if (AWAY.includes(status)) return 'unreachable';
  if (status >= 500) return 'failed';
  // The server found an invalid value, so the command line is wrong.
  return status === 400 && problem?.code === 'invalid' ? 'usage' : 'refused';
}

/** Messages for answers to HEAD, which have no body. */
const wordless: Readonly<Record<number, string>> = { 423: 'Another request is using this upload' };

export function refusalOf({ status, body }: Answer): CliError {
  const problem = problemIn(body);
  if (problem === undefined)
    return new CliError(exitFor(status, problem), wordless[status] ?? `The server answered ${String(status)}`);
  const advice = adviceFor(problem);
  return new CliError(exitFor(status, problem), describeInvalidValues(problem) ?? problem.detail, {
    code: problem.code,
    ...(problem.existing_id === undefined ? {} : { existingId: problem.existing_id }),
    ...(advice === undefined ? {} : { tryInstead: advice }),
  });
}

const OF_EVERY_REQUEST: ReadonlySet<string | undefined> = new Set(['unauthorized', 'forbidden', 'unknown-path', 'rate-limited']);

/** Returns true for a refusal that requests about other items and files would get, too. */
export const refusesEveryRequest = ({ details: { code } }: CliError): boolean => OF_EVERY_REQUEST.has(code);

/** Checks if the server asks for a retry: it is unavailable, overloaded, or still busy with the same request. */
export const shouldRetry = (answer: Answer): boolean =>
  // Another client is sending the same upload.
  answer.status === 423 ||
  answer.status === 429 ||
  answer.status === 502 ||
  answer.status === 503 ||
  answer.status === 504 ||
  (answer.status === 409 && problemIn(answer.body)?.code === 'request-in-progress');
