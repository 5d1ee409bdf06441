import { getEventListeners } from 'node:events';
import { subscribeToStop } from './stop-subscription.js';

describe('subscribeToStop', () => {
  it('notifies each listener once, unless it has unsubscribed', () => {
    const stopping = new AbortController();
    const heard: string[] = [];
    subscribeToStop(stopping.signal, () => heard.push('at work'));
    subscribeToStop(stopping.signal, () => heard.push('done'))();
    stopping.abort();
    stopping.abort();
    expect(heard).toEqual(['at work']);
  });

  it('adds only one listener to the signal', () => {
    const stopping = new AbortController();
    let heard = 0;
    for (let attempt = 0; attempt < 100; attempt += 1)
      subscribeToStop(stopping.signal, () => {
        heard += 1;
      });
    expect(getEventListeners(stopping.signal, 'abort')).toHaveLength(1);
    stopping.abort();
    expect(heard).toBe(100);
  });

  it('lets a listener unsubscribe while others are notified', () => {
    const stopping = new AbortController();
    const heard: string[] = [];
    const forget: (() => void)[] = [];
    forget.push(
      subscribeToStop(stopping.signal, () => {
        heard.push('first');
        forget[1]?.();
      }),
      subscribeToStop(stopping.signal, () => heard.push('second')),
    );
    stopping.abort();
    expect(heard).toEqual(['first']);
  });
});
