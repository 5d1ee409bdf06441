import { getEventListeners } from 'node:events';
import { whenStopping } from './when-stopping.js';

describe('whoever works while a service stops', () => {
  it('is told once, unless nobody works there any more', () => {
    const stopping = new AbortController();
    const heard: string[] = [];
    whenStopping(stopping.signal, () => heard.push('at work'));
    whenStopping(stopping.signal, () => heard.push('done'))();
    stopping.abort();
    stopping.abort();
    expect(heard).toEqual(['at work']);
  });

  it('does not show in the number of listeners of the signal', () => {
    const stopping = new AbortController();
    let heard = 0;
    for (let attempt = 0; attempt < 100; attempt += 1)
      whenStopping(stopping.signal, () => {
        heard += 1;
      });
    expect(getEventListeners(stopping.signal, 'abort')).toHaveLength(1);
    stopping.abort();
    expect(heard).toBe(100);
  });

  it('may end while others are told', () => {
    const stopping = new AbortController();
    const heard: string[] = [];
    const forget: (() => void)[] = [];
    forget.push(
      whenStopping(stopping.signal, () => {
        heard.push('first');
        forget[1]?.();
      }),
      whenStopping(stopping.signal, () => heard.push('second')),
    );
    stopping.abort();
    expect(heard).toEqual(['first']);
  });
});
