import { benchOptions } from './options.js';

describe('benchOptions', () => {
  it('reads the flags of a bench, and takes its defaults for the rest', () => {
    expect(benchOptions(['--rounds', '2'], { rounds: 5, events: 100 })).toEqual({ rounds: 2, events: 100 });
  });

  it('rejects flags that the bench does not have, and names those that it has', () => {
    expect(() => benchOptions(['--events', '2'], { rounds: 5 })).toThrow('this bench has --rounds N and --json');
  });

  it.each(['0', '1.5', 'few'])('rejects %s as a number', (text) => {
    expect(() => benchOptions(['--rounds', text], { rounds: 5 })).toThrow('--rounds is a whole number of at least 1');
  });
});
