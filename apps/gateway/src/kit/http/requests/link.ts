import { parseUrl, LONGEST_ADDRESS } from '@throughline/contracts';
import type { TextOptions } from '../fields.js';
import { invalid } from '../problems/problem.js';

/** The rules of a field with a link that a person gives for other people. The server never opens it. */
export const LINK_OPTIONS: TextOptions = {
  max: LONGEST_ADDRESS,
  pattern: /^https:\/\//,
  message: '$property must start with https://',
};

function findLinkProblem(link: string): string | undefined {
  if (parseUrl(link) === undefined) return 'must be a web address';
  const { username, password, href } = new URL(link);
  if (username !== '' || password !== '') return 'must not contain a user name or a password: everyone who sees the item sees it';
  // Percent-encoding can lengthen the address beyond the limit.
  return href.length > LONGEST_ADDRESS ? `must be shorter than or equal to ${String(LONGEST_ADDRESS)} characters` : undefined;
}

/**
 * Returns the link in the form that browsers send: without spaces around it, and with other characters percent-encoded. A refusal
 * never quotes it, because a password may be part of it.
 */
export function readLink(link: string, pointer: string): string {
  const message = findLinkProblem(link);
  if (message !== undefined) throw invalid([{ pointer, message }]);
  return new URL(link).href;
}
