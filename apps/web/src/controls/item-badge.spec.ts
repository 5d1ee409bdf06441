import type { ListedItem, RunStep } from '@throughline/api-client';
import { badgeOf, badgeOfItem, STATE_LOOKS, type Stateful } from './item-badge.js';

const item = (part: Partial<Stateful>): Stateful => ({
  state: 'ready',
  queue_position: null,
  queue_length: null,
  running_steps: [],
  values_to_check: 0,
  ...part,
});
const wordsOf = (part: Partial<Stateful>): string => badgeOf(item(part)).words;

describe('the badge of an item', () => {
  it('has words, colour and icon for each state of the API', () => {
    for (const state of Object.keys(STATE_LOOKS) as ListedItem['state'][]) {
      const { words, tone, icon } = badgeOf(item({ state }));
      expect([state, words.length > 0, words !== state, tone.length > 0, icon.length > 0]).toEqual([
        state,
        true,
        true,
        true,
        true,
      ]);
    }
  });

  it('is green for finished items alone', () => {
    const green = (Object.keys(STATE_LOOKS) as ListedItem['state'][]).filter((state) => badgeOf(item({ state })).tone === 'good');
    expect(green).toEqual(['ready']);
  });

  it('shows a state that it does not know by its code', () => {
    expect(wordsOf({ state: 'translated' as ListedItem['state'] })).toBe('translated');
  });

  it('names the running step, and the place in the queue', () => {
    expect(wordsOf({ state: 'in_progress', running_steps: ['TRIM', 'TRANSCRIBE'] })).toBe('Trimming');
    expect(wordsOf({ state: 'in_progress', running_steps: ['deliver:library'] })).toBe('Delivering');
    expect(wordsOf({ state: 'in_progress', running_steps: ['TRANSLATE'] })).toBe('TRANSLATE');
    expect(wordsOf({ state: 'in_progress' })).toBe('In progress');
    expect(wordsOf({ state: 'queued', queue_position: 4, queue_length: 9 })).toBe('Queued, 4th of 9');
    expect(wordsOf({ state: 'queued' })).toBe('Queued');
  });

  it('distinguishes a pause that lets steps finish from a complete one', () => {
    expect(wordsOf({ state: 'paused', running_steps: ['TRIM'] })).toBe('Pausing');
    expect(wordsOf({ state: 'paused' })).toBe('Paused');
  });

  it('asks for the values of a finished document, but not before a failure is settled', () => {
    expect(badgeOf(item({ values_to_check: 2 }))).toMatchObject({ words: 'Values to check', tone: 'ask' });
    expect(wordsOf({ state: 'failed', values_to_check: 2 })).toBe('Failed');
  });

  it('is the same on the page of the item, whose answer lists all its steps', () => {
    const step = { step: 'TRIM', status: 'IN_PROGRESS' } as RunStep;
    const run = { id: 'r', started_at: '2026-11-20T10:00:00.000Z', config_sources: {}, active: true, steps: [step] };
    const place = { queue_position: null, queue_length: null };
    expect(badgeOfItem({ state: 'in_progress', run, ...place }).words).toBe('Trimming');
    expect(badgeOfItem({ state: 'ready', run: null, unsure: true, ...place }).words).toBe('Values to check');
    expect(badgeOfItem({ state: 'ready', run: null, unsure: false, ...place }).words).toBe('Ready');
  });
});
