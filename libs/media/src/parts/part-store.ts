/**
 * Where finished parts of a long work are kept, so that nobody pays for them again when the rest fails or its worker dies.
 * What is kept is durable before `save` returns.
 */
export interface PartStore {
  /** Undefined where there is none, or none that can be read any more. */
  load(name: string): Promise<string | undefined>;
  save(name: string, content: string): Promise<void>;
}

export const noParts: PartStore = {
  load: () => Promise.resolve(undefined),
  save: () => Promise.resolve(),
};
