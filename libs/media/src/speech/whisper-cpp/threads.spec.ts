import { countSpeechThreads } from './threads.js';

describe('the threads of a transcription', () => {
  it('leave one core to the other services, and are at most four', () => {
    expect([1, 2, 3, 4, 5, 64].map(countSpeechThreads)).toEqual([1, 1, 2, 3, 4, 4]);
  });
});
