import { addressProblem, type AllowList } from '@throughline/outgoing';
import { invalid } from '../../problems/problem.js';
import type { FetchedSource } from '../../simulation/source-problems.js';
import { fileNameOf, titleFrom } from './file-name.js';

/** A recording that is fetched from an address of the web. */
export interface AddressedSource {
  readonly source: FetchedSource;
  /** As it is asked for, with all its secrets: sealed in the log. */
  readonly sourceUrl: string;
  readonly fileName: string | undefined;
  /** For a recording that nobody gave a title. */
  readonly title: string;
}

const POINTER = '/url';

/** A name that was not encoded as it should be is shown as it stands. */
const decoded = (name: string): string => {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
};

/** Checks an address at first sight; where a name leads is only found out when it is fetched. What is said of it holds none of its secrets. */
export function addressedSource(given: string, allowed: AllowList): AddressedSource {
  const refuse = (message: string): never => {
    throw invalid([{ pointer: POINTER, message }]);
  };
  const problem = addressProblem(given, allowed);
  if (problem !== undefined) return refuse(problem);
  const url = new URL(given);
  // Nobody is told what follows the #: it names a place within a page.
  url.hash = '';
  // Signs that are written in full are longer then.
  const longer = addressProblem(url.href, allowed);
  if (longer !== undefined) return refuse(longer);
  const fileName = fileNameOf(decoded(url.pathname.split('/').pop() ?? ''));
  return {
    source: { kind: 'url', settings: { origin: url.origin } },
    sourceUrl: url.href,
    fileName,
    title: fileName === undefined ? url.hostname : titleFrom(fileName),
  };
}
