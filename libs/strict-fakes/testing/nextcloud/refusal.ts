import type { FakeAnswer } from '../serving/exchange.js';

/** Nextcloud's error answer, thrown by the code that detects the mistake. */
export class DavRefusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export const refusalAnswer = ({ status, message, headers }: DavRefusal): FakeAnswer => ({
  status,
  headers: { 'content-type': 'application/xml; charset=utf-8', ...headers },
  body: `<?xml version="1.0" encoding="utf-8"?>\n<d:error xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns"><s:message>${escaped(message)}</s:message></d:error>`,
});
