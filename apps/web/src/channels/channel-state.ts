import type { Tone } from '../controls/Badge.js';
import type { IconName } from '../controls/Icon.js';
import type { Shown } from '../controls/recording-state.js';
import { text } from '../texts/text.js';
import type { ChannelHealth, CheckItem, CheckReport } from './channels-api.js';

type Look = readonly [Tone, IconName];

/** A page that was open while the gateway was renewed may meet words that it does not know. */
const UNKNOWN: Look = ['calm', 'idle'];

const HEALTH: Readonly<Record<string, Look>> = {
  ok: ['good', 'ready'],
  behind: ['busy', 'moving'],
  failing: ['bad', 'failed'],
  off: ['calm', 'skipped'],
  unknown: ['warn', 'stalled'],
};

const RESULT: Readonly<Record<string, Look>> = {
  ok: ['good', 'ready'],
  wrong: ['bad', 'failed'],
  unknown: ['warn', 'stalled'],
};

const shown = (looks: Readonly<Record<string, Look>>, names: Readonly<Record<string, string>>, state: string): Shown => {
  const [tone, icon] = looks[state] ?? UNKNOWN;
  return { words: names[state] ?? state, tone, icon };
};

/** How the writing of a channel's pages goes. */
export const shownHealth = ({ state }: Pick<ChannelHealth, 'state'>): Shown => shown(HEALTH, text.channels.health, state);

/** What became of one thing that was looked at. */
export const shownResult = ({ result }: Pick<CheckItem, 'result'>): Shown => shown(RESULT, text.channels.result, result);

/** A check in one sentence. */
export function sayReport({ ok, items }: CheckReport): string {
  if (ok) return text.channels.allRight;
  const count = (result: CheckItem['result']): number => items.filter((item) => item.result === result).length;
  return text.channels.notAllRight(count('wrong'), count('unknown'));
}
