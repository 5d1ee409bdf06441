export interface Line {
  /** From 1. */
  readonly number: number;
  readonly bytes: Buffer;
}

/** A line that cannot be used. Its message never repeats the content. */
export class LineError extends Error {
  readonly kind = 'line';
  constructor(
    readonly line: number,
    readonly problem: string,
    readonly tryInstead?: string,
    options?: ErrorOptions,
  ) {
    super(`line ${String(line)}: ${problem}`, options);
    this.name = 'LineError';
  }
}

const NEWLINE = 10;

/** Yields the lines of each chunk. Holds at most one line of `longest` bytes beside the chunk. */
export async function* readLines(chunks: AsyncIterable<Buffer>, longest: number): AsyncGenerator<readonly Line[], void> {
  let number = 1;
  let begun: Buffer[] = [];
  let size = 0;
  const add = (part: Buffer): void => {
    size += part.length;
    if (size > longest) throw new LineError(number, `it is longer than ${String(longest)} bytes`);
    begun.push(part);
  };
  const end = (): Line => {
    const line = { number, bytes: Buffer.concat(begun) };
    begun = [];
    size = 0;
    number += 1;
    return line;
  };
  for await (const chunk of chunks) {
    const lines: Line[] = [];
    let from = 0;
    for (let to = chunk.indexOf(NEWLINE); to >= 0; to = chunk.indexOf(NEWLINE, from)) {
      add(chunk.subarray(from, to));
      lines.push(end());
      from = to + 1;
    }
    add(chunk.subarray(from));
    yield lines;
  }
  if (size > 0) yield [end()];
}
