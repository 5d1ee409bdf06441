export interface Line {
  /** From 1. */
  readonly number: number;
  /** Empty if the line is too long. */
  readonly bytes: Buffer;
  /** The line is longer than the limit, and its end was skipped. */
  readonly isTooLong?: true;
}

export interface LineOptions {
  /** Continues after a line that is too long. Default: it ends the reading. */
  readonly skipLonger?: boolean;
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

/** Collects one line. Holds at most `longest` bytes of it. */
class OpenLine {
  #number = 1;
  #parts: Buffer[] = [];
  #size = 0;

  constructor(
    private readonly longest: number,
    private readonly skipLonger: boolean,
  ) {}

  get isEmpty(): boolean {
    return this.#size === 0;
  }

  add(part: Buffer): void {
    this.#size += part.length;
    if (this.#size <= this.longest) this.#parts.push(part);
    else if (this.skipLonger) this.#parts = [];
    else throw new LineError(this.#number, `it is longer than ${String(this.longest)} bytes`);
  }

  end(): Line {
    const isTooLong = this.#size > this.longest;
    const line = { number: this.#number, bytes: Buffer.concat(this.#parts), ...(isTooLong ? { isTooLong } : {}) };
    this.#parts = [];
    this.#size = 0;
    this.#number += 1;
    return line;
  }
}

/** Yields the lines of each chunk. Holds at most one line of `longest` bytes beside the chunk. */
export async function* readLines(
  chunks: AsyncIterable<Buffer>,
  longest: number,
  { skipLonger = false }: LineOptions = {},
): AsyncGenerator<readonly Line[], void> {
  const open = new OpenLine(longest, skipLonger);
  for await (const chunk of chunks) {
    const lines: Line[] = [];
    let from = 0;
    for (let to = chunk.indexOf(NEWLINE); to >= 0; to = chunk.indexOf(NEWLINE, from)) {
      open.add(chunk.subarray(from, to));
      lines.push(open.end());
      from = to + 1;
    }
    open.add(chunk.subarray(from));
    yield lines;
  }
  if (!open.isEmpty) yield [open.end()];
}
