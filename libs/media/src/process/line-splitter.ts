import { StringDecoder } from 'node:string_decoder';

const maxLineLength = 16_384;

/** Splits bytes into lines. Drops the rest of a line that exceeds the length limit. */
export class LineSplitter {
  readonly #decoder = new StringDecoder('utf8');
  #rest = '';

  constructor(private readonly onLine: (line: string) => void) {}

  write(bytes: Buffer): void {
    // Progress lines of ffmpeg end in CR, all others in LF.
    const lines = (this.#rest + this.#decoder.write(bytes)).split(/\r\n|\n|\r/);
    this.#rest = (lines.pop() ?? '').slice(0, maxLineLength);
    for (const line of lines) this.onLine(line.slice(0, maxLineLength));
  }

  end(): void {
    const last = this.#rest + this.#decoder.end();
    this.#rest = '';
    if (last !== '') this.onLine(last);
  }
}
