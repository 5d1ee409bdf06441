import type { FakeAnswer } from '../serving/exchange.js';

/** Notion's refusal of a request, thrown by the code that detects the mistake. */
export class NotionRefusal extends Error {
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

/** Formats a refusal like the API: for answers, and for faults that a test scripts. */
export const notionError = ({ status, code, message, more }: NotionRefusal): FakeAnswer & { readonly status: number } =>
  jsonAnswer(
    status,
    { object: 'error', status, code, message, ...(more.data === undefined ? {} : { additional_data: more.data }) },
    more.headers,
  );

export const invalid = (message: string): NotionRefusal =>
  new NotionRefusal(400, 'validation_error', `body failed validation: ${message}`);

/** Notion gives the same answer for an object that exists but is not shared with the integration. */
export const notFound = (kind: string, id: string): NotionRefusal =>
  new NotionRefusal(
    404,
    'object_not_found',
    `Could not find ${kind} with ID: ${id}. Make sure the relevant pages and databases are shared with your integration.`,
  );

export const rateLimited = (seconds: number): NotionRefusal =>
  new NotionRefusal(429, 'rate_limited', 'You have been rate limited. Please try again in a few minutes.', {
    headers: { 'retry-after': String(seconds) },
    data: { rate_limit_reason: 'connection' },
  });
