import type { FakeAnswer } from '../serving/exchange.js';

/** Paperless's error answer, thrown by the code that detects the mistake. */
export class PaperlessRefusal extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(JSON.stringify(body));
  }
}

export const jsonAnswer = (status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): FakeAnswer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(value),
});

export const notFound = (): PaperlessRefusal => new PaperlessRefusal(404, { detail: 'Not found.' });
export const invalid = (field: string, message: string): PaperlessRefusal => new PaperlessRefusal(400, { [field]: [message] });
