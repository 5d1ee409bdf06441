import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { MARK, type ChildMessage } from './child-messages.js';

/** Separate from `child-messages.ts`, so that the child process starts without the schema library. */
const message = Compile(
  Type.Union([
    Type.Object({ note: Type.Unknown() }),
    Type.Object({ result: Type.Unknown() }),
    Type.Object({ refused: Type.Object({ code: Type.String(), message: Type.String() }) }),
    Type.Object({ failed: Type.String() }),
  ]),
);

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
