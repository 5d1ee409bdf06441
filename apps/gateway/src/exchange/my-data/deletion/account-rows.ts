import type { Token } from '../../../kit/provide.js';

/** The rows of users and libraries that end with an account. */
export interface AccountRows {
  /**
   * Ends all access of the user, and that of the members of the ended libraries, and stops unfinished uploads. Members fall back
   * to their personal libraries. Again is harmless.
   */
  close(userId: string, endedLibraries: readonly string[]): Promise<void>;
  /**
   * Removes the user's rows, and those of the ended libraries. The rows of the user and of these libraries stay without names,
   * because items and entries refer to their ids. Again is harmless.
   */
  erase(userId: string, endedLibraries: readonly string[]): Promise<void>;
}

export const ACCOUNT_ROWS: Token<AccountRows> = Symbol('AccountRows');
