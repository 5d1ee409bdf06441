import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';

const StoredTopics = Type.Object({
  topics: Type.Array(Type.Object({ title: Type.String(), start: Type.Number({ minimum: 0 }), end: Type.Number({ minimum: 0 }) })),
});
const validator = Compile(StoredTopics);

export type Topic = Static<typeof StoredTopics>['topics'][number];

/** Parses `topics.json`, whichever engine wrote it. */
export function parseTopics(text: string): readonly Topic[] {
  const value: unknown = JSON.parse(text);
  if (!validator.Check(value)) throw new Error('The artifact of the topics does not have the expected form');
  return value.topics.map(({ title, start, end }) => ({ title, start, end }));
}
