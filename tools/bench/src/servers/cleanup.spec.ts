import { Cleanup } from './cleanup.js';

describe('Cleanup', () => {
  it('closes the last first, and the others after a failure', async () => {
    const closed: string[] = [];
    const closing = new Cleanup();
    closing.add(() => Promise.resolve(closed.push('first')));
    closing.add(() => Promise.reject(new Error('no')));
    closing.add(() => Promise.resolve(closed.push('last')));
    await closing.close();
    expect(closed).toEqual(['last', 'first']);
  });

  it('closes a part when the part ends, and never again', async () => {
    const closed: string[] = [];
    const closing = new Cleanup();
    const used = await closing.within((part) => {
      part.add(() => Promise.resolve(closed.push('part')));
      return Promise.resolve('used');
    });
    expect([used, closed]).toEqual(['used', ['part']]);
    await closing.close();
    expect(closed).toEqual(['part']);
  });

  it('closes a part that is in progress with the whole', async () => {
    const closed: string[] = [];
    const closing = new Cleanup();
    await closing.within(async (part) => {
      part.add(() => Promise.resolve(closed.push('part')));
      await closing.close();
      expect(closed).toEqual(['part']);
    });
  });
});
