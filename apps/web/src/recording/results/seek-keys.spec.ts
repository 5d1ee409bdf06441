import type { Topic } from '@throughline/api-client';
import { findSeekTarget } from './seek-keys.js';

const topic = (start: number, end: number): Topic => ({ title: `At ${String(start)}`, start, end, keywords: [] }) as Topic;
const topics = [topic(0, 40), topic(40, 100)];
const plain = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };
const press = (key: string, at: number, keys: Partial<typeof plain> = {}) =>
  findSeekTarget({ key, ...plain, ...keys }, { at, duration: 100, topics });

describe('a key on the waveform', () => {
  it('moves the position by seconds and minutes, within the recording', () => {
    expect([press('ArrowRight', 20), press('ArrowLeft', 20), press('PageUp', 20), press('PageDown', 80)]).toEqual([
      25, 15, 80, 20,
    ]);
    expect([press('ArrowRight', 98), press('ArrowLeft', 3), press('Home', 50), press('End', 50)]).toEqual([100, 0, 0, 100]);
  });

  it('moves to the topic before and after with Shift', () => {
    expect([press('ArrowRight', 20, { shiftKey: true }), press('ArrowRight', 50, { shiftKey: true })]).toEqual([40, 100]);
    expect([press('ArrowLeft', 60, { shiftKey: true }), press('ArrowLeft', 40.5, { shiftKey: true })]).toEqual([40, 0]);
  });

  it('is left to the browser if it is another one, or with Alt or Control', () => {
    expect([press('k', 20), press('ArrowLeft', 20, { altKey: true }), press('Home', 20, { ctrlKey: true })]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
