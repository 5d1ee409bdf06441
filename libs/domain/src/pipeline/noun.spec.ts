import { nounOf } from './noun.js';

describe('what an item is called', () => {
  it.each([
    ['recording', 'recording'],
    ['audit-process', 'recording'],
    ['session', 'session'],
    ['document', 'document'],
  ])('of the pipeline %s is %s', (pipeline, noun) => {
    expect(nounOf(pipeline)).toBe(noun);
  });
});
