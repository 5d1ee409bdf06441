import { readArgs, requireOwnOptions } from './args.js';
import { npmOptions } from './config.js';

describe('readArgs', () => {
  it('accepts no arguments', () => {
    expect(readArgs([])).toEqual({
      help: false,
      once: false,
      watch: false,
      sample: true,
      acceptLog: false,
      simulate: false,
      language: undefined,
      file: undefined,
    });
  });

  it('accepts a file and options in any order', () => {
    expect(readArgs(['--once', 'my talk.mp4', '--language', 'en'])).toMatchObject({
      once: true,
      file: 'my talk.mp4',
      language: 'en',
    });
    expect(readArgs(['--no-sample'])).toMatchObject({ sample: false });
    expect(readArgs(['--simulate'])).toMatchObject({ simulate: true });
  });

  it.each([
    ['--simulat', /^there is no option --simulat; did you mean --simulate\?\n\nUsage/],
    ['--no-such-thing=1', /^there is no option --no-such-thing\n\nUsage/],
    ['-z', /^there is no option -z\n\nUsage/],
  ])('rejects the unknown option %s in its own words', (option, says) => {
    expect(() => readArgs([option])).toThrow(says);
  });

  it.each([[['--wat']], [['a.mp4', 'b.mp4']], [['--language']]])('rejects %j and prints the usage', (argv) => {
    expect(() => readArgs(argv)).toThrow(/Usage: npm start|one FILE/);
  });
});

describe('npm start options without --', () => {
  it('are reported instead of silently lost', () => {
    const taken = npmOptions({
      npm_config_once: 'true',
      npm_config_accept_log: 'true',
      npm_config_simulate: 'true',
      npm_config_registry: 'x',
    });
    expect(taken).toEqual(['once', 'accept-log', 'simulate']);
    expect(() => {
      requireOwnOptions(taken);
    }).toThrow('npm start -- --once --accept-log --simulate');
  });

  it('are not reported if npm took none', () => {
    expect(npmOptions({ npm_config_cache: '/c' })).toEqual([]);
    expect(() => {
      requireOwnOptions([]);
    }).not.toThrow();
  });
});
