import { EventEmitter } from 'node:events';
import { endWithLink } from './end-with-link.js';

class Answer extends EventEmitter {
  readonly ended: Promise<void>;
  #end: () => void = () => undefined;

  constructor() {
    super();
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  destroy(): void {
    this.#end();
    this.emit('close');
  }
}

describe('a file that is being sent', () => {
  it('ends when its link does, and not because the link cannot be checked', async () => {
    const answer = new Answer();
    const outcomes = [
      () => Promise.resolve(true),
      () => Promise.reject(new Error('database away')),
      () => Promise.resolve(false),
    ];
    let checks = 0;
    endWithLink(
      answer,
      () => {
        checks += 1;
        return outcomes[checks - 1]?.() ?? Promise.resolve(false);
      },
      1,
    );
    await answer.ended;
    expect(checks).toBeGreaterThanOrEqual(3);
  });

  it('is no longer checked after its end', () => {
    const [stop, start] = [jest.spyOn(globalThis, 'clearInterval'), jest.spyOn(globalThis, 'setInterval')];
    const answer = new Answer();
    endWithLink(answer, () => Promise.resolve(true));
    answer.emit('close');
    expect(stop).toHaveBeenCalledWith(start.mock.results[0]?.value);
    jest.restoreAllMocks();
  });
});
