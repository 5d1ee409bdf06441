import { nounOf } from './noun.js';

describe('the noun for an item', () => {
  it.each([
    ['recording', 'recording'],
    ['audit-process', 'recording'],
    ['session', 'session'],
    ['document', 'document'],
  ])('of the pipeline %s is %s', (pipeline, noun) => {
    expect(nounOf(pipeline)).toBe(noun);
  });
});
