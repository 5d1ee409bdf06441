import type { Static, TSchema } from 'typebox';

/** One way to read a document, run in a separate process. */
export interface Task<I, R extends TSchema, N extends TSchema> {
  readonly name: string;
  /** The schema of the result. It is checked, because the child process has read hostile bytes. */
  readonly result: R;
  readonly note: N;
  /** Exists only for type inference. */
  readonly takes?: (input: I) => void;
}

export type InputOf<T> = T extends Task<infer I, TSchema, TSchema> ? I : never;
export type ResultOf<T> = T extends Task<never, infer R, TSchema> ? Static<R> : never;
export type NoteOf<T> = T extends Task<never, TSchema, infer N> ? Static<N> : never;

/** The implementation of a task in the child process. */
export type TaskHandler<I, R, N = never> = (input: I, report: (note: N) => void) => Promise<R>;
