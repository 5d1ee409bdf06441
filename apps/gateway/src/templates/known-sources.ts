import type { Token } from '../kit/provide.js';

/** Lists the sources of a library, which the conditions of templates may name. */
export interface KnownSources {
  list(libraryId: string): Promise<readonly { readonly id: number }[]>;
}

export const KNOWN_SOURCES: Token<KnownSources> = Symbol('KnownSources');
