import { readArgs, requireOwnOptions } from './args.js';
import { npmOptions, readStackConfig } from './config.js';

describe('what npm start is told', () => {
  it('is nothing, as a rule', () => {
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

  it('may be a file and options in any order', () => {
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
  ])('is told in words of its own that there is no option %s', (option, says) => {
    expect(() => readArgs([option])).toThrow(says);
  });

  it.each([[['--wat']], [['a.mp4', 'b.mp4']], [['--language']]])('is refused with the usage for %j', (argv) => {
    expect(() => readArgs(argv)).toThrow(/Usage: npm start|one FILE/);
  });
});

describe('options before the --', () => {
  it('are told to whoever forgot it, and not silently lost', () => {
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

  it('are nothing to speak of where npm took none', () => {
    expect(npmOptions({ npm_config_cache: '/c' })).toEqual([]);
    expect(() => {
      requireOwnOptions([]);
    }).not.toThrow();
  });
});

describe('the environment of the stack', () => {
  it('moves defaults, and marks what was asked for', () => {
    const config = readStackConfig({ TL_GATEWAY_PORT: '9000', TL_DATA_DIR: '/srv/tl', NO_COLOR: '1' });
    expect(config.simulation).toBe(false);
    expect(readStackConfig({ TL_SIMULATION: 'on' }).simulation).toBe(true);
    expect(config).toMatchObject({ dataDir: '/srv/tl', colours: false, ports: { gateway: { port: 9000, explicit: true } } });
    expect(config.ports.nats).toEqual({ port: 14_222, explicit: false });
  });

  it('tells every wrong port at once, by name', () => {
    expect(() => readStackConfig({ TL_GATEWAY_PORT: 'x', TL_NATS_PORT: '70000' })).toThrow(
      /2 problem\(s\):\n {2}TL_NATS_PORT must .*\n {2}TL_GATEWAY_PORT must/,
    );
  });
});
