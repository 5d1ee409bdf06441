import { Type, type Static } from 'typebox';
import { lazyValidator } from '../json/lazy-validator.js';

const TopicsFile = Type.Object({ topics: Type.Array(Type.Object({ title: Type.String(), start: Type.Number() })) });
const validator = lazyValidator(TopicsFile);

/** Reads the titles and times of `topics.json`, whichever engine wrote it. Undefined if it has another form. */
export function readTopicsFile(text: string): Static<typeof TopicsFile>['topics'] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return validator.Check(value) ? value.topics : undefined;
  } catch {
    return undefined;
  }
}
