import { PassThrough } from 'node:stream';
import type { CliContext } from '../commands/context.js';
import { CliError } from '../exit.js';
import { Terminal } from '../output/terminal.js';
import { chooseLibrary } from './find-library-id.js';
import type { ProjectorResult } from './projector-process.js';
import { rebuild, verify, type RebuildOptions } from './rebuild.js';

const report = {
  events: 90,
  assets: 3,
  swapped: false,
  oldTablesKept: false,
  durationMs: 1_200,
  count: 0,
  differences: [],
  notCompared: [],
  held: [],
};
const different = { ...report, count: 1, differences: [{ assetId: 'a', part: 'asset', kind: 'different', columns: ['title'] }] };

describe('a command of the projector', () => {
  let called: (readonly string[])[];
  let out: PassThrough;
  beforeEach(() => {
    [called, out] = [[], new PassThrough()];
  });
  const context = (): CliContext => ({
    terminal: new Terminal({ stream: out, isTTY: false, columns: 80 }, { stream: new PassThrough(), isTTY: false, columns: 80 }),
    env: { url: undefined, token: undefined },
    cwd: '/',
  });
  const projectorWith = (result: ProjectorResult) => ({
    call: (words: readonly string[]) => {
      called.push(words);
      return Promise.resolve(result);
    },
    libraryId: (text: string) => Promise.resolve(`id-of-${text}`),
  });
  /** Returns the error that the command ends with. */
  const endOf = async (work: Promise<void>): Promise<CliError | undefined> => {
    try {
      await work;
    } catch (error) {
      if (error instanceof CliError) return error;
      throw error;
    }
    return undefined;
  };
  const rebuilt = (options: RebuildOptions, result: ProjectorResult) => endOf(rebuild(context(), options, projectorWith(result)));
  const done = (data: object = report, exitCode = 0): ProjectorResult => ({ exitCode, report: data });
  const without = (exitCode: number): ProjectorResult => ({ exitCode, report: undefined });

  describe('rebuild --undo', () => {
    it('ends without an error once the tables are exchanged, also if they differed', async () => {
      expect(await rebuilt({ undo: true }, done({ ...different, swapped: true }))).toBeUndefined();
      expect(called).toEqual([['rebuild', '--undo']]);
      expect(String(out.read())).toMatch(/different +1\n[\s\S]*tables replaced +yes/);
    });

    it('is refused with exit code 3 if there is no way back, or if it is undone already', async () => {
      expect(await rebuilt({ undo: true }, without(3))).toMatchObject({
        exit: 'refused',
        message: 'tl rebuild --undo was not started',
      });
    });

    it('fails with advice that repeating is safe if it was broken off', async () => {
      expect(await rebuilt({ undo: true, again: true }, without(1))).toMatchObject({
        exit: 'failed',
        message: 'tl rebuild --undo --again did not finish',
        details: { tryInstead: expect.stringContaining('a finished undo is not undone without --again') as string },
      });
    });

    it('compares only with --dry-run: differences are expected, missing comparisons are not', async () => {
      expect(await rebuilt({ undo: true, dryRun: true }, done(different))).toBeUndefined();
      expect(await rebuilt({ undo: true, dryRun: true }, done({ ...report, notCompared: [2] }))).toMatchObject({
        exit: 'failed',
        message: expect.stringContaining('Partitions 2 were not compared') as string,
      });
    });

    it('refuses --again without --undo, and a library', async () => {
      expect(await rebuilt({ again: true }, done())).toMatchObject({ exit: 'usage' });
      expect(await rebuilt({ undo: true, library: 'Physics' }, done())).toMatchObject({ exit: 'usage' });
      expect(called).toEqual([]);
    });
  });

  describe('rebuild --library', () => {
    it('passes the id of the library, and tells what was repaired', async () => {
      expect(await rebuilt({ library: 'Physics' }, done({ ...different, repaired: 1, notRepaired: [] }))).toBeUndefined();
      expect(called).toEqual([['rebuild', '--library=id-of-Physics']]);
      expect(String(out.read())).toMatch(/repaired +1\ntables replaced +no/);
    });

    it('fails if an item could not be repaired in place', async () => {
      const left = done({ ...different, repaired: 0, notRepaired: ['a'] }, 1);
      expect(await rebuilt({ library: 'Physics' }, left)).toMatchObject({
        exit: 'failed',
        message: '1 item could not be repaired in place',
      });
    });

    it('only compares with --dry-run, and fails if there are differences', async () => {
      expect(await rebuilt({ library: 'Physics', dryRun: true }, done(different, 1))).toMatchObject({ exit: 'failed' });
      expect(called).toEqual([['rebuild', '--library=id-of-Physics', '--dry-run']]);
    });

    it('says that items may have been repaired if it was broken off', async () => {
      expect(await rebuilt({ library: 'Physics' }, without(1))).toMatchObject({
        details: { tryInstead: 'Items may have been repaired. Repeating it is safe.' },
      });
      expect((await rebuilt({ library: 'Physics', dryRun: true }, without(1)))?.details.tryInstead).toContain('stay unchanged');
    });

    it('needs one library with this name or id', () => {
      expect(chooseLibrary('Physics', ['b'])).toBe('b');
      expect(chooseLibrary('a', ['a', 'b'])).toBe('a');
      expect(() => chooseLibrary('Physics', [])).toThrow('There is no library Physics');
      expect(() => chooseLibrary('Physics', ['b', 'c'])).toThrow('Several libraries are named Physics');
    });
  });

  it('verify fails if there are differences, and with --repair only if some are left', async () => {
    const verified = (repair: boolean, result: ProjectorResult) =>
      endOf(verify(context(), undefined, { repair }, projectorWith(result)));
    expect(await verified(false, done(different, 1))).toMatchObject({ exit: 'failed' });
    expect(await verified(true, done({ ...different, repaired: 1, notRepaired: [] }))).toBeUndefined();
    expect(await verified(true, done({ ...different, repaired: 0, notRepaired: ['a'] }, 1))).toMatchObject({ exit: 'failed' });
    expect(called).toEqual([['verify'], ['verify', '--repair'], ['verify', '--repair']]);
  });
});
