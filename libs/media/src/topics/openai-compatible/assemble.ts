import { settingsFor } from '../texttiling.js';
import type { Granularity, Topic } from '../topic.js';
import type { FoundTopic } from './reply.js';
import type { Window } from './windows.js';

const alike = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Topics of all windows as one list that covers the recording: in order, none too short, none twice in a row. */
export function assemble(
  found: readonly { readonly window: Window; readonly topics: readonly FoundTopic[] }[],
  durationSeconds: number,
  granularity: Granularity,
): readonly Topic[] {
  const { minTopicSeconds } = settingsFor(durationSeconds, granularity);
  const inOrder = found
    .flatMap(({ window, topics }) =>
      topics.map((topic) => ({ ...topic, start: Math.min(window.end, Math.max(window.start, topic.start)) })),
    )
    .sort((a, b) => a.start - b.start);
  const kept: FoundTopic[] = [];
  for (const topic of inOrder) {
    const last = kept.at(-1);
    if (last === undefined) kept.push({ ...topic, start: 0 });
    else if (
      !alike(last.title, topic.title) &&
      topic.start - last.start >= minTopicSeconds &&
      durationSeconds - topic.start >= minTopicSeconds
    )
      kept.push(topic);
  }
  return kept.map((topic, index) => ({ ...topic, end: kept[index + 1]?.start ?? durationSeconds }));
}
