import type { DocumentRule } from '@throughline/contracts';
import type { Token } from '../../kit/provide.js';

/** The rules for documents that a library has set up. */
export interface RunRules {
  /** Returns the rules that are on, in the order in which they apply. */
  rulesOf(libraryId: string): Promise<readonly DocumentRule[]>;
}

export const RUN_RULES: Token<RunRules> = Symbol('RunRules');
