import type { ChannelHealth, CheckItem, CheckReport } from '@throughline/api-client';
import type { IconName } from '../components/Icon/Icon.js';
import type { BadgeContent, Tone } from '../components/StatusBadge/StatusBadge.js';
import { text } from '../texts/text.js';

type BadgeLook = readonly [Tone, IconName];

/** Look of states that a newer gateway may send. */
const UNKNOWN: BadgeLook = ['calm', 'idle'];

const HEALTH: Readonly<Record<string, BadgeLook>> = {
  ok: ['good', 'ready'],
  behind: ['busy', 'moving'],
  failing: ['bad', 'failed'],
  off: ['calm', 'skipped'],
  unknown: ['warn', 'stalled'],
  unchecked: ['calm', 'idle'],
};

const RESULT: Readonly<Record<string, BadgeLook>> = {
  ok: ['good', 'ready'],
  wrong: ['bad', 'failed'],
  unknown: ['warn', 'stalled'],
};

const lookUpBadge = (
  looks: Readonly<Record<string, BadgeLook>>,
  names: Readonly<Record<string, string>>,
  state: string,
): BadgeContent => {
  const [tone, icon] = looks[state] ?? UNKNOWN;
  return { words: names[state] ?? state, tone, icon };
};

type HealthFields = Pick<ChannelHealth, 'state' | 'backlog'>;

/** Tells two unknown states apart: `unchecked` if no page was written yet, `unknown` if the state cannot be determined now. */
const getHealthKey = ({ state, backlog }: HealthFields): string =>
  state === 'unknown' && backlog !== null ? 'unchecked' : state;

export const getHealthBadge = (health: HealthFields): BadgeContent =>
  lookUpBadge(HEALTH, text.channels.health, getHealthKey(health));

export const getHealthHint = (health: HealthFields): string | undefined => text.channels.healthHint[getHealthKey(health)];

export const getResultBadge = ({ result }: Pick<CheckItem, 'result'>): BadgeContent =>
  lookUpBadge(RESULT, text.channels.result, result);

export function describeReport({ ok, items }: CheckReport): string {
  if (ok) return text.channels.allRight;
  const count = (result: CheckItem['result']): number => items.filter((item) => item.result === result).length;
  return text.channels.notAllRight(count('wrong'), count('unknown'));
}
