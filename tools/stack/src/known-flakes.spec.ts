import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { testConfig } from '#testing/config.js';
import { tempDir, type TempDir } from '#testing/until.js';

interface Summary {
  readonly passed: number;
  readonly failed: number;
  readonly lines: readonly string[];
}

type SummaryOf = (passes: readonly string[], options: { readonly folder: string; readonly page?: string }) => Promise<Summary>;

const specs = (...names: readonly string[]): readonly string[] => names.map((name) => `libs/one/src/${name}.spec.ts`);
const rowOf = (file: string): string => `| \`${file}\` | Error: a \\| b | a race with the server |`;
const FORM = '| `libs/one/src/late.spec.ts` | first error | cause |';

describe('the known flakes of docs/testing.md', () => {
  let summaryOf: SummaryOf;
  let folder: TempDir;
  beforeAll(async () => {
    const path = join(testConfig().projectRoot, 'tools/testing/summary.mjs');
    ({ summaryOf } = (await import(pathToFileURL(path).href)) as { summaryOf: SummaryOf });
    folder = await tempDir('tl known flakes ');
  });
  afterAll(() => folder.remove());

  /** Sums a run of one test that passed, after the given files were flaky. */
  async function summarize(flaky: readonly string[], page?: string): Promise<Summary> {
    const report = {
      ...{ numPassedTests: 1, numFailedTests: 0, numRuntimeErrorTestSuites: 0, testResults: [] },
      flaky: flaky.map((file) => ({ file, test: 'waits', error: 'Error: timeout' })),
    };
    await writeFile(join(folder.path, 'fast.json'), JSON.stringify(report));
    return summaryOf(['fast'], { folder: folder.path, ...(page === undefined ? {} : { page }) });
  }

  async function summarizeWithPage(text: string, flaky: readonly string[] = []): Promise<Summary> {
    const page = join(folder.path, 'testing.md');
    await writeFile(page, text);
    return summarize(flaky, page);
  }

  const summarizeWithRows = (rows: readonly string[], flaky: readonly string[] = []): Promise<Summary> => {
    const table = ['| file | first error | cause |', '| ---- | :---: | --- |', ...rows];
    const other = ['## Optional programs', '', '| a | table |', '| - | - |', '| of | others |'];
    return summarizeWithPage(['# Testing', '', '## Known flakes', '', ...table, '', ...other, ''].join('\n'), flaky);
  };

  const faultsOf = ({ lines }: Summary): readonly string[] => lines.filter((line) => line.startsWith('FAILED '));

  it('are read from a table without faults', async () => {
    expect(faultsOf(await summarize([]))).toEqual([]);
  });

  it('fail the run if they are flaky again', async () => {
    const [known = '', other = ''] = specs('known', 'other');
    const summary = await summarizeWithRows([rowOf(other), rowOf(known)], [known]);
    expect(summary).toMatchObject({ passed: 1, failed: 1 });
    expect(summary.lines).toEqual([
      `FLAKY ${known}: waits: Error: timeout`,
      `FAILED ${known} is a known flake (docs/testing.md) and was flaky again: mend it`,
      '1 tests passed, 1 failed, 0 skipped, 1 files flaky',
    ]);
  });

  it('leave other flaky files without failure', async () => {
    const summary = await summarizeWithRows(specs('known').map(rowOf), specs('other'));
    expect(summary).toMatchObject({ passed: 1, failed: 0 });
    expect(summary.lines).toContain('FLAKY libs/one/src/other.spec.ts: waits: Error: timeout');
  });

  it('leave the run without failure while they pass', async () => {
    expect(await summarizeWithRows(specs('a', 'b', 'c', 'd', 'e').map(rowOf))).toMatchObject({ failed: 0 });
  });

  it('are no more than five', async () => {
    const summary = await summarizeWithRows(specs('a', 'b', 'c', 'd', 'e', 'f').map(rowOf));
    expect(summary.failed).toBe(1);
    expect(faultsOf(summary)).toEqual(['FAILED docs/testing.md lists 6 known flakes, more than 5: mend one']);
  });

  it('need no row for five flaky files of a run, but six fail it', async () => {
    expect(await summarizeWithRows([], specs('a', 'b', 'c', 'd', 'e'))).toMatchObject({ failed: 0 });
    const summary = await summarizeWithRows([], specs('a', 'b', 'c', 'd', 'e', 'f'));
    expect(summary.failed).toBe(1);
    expect(faultsOf(summary)).toEqual(['FAILED 6 flaky files are more than 5']);
  });

  it.each([
    ['without backticks', '| libs/one/src/late.spec.ts | Error: timeout | a race |'],
    ['of a file that is no spec', '| `libs/one/src/late.ts` | Error: timeout | a race |'],
    ['without a cause', '| `libs/one/src/late.spec.ts` | Error: timeout |  |'],
    ['without a first error', '| `libs/one/src/late.spec.ts` | a race |'],
    ['without bars at its ends', '`libs/one/src/late.spec.ts` | Error: timeout | a race'],
  ])('have no row %s', async (_what, row) => {
    const summary = await summarizeWithRows([...specs('known').map(rowOf), row]);
    expect(summary.failed).toBe(1);
    expect(faultsOf(summary)).toEqual([`FAILED docs/testing.md has a row of known flakes that is not like ${FORM}: ${row}`]);
  });

  it('have a table, which may be empty', async () => {
    expect(await summarizeWithRows([])).toMatchObject({ failed: 0 });
    expect(faultsOf(await summarizeWithPage('# Testing\n\n## Flakes\n'))).toEqual([
      'FAILED docs/testing.md has no table below "## Known flakes" with the columns file, first error and cause',
    ]);
  });
});
