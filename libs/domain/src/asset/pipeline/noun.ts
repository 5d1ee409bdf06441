/** The name of an item in texts. An audit process is a recording to its users. */
export type ItemNoun = 'recording' | 'session' | 'document';

const NOUNS: ReadonlyMap<string, ItemNoun> = new Map([
  ['session', 'session'],
  ['document', 'document'],
]);

/** Returns the name for items of a pipeline in refusals, answers and field names. */
export const nounOf = (pipeline: string): ItemNoun => NOUNS.get(pipeline) ?? 'recording';
