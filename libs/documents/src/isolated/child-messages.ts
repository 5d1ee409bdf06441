/** One line from the child process: progress, the result, or the reason why there is none. Content goes through files. */
export type ChildMessage =
  | { readonly note: unknown }
  | { readonly result: unknown }
  | { readonly refused: { readonly code: string; readonly message: string } }
  | { readonly failed: string };

/** Marks our own lines: libraries print to stdout too. */
export const MARK = '\u001etl ';

export const formatChildMessage = (words: ChildMessage): string => `${MARK}${JSON.stringify(words)}\n`;
