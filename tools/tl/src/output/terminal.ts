import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { shorten, stripControls } from './text-width.js';

export interface TerminalStream {
  readonly stream: Writable;
  readonly isTTY: boolean;
  readonly columns: number;
}

const DEFAULT_COLUMNS = 80;

export const terminalStream = (stream: NodeJS.WriteStream): TerminalStream => ({
  stream,
  isTTY: stream.isTTY,
  get columns() {
    return stream.isTTY ? stream.columns : DEFAULT_COLUMNS;
  },
});

const REDRAW_MS = 100;

/** Data on stdout, progress on stderr: a line that redraws itself on a terminal, plain lines elsewhere. */
export class Terminal {
  #shown = '';
  #drawnAt = 0;

  constructor(
    private readonly out: TerminalStream,
    private readonly err: TerminalStream,
  ) {}

  /** Writes to stdout. Waits while the reader is slow. */
  async data(chunk: string | Uint8Array): Promise<void> {
    this.clear();
    if (!this.out.stream.write(chunk)) await once(this.out.stream, 'drain');
  }

  say(text: string): void {
    this.clear();
    this.err.stream.write(`${stripControls(text)}\n`);
  }

  /** Writes a line that the next one replaces. Does nothing without a terminal. */
  progress(text: string): void {
    const now = performance.now();
    if (!this.err.isTTY || now - this.#drawnAt < REDRAW_MS) return;
    this.#drawnAt = now;
    const line = shorten(text, Math.max(10, this.err.columns - 1));
    this.err.stream.write(`\r\u001b[K${line}`);
    this.#shown = line;
  }

  get isInteractive(): boolean {
    return this.err.isTTY;
  }

  clear(): void {
    if (this.#shown === '') return;
    this.err.stream.write('\r\u001b[K');
    this.#shown = '';
  }
}
