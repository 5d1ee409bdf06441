import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';

/** One line of the process that reads: what it is about, what came out, or why nothing does. Content goes through files. */
const SaidSchema = Type.Union([
  Type.Object({ note: Type.Unknown() }),
  Type.Object({ result: Type.Unknown() }),
  Type.Object({ refused: Type.Object({ code: Type.String(), message: Type.String() }) }),
  Type.Object({ failed: Type.String() }),
]);
export type Said = Static<typeof SaidSchema>;
const said = Compile(SaidSchema);

/** Before each line that is ours: libraries print to the same place. */
const MARK = '\u001etl ';

export const lineOf = (words: Said): string => `${MARK}${JSON.stringify(words)}\n`;

/** Undefined for what some library has printed. */
export function saidIn(line: string): Said | undefined {
  if (!line.startsWith(MARK)) return undefined;
  try {
    const value: unknown = JSON.parse(line.slice(MARK.length));
    return said.Check(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
