import { randomUUID } from 'node:crypto';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { AnswerLine, RequestLine } from './entry.js';
import { ledgerFile } from './output-folder.js';

export type Request = Omit<RequestLine, 'line' | 'id' | 'at' | 'pid'>;
export type Answer = Omit<AnswerLine, 'line' | 'id' | 'at'>;

const NEWLINE = 0x0a;

/**
 * Writes the ledger of one output. Several processes may share the file: each line is one write, synced to disk before the call
 * resolves.
 */
export class Ledger {
  readonly #file: string;

  constructor(
    dir: string,
    output: string,
    private readonly clock: () => Date = () => new Date(),
  ) {
    this.#file = ledgerFile(dir, output);
  }

  async received(request: Request): Promise<string> {
    const id = randomUUID();
    await this.#append({ line: 'request', id, at: this.#now(), pid: process.pid, ...request });
    return id;
  }

  async answered(id: string, answer: Answer): Promise<void> {
    await this.#append({ line: 'answer', id, at: this.#now(), ...answer });
  }

  async #append(entry: RequestLine | AnswerLine): Promise<void> {
    await mkdir(dirname(this.#file), { recursive: true });
    const handle = await open(this.#file, 'a+');
    try {
      // Completes a partial last line of a crashed process, so that this line stays readable.
      const { size } = await handle.stat();
      const last = size === 0 ? undefined : (await handle.read(Buffer.alloc(1), 0, 1, size - 1)).buffer[0];
      const gap = last === undefined || last === NEWLINE ? '' : '\n';
      await handle.appendFile(`${gap}${JSON.stringify(entry)}\n`);
      await handle.datasync();
    } finally {
      await handle.close();
    }
  }

  #now(): string {
    return this.clock().toISOString();
  }
}
