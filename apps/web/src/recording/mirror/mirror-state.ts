import type { Mirror } from '@throughline/api-client';
import type { IconName } from '../../components/Icon/Icon.js';
import type { BadgeContent, Tone } from '../../components/StatusBadge/StatusBadge.js';
import { text } from '../../texts/text.js';

const LOOKS: Readonly<Record<string, readonly [Tone, IconName]>> = {
  current: ['good', 'ready'],
  behind: ['busy', 'moving'],
  failing: ['bad', 'failed'],
  superseded: ['calm', 'copy'],
  off: ['calm', 'skipped'],
  unknown: ['warn', 'stalled'],
};

/** Returns the state in words. A state of a newer gateway is shown unchanged. */
export function getMirrorBadge({ state }: Pick<Mirror, 'state'>): BadgeContent {
  const [tone, icon] = LOOKS[state] ?? (['calm', 'idle'] as const);
  return { words: text.mirror.state[state] ?? state, tone, icon };
}

/** States in which the page is still written for this recording. */
const WRITING: ReadonlySet<string> = new Set(['current', 'behind', 'failing', 'unknown']);

/** Returns the status that is not yet on the page, if any. */
export function findPendingStatus({ state, wanted, sent }: Pick<Mirror, 'state' | 'wanted' | 'sent'>): Mirror['wanted'] {
  return !WRITING.has(state) || wanted?.status === sent?.status ? null : wanted;
}

/** Returns the error, but only while writing is retried. */
export const findWriteError = ({ state, error }: Pick<Mirror, 'state' | 'error'>): Mirror['error'] =>
  state === 'failing' ? error : null;
