/**
 * Stores finished parts of a long step, so that a retry or another worker does not pay for them again. `save` returns when the
 * part is durable.
 */
export interface PartStore {
  /** Returns `undefined` if the part is missing or unreadable. */
  load(name: string): Promise<string | undefined>;
  save(name: string, content: string): Promise<void>;
}

export const noParts: PartStore = {
  load: () => Promise.resolve(undefined),
  save: () => Promise.resolve(),
};
