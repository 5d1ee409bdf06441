/** The outcomes that a file may have: `refused:<code>`, `skipped:<reason>`, `cut`, `whole`. */
export interface HostileFile {
  readonly name: string;
  readonly content: Uint8Array;
  readonly ends: readonly string[];
}

export const hostile = (name: string, content: Uint8Array | string, ...ends: readonly string[]): HostileFile => ({
  name,
  content: typeof content === 'string' ? Buffer.from(content) : content,
  ends,
});

/** A listening address and a file that no tool may touch. */
export interface Bait {
  readonly url: string;
  readonly path: string;
}
