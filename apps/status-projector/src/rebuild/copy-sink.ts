import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams';

/** A COPY statement that stays open while rows arrive. */
export class CopySink {
  readonly #stream: CopyStreamQuery;
  readonly #ended: Promise<void>;

  constructor(client: ClientBase, sql: string) {
    this.#stream = client.query(copyFrom(sql));
    this.#ended = finished(this.#stream);
    // The next write or the end reports a refusal by the server, so this prevents an unhandled rejection.
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

  /** Aborts the COPY. The server discards all rows that it received. */
  async abandon(): Promise<void> {
    this.#stream.destroy();
    await this.#ended.catch(() => undefined);
  }
}
