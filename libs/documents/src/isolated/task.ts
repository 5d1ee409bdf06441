import type { Static, TSchema } from 'typebox';

/** One way to look at a document, done in a process of its own. */
export interface Task<I, R extends TSchema, N extends TSchema> {
  readonly name: string;
  /** The other process has read bytes of a stranger: what it says is checked. */
  readonly result: R;
  readonly note: N;
  /** Only there to be inferred. */
  readonly takes?: (input: I) => void;
}

export type InputOf<T> = T extends Task<infer I, TSchema, TSchema> ? I : never;
export type ResultOf<T> = T extends Task<never, infer R, TSchema> ? Static<R> : never;
export type NoteOf<T> = T extends Task<never, TSchema, infer N> ? Static<N> : never;

/** What the process that reads calls: tells notes, gives the result. */
export type Work<I, R, N = never> = (input: I, tell: (note: N) => void) => Promise<R>;
