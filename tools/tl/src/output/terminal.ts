import { once } from 'node:events';
import type { Writable } from 'node:stream';

export interface TerminalStream {
  readonly stream: Writable;
  readonly isTTY: boolean;
  readonly columns: number;
}

/** What stands on a screen must not be able to command the terminal, whoever named the recording. */
export const plain = (text: string): string => text.replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '�');

const REDRAW_MS = 100;

/** stdout is data, stderr is progress: a line that redraws itself on a terminal, plain lines otherwise. */
export class Terminal {
  #shown = '';
  #drawnAt = 0;

  constructor(
    private readonly out: TerminalStream,
    private readonly err: TerminalStream,
  ) {}

  /** Data. Waits while the reader is slow. */
  async data(chunk: string | Uint8Array): Promise<void> {
    this.clear();
    if (!this.out.stream.write(chunk)) await once(this.out.stream, 'drain');
  }

  /** A lasting line for people. */
  say(text: string): void {
    this.clear();
    this.err.stream.write(`${plain(text)}\n`);
  }

  /** A line that the next one replaces; only on a terminal, where it can. */
  progress(text: string): void {
    const now = performance.now();
    if (!this.err.isTTY || now - this.#drawnAt < REDRAW_MS) return;
    this.#drawnAt = now;
    const line = plain(text).slice(0, Math.max(10, this.err.columns - 1));
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
