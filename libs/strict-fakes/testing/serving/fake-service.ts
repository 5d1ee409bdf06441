import type { FakeAnswer, FakeRequest } from './exchange.js';
import { FakeServer, type FakeServerOptions } from './fake-server.js';
import type { FaultScript } from './faults.js';
import type { LogEntry } from './request-log.js';

export abstract class FakeService {
  #server: FakeServer | undefined;

  protected abstract answer(request: FakeRequest): FakeAnswer | Promise<FakeAnswer>;

  /** Called once by the fake's `start`. */
  protected async serve(options?: FakeServerOptions): Promise<this> {
    this.#server = await FakeServer.start((request) => this.answer(request), options);
    return this;
  }

  get #started(): FakeServer {
    if (this.#server === undefined) throw new Error('not started');
    return this.#server;
  }

  get origin(): string {
    return this.#started.url;
  }

  get log(): readonly LogEntry[] {
    return this.#started.log;
  }

  get faults(): FaultScript {
    return this.#started.faults;
  }

  get troubles(): readonly unknown[] {
    return this.#started.troubles;
  }

  close(): Promise<void> {
    return this.#started.close();
  }
}
