import { chooseTilingSettings } from '../texttiling.js';
import type { Granularity, Topic } from '../topic.js';
import type { ModelTopic } from './reply.js';
import type { Window } from './windows.js';

const isAlike = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Joins the topics of all windows to one list that covers the recording: sorted, none too short, none twice in a row. */
export function assembleTopics(
  found: readonly { readonly window: Window; readonly topics: readonly ModelTopic[] }[],
  durationSeconds: number,
  granularity: Granularity,
): readonly Topic[] {
  const { minTopicSeconds } = chooseTilingSettings(durationSeconds, granularity);
  const inOrder = found
    .flatMap(({ window, topics }) =>
      topics.map((topic) => ({ ...topic, start: Math.min(window.end, Math.max(window.start, topic.start)) })),
    )
    .sort((a, b) => a.start - b.start);
  const result: ModelTopic[] = [];
  for (const topic of inOrder) {
    const last = result.at(-1);
    if (last === undefined) result.push({ ...topic, start: 0 });
    else if (
      !isAlike(last.title, topic.title) &&
      topic.start - last.start >= minTopicSeconds &&
      durationSeconds - topic.start >= minTopicSeconds
    )
      result.push(topic);
  }
  return result.map((topic, index) => ({ ...topic, end: result[index + 1]?.start ?? durationSeconds }));
}
