/** What people call an item. What is an audit to those who plan it is a recording to everybody who looks. */
export type ItemNoun = 'recording' | 'session' | 'document';

const NOUNS: ReadonlyMap<string, ItemNoun> = new Map([
  ['session', 'session'],
  ['document', 'document'],
]);

/** The one place that says how items of a pipeline are called, in refusals, answers and field names. */
export const nounOf = (pipeline: string): ItemNoun => NOUNS.get(pipeline) ?? 'recording';
