import type { FakeAnswer } from '../serving/exchange.js';

/** What Notion answers to a request that it refuses, thrown where it is found. */
export class NotionRefused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly more: { readonly headers?: Readonly<Record<string, string>>; readonly data?: Readonly<Record<string, string>> } = {},
  ) {
    super(message);
  }
}

export const jsonAnswer = (status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): FakeAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
});

/** As the API words it: for answers, and for faults that a test scripts. */
export const notionError = ({ status, code, message, more }: NotionRefused): FakeAnswer & { readonly status: number } =>
  jsonAnswer(
    status,
    { object: 'error', status, code, message, ...(more.data === undefined ? {} : { additional_data: more.data }) },
    more.headers,
  );

export const invalid = (message: string): NotionRefused =>
  new NotionRefused(400, 'validation_error', `body failed validation: ${message}`);

/** A thing that is there but is not shared with the integration is answered in the same way. */
export const notFound = (kind: string, id: string): NotionRefused =>
  new NotionRefused(
    404,
    'object_not_found',
    `Could not find ${kind} with ID: ${id}. Make sure the relevant pages and databases are shared with your integration.`,
  );

export const rateLimited = (seconds: number): NotionRefused =>
  new NotionRefused(429, 'rate_limited', 'You have been rate limited. Please try again in a few minutes.', {
    headers: { 'retry-after': String(seconds) },
    data: { rate_limit_reason: 'connection' },
  });
