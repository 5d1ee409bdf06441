import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';

/** One line from the child process: progress, the result, or the reason why there is none. Content goes through files. */
const SaidSchema = Type.Union([
  Type.Object({ note: Type.Unknown() }),
  Type.Object({ result: Type.Unknown() }),
  Type.Object({ refused: Type.Object({ code: Type.String(), message: Type.String() }) }),
  Type.Object({ failed: Type.String() }),
]);
export type ChildMessage = Static<typeof SaidSchema>;
const message = Compile(SaidSchema);

/** Marks our own lines: libraries print to stdout too. */
const MARK = '\u001etl ';

export const formatChildMessage = (words: ChildMessage): string => `${MARK}${JSON.stringify(words)}\n`;

/** Returns `undefined` for lines that a library printed. */
export function parseChildMessage(line: string): ChildMessage | undefined {
  if (!line.startsWith(MARK)) return undefined;
  try {
    const value: unknown = JSON.parse(line.slice(MARK.length));
    return message.Check(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
