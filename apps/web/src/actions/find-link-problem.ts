import { text } from '../texts/text.js';

const words = text.recording.actions.link;
const START = 'https://';

/**
 * The form of a link as a pattern of HTML: `https`, and no user before the host. Browsers ignore the pattern if a slash in the
 * brackets has no backslash.
 */
export const LINK_PATTERN = String.raw`https:\/\/[^@\/?#\s]+([\/?#].*)?`;

const form = new RegExp(`^${LINK_PATTERN}$`, 'u');

/** Returns the reason against a link, as the server would refuse it. No link at all is allowed. */
export function findLinkProblem(link: string): string | undefined {
  const trimmed = link.trim();
  if (trimmed === '' || (form.test(trimmed) && URL.canParse(trimmed))) return undefined;
  if (!trimmed.startsWith(START)) return words.start;
  return /^[^/?#]*@/u.test(trimmed.slice(START.length)) ? words.noUser : words.noAddress;
}
