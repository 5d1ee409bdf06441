import { findAddressProblem, type AllowList } from '@throughline/outgoing';
import { invalid } from '../../http/problems/problem.js';
import type { FetchedSource } from '../../simulation/source-problems.js';
import { cleanFileName, deriveTitle } from './file-name.js';

export interface UrlSource {
  readonly source: FetchedSource;
  /** The full address with all its secrets, sealed in the log. */
  readonly sourceUrl: string;
  readonly fileName: string | undefined;
  readonly title: string;
}

const POINTER = '/url';

/** Returns a badly encoded name unchanged. */
const decodeName = (name: string): string => {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
};

/**
 * Checks an address before any connection is made; the ingest service checks again when it resolves the host. Error messages
 * hold none of the address's secrets.
 */
export function readUrlSource(given: string, allowed: AllowList): UrlSource {
  const refuse = (message: string): never => {
    throw invalid([{ pointer: POINTER, message }]);
  };
  const problem = findAddressProblem(given, allowed);
  if (problem !== undefined) return refuse(problem);
  const url = new URL(given);
  // Nothing after the # is sent: it names a position within a page.
  url.hash = '';
  // Percent-encoding can lengthen the address beyond the limit.
  const longer = findAddressProblem(url.href, allowed);
  if (longer !== undefined) return refuse(longer);
  const fileName = cleanFileName(decodeName(url.pathname.split('/').pop() ?? ''));
  return {
    source: { kind: 'url', settings: { origin: url.origin } },
    sourceUrl: url.href,
    fileName,
    title: fileName === undefined ? url.hostname : deriveTitle(fileName),
  };
}
