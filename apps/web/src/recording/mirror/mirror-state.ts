import type { Tone } from '../../controls/Badge.js';
import type { IconName } from '../../controls/Icon.js';
import type { Shown } from '../../controls/recording-state.js';
import { text } from '../../texts/text.js';
import type { Mirror } from './mirror-api.js';

const LOOKS: Readonly<Record<string, readonly [Tone, IconName]>> = {
  current: ['good', 'ready'],
  behind: ['busy', 'moving'],
  failing: ['bad', 'failed'],
  superseded: ['calm', 'copy'],
  off: ['calm', 'skipped'],
  unknown: ['warn', 'stalled'],
};

/** How the page stands; a state of a newer gateway is said as it comes. */
export function shownMirror({ state }: Pick<Mirror, 'state'>): Shown {
  const [tone, icon] = LOOKS[state] ?? (['calm', 'idle'] as const);
  return { words: text.mirror.state[state] ?? state, tone, icon };
}

/** While these hold, something of this recording is written sooner or later. */
const WRITING: ReadonlySet<string> = new Set(['current', 'behind', 'failing', 'unknown']);

/** What the page is to show, where that is something else than it shows. */
export function stillToShow({ state, wanted, sent }: Pick<Mirror, 'state' | 'wanted' | 'sent'>): Mirror['wanted'] {
  return !WRITING.has(state) || wanted?.status === sent?.status ? null : wanted;
}

/** What stands in the way; of a page that is not written any more that does not matter, and nothing is tried again. */
export const standsInTheWay = ({ state, error }: Pick<Mirror, 'state' | 'error'>): Mirror['error'] =>
  state === 'failing' ? error : null;

/** Only an address that a browser may open is made a link. */
export const webAddress = (url: string): string | undefined => (/^https?:\/\//i.test(url) ? url : undefined);
