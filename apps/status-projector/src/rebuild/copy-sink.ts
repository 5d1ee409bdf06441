import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams';

/** One COPY that stays open while rows come in. */
export class CopySink {
  readonly #stream: CopyStreamQuery;
  readonly #ended: Promise<void>;

  constructor(client: ClientBase, sql: string) {
    this.#stream = client.query(copyFrom(sql));
    this.#ended = finished(this.#stream);
    // A refusal in the middle is told by the next write or the end, whichever comes first.
    this.#ended.catch(() => undefined);
  }

  async write(lines: string): Promise<void> {
    if (lines === '') return;
    if (this.#stream.destroyed) return this.#ended;
    if (!this.#stream.write(lines)) await Promise.race([once(this.#stream, 'drain'), this.#ended]);
  }

  async end(): Promise<void> {
    this.#stream.end();
    await this.#ended;
  }

  /** Gives up: the server forgets what it was sent. */
  async abandon(): Promise<void> {
    this.#stream.destroy();
    await this.#ended.catch(() => undefined);
  }
}
