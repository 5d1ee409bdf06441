import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { PermanentError, kindOf, type OutputConfig, type OutputTestReport } from '@throughline/contracts';
import { reconnectError } from '@throughline/credentials';
import type { DestinationType } from './kit/destination.js';
import { folderType } from './destinations/folder/index.js';
import { createProbeName } from './kit/probe.js';
import { OutputTests } from './output-tests.js';

const never = new AbortController().signal;
const A_WEEK_AGO = Date.now() - 7 * 86_400_000;
const expectNothing = (error: unknown): never => {
  throw error;
};

describe('the test of an output', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'tl-output-test-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const test = (settings: OutputConfig['settings'], extent: 'settings' | 'delivery' = 'delivery'): Promise<OutputTestReport> =>
    new OutputTests({ folder: folderType({ library: root }) }, expectNothing).test(
      { v: 1, output: { name: 'mine', type: 'folder', settings }, extent },
      never,
    );
  const results = ({ items }: OutputTestReport): readonly string[] => items.map(({ name, result }) => `${name}: ${result}`);

  it('writes to the folder and removes everything that it has created', async () => {
    await mkdir(join(root, 'talks'));
    expect(results(await test({ folder: 'library', path: 'talks/2026/spring' }))).toEqual(['settings: ok', 'write: ok']);
    expect(await readdir(root, { recursive: true })).toEqual(['talks']);
  });

  it('keeps the files of others, and removes the probe of a test that was killed', async () => {
    await writeFile(join(root, 'talk.mp4'), 'video');
    await mkdir(join(root, createProbeName(A_WEEK_AGO)));
    const running = createProbeName();
    await mkdir(join(root, running));
    await test({ folder: 'library' });
    expect((await readdir(root)).sort()).toEqual([running, 'talk.mp4']);
  });

  it('reports why a delivery would fail', async () => {
    await writeFile(join(root, 'talks'), 'a file');
    const report = await test({ folder: 'library', path: 'talks/2026' });
    expect(results(report)).toEqual(['settings: ok', 'write: wrong']);
    expect(report.items[1]?.message).toMatch(/is not a folder/);
  });

  it.each<[OutputConfig['settings'], RegExp]>([
    [{ folder: 'other' }, /available: library/],
    [{ folder: 'constructor' }, /available: library/],
    [{ folder: 'library', path: '../etc' }, /must stay inside/],
    [{ folder: 'library', path: 'a\u0000b' }, /control characters/],
  ])('reports wrong settings, and connects to nothing: %j', async (settings, words) => {
    const { items } = await test(settings);
    expect(items).toEqual([{ name: 'settings', result: 'wrong', message: expect.stringMatching(words) as string }]);
    expect(await readdir(root)).toEqual([]);
  });

  it('connects to nothing if only the settings are to be checked', async () => {
    expect(results(await test({ folder: 'library', path: 'talks' }, 'settings'))).toEqual(['settings: ok']);
    expect(await readdir(root)).toEqual([]);
  });

  it('ends although the destination does not answer, and leaves the later checks open', async () => {
    const silent = { name: 'connection', confirms: 'It answers.', run: () => new Promise<void>(() => undefined) };
    const later = { name: 'write', confirms: 'It was written.', run: () => Promise.resolve() };
    const type: DestinationType = {
      open: () => ({
        class: 'blind',
        place: 'here',
        check: () => Promise.resolve(),
        probes: () => [silent, later],
        send: () => Promise.reject(new Error('nothing is sent')),
      }),
    };
    const output = { name: 'mine', type: 'silent', settings: {} };
    const report = await new OutputTests({ silent: type }, expectNothing, 1).test({ v: 1, output, extent: 'delivery' }, never);
    expect(results(report)).toEqual(['settings: ok', 'connection: wrong', 'write: unknown']);
    expect(report.items[1]?.message).toMatch(/does not answer/);
  });

  it('does not start again at a place whose last check still hangs', async () => {
    const runs: (() => void)[] = [];
    const type: DestinationType = {
      open: () => ({
        class: 'blind',
        place: 'here',
        check: () => Promise.resolve(),
        probes: () => [{ name: 'write', confirms: 'It was written.', run: () => new Promise<void>((end) => runs.push(end)) }],
        send: () => Promise.reject(new Error('nothing is sent')),
      }),
    };
    const tests = new OutputTests({ silent: type }, expectNothing, 1);
    const ask = (name: string) => tests.test({ v: 1, output: { name, type: 'silent', settings: {} }, extent: 'delivery' }, never);
    for (const [name, result] of [
      ['mine', 'wrong'],
      ['yours', 'unknown'],
    ] as const) {
      const { items } = await ask(name);
      expect(items[1]).toMatchObject({ result, message: expect.stringMatching(/does not answer/) as string });
    }
    expect(runs).toHaveLength(1);
    runs[0]?.();
    await setImmediate();
    await ask('mine');
    expect(runs).toHaveLength(2);
  });

  it('does not blame the output for a check that ended with the service', async () => {
    const stopping = new AbortController();
    const run = (signal: AbortSignal): Promise<void> => {
      stopping.abort();
      return signal.aborted ? Promise.reject(new Error('aborted')) : Promise.resolve();
    };
    const type: DestinationType = {
      open: () => ({
        class: 'blind',
        place: 'here',
        check: () => Promise.resolve(),
        probes: () => [{ name: 'write', confirms: 'It was written.', run }],
        send: () => Promise.reject(new Error('nothing is sent')),
      }),
    };
    const output = { name: 'mine', type: 'stopped', settings: {} };
    const tests = new OutputTests({ stopped: type }, expectNothing);
    const report = await tests.test({ v: 1, output, extent: 'delivery' }, stopping.signal);
    expect(results(report)).toEqual(['settings: ok', 'write: unknown']);
  });

  it.each<[string, Error, RegExp]>([
    ['a permanent error', new PermanentError('output-misconfigured', 'The bucket has no lock'), /^The bucket has no lock$/],
    ['a missing account', reconnectError(7), /tl credential connect 7/],
    ['an unexpected error', new Error('connect ECONNREFUSED 10.0.0.7:5432'), /^The test failed unexpectedly\. [^\d]*$/],
    [
      'an error of the storage',
      Object.assign(new Error('/srv/private is corrupt'), { kind: 'undecodable' }),
      /^The test failed unexp/,
    ],
  ])('shows only messages that are for people, and logs the others: %s', async (_, error, words) => {
    const type: DestinationType = {
      open: () => ({
        class: 'blind',
        place: 'here',
        check: () => Promise.resolve(),
        probes: () => [{ name: 'write', confirms: 'It was written.', run: () => Promise.reject(error) }],
        send: () => Promise.reject(new Error('nothing is sent')),
      }),
    };
    const logged: unknown[] = [];
    const tests = new OutputTests({ broken: type }, (one) => logged.push(one));
    const output = { name: 'mine', type: 'broken', settings: {} };
    const { items } = await tests.test({ v: 1, output, extent: 'delivery' }, never);
    expect(items[1]).toEqual({ name: 'write', result: 'wrong', message: expect.stringMatching(words) as string });
    expect(logged).toEqual(['permanent', 'waiting'].includes(kindOf(error) ?? '') ? [] : [error]);
  });

  it('reports a type that this server does not have', async () => {
    const output = { name: 'mine', type: 'toString', settings: {} };
    const { items } = await new OutputTests({}, expectNothing).test({ v: 1, output, extent: 'delivery' }, never);
    expect(items).toMatchObject([{ name: 'settings', result: 'wrong' }]);
  });
});
