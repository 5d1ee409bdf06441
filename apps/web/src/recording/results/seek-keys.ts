import type { Topic } from '@throughline/api-client';

const STEP_SECONDS = 5;
const LEAP_SECONDS = 60;

interface Position {
  /** In seconds, as is `duration`. */
  readonly at: number;
  readonly duration: number;
  readonly topics: readonly Topic[];
}

type KeyPress = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

type Move = (position: Position) => number;

const KEYS: Readonly<Record<string, Move>> = {
  ArrowLeft: ({ at }) => at - STEP_SECONDS,
  ArrowDown: ({ at }) => at - STEP_SECONDS,
  ArrowRight: ({ at }) => at + STEP_SECONDS,
  ArrowUp: ({ at }) => at + STEP_SECONDS,
  PageDown: ({ at }) => at - LEAP_SECONDS,
  PageUp: ({ at }) => at + LEAP_SECONDS,
  Home: () => 0,
  End: ({ duration }) => duration,
};

/** A topic that has just begun is passed over, so that the key leads to the one before it. */
const TOPIC_BEGUN_SECONDS = 1;

const TOPIC_KEYS: Readonly<Record<string, Move>> = {
  ArrowLeft: ({ at, topics }) => topics.findLast(({ start }) => start < at - TOPIC_BEGUN_SECONDS)?.start ?? 0,
  ArrowRight: ({ at, duration, topics }) => topics.find(({ start }) => start > at)?.start ?? duration,
};

/** Returns the second to which a key of the waveform leads; undefined for any other key. */
export function findSeekTarget(press: KeyPress, position: Position): number | undefined {
  if (press.ctrlKey || press.metaKey || press.altKey) return undefined;
  const move = (press.shiftKey ? TOPIC_KEYS : KEYS)[press.key];
  return move === undefined ? undefined : Math.min(position.duration, Math.max(0, move(position)));
}
