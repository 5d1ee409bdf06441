import type { FakeAnswer, FakeRequest } from './exchange.js';
import { FakeServer, type FakeServerOptions } from './fake-server.js';
import type { FaultScript } from './faults.js';
import type { Logged } from './request-log.js';

/** What every fake of a service has: a server of its own from its start on, with a log and faults. */
export abstract class FakeService {
  #server: FakeServer | undefined;

  protected abstract answer(request: FakeRequest): FakeAnswer | Promise<FakeAnswer>;

  /** To be called once, by whoever makes the fake. */
  protected async serve(options?: FakeServerOptions): Promise<this> {
    this.#server = await FakeServer.start((request) => this.answer(request), options);
    return this;
  }

  get #started(): FakeServer {
    if (this.#server === undefined) throw new Error('not started');
    return this.#server;
  }

  /** `http://127.0.0.1:port` */
  get origin(): string {
    return this.#started.url;
  }

  /** All that it was asked, in order. */
  get log(): readonly Logged[] {
    return this.#started.log;
  }

  get faults(): FaultScript {
    return this.#started.faults;
  }

  /** Errors of the fake itself, and requests that broke off. */
  get troubles(): readonly unknown[] {
    return this.#started.troubles;
  }

  close(): Promise<void> {
    return this.#started.close();
  }
}
