import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fakeMachine, type FakeMachine } from '../testing/fake-machine.js';
import { repairedOnce } from './debian-packages.js';
import { isRefusal } from './probe-tool.js';
import { refuse, type Refusal } from './tool.js';

const NAME = 'debian/talker-x64';

describe('a fetched entry that cannot be used', () => {
  let machine: FakeMachine;
  let fetched: number;
  /** What the archive has now; undefined: it cannot be reached. */
  let archive: 'whole' | 'broken' | undefined;
  beforeEach(async () => {
    machine = await fakeMachine();
    [fetched, archive] = [0, 'whole'];
  });
  afterEach(() => machine.remove());

  const has = (file: string): Promise<boolean> => machine.context.cache.has(`${NAME}/${file}`);
  const look = async (): Promise<string | Refusal> => {
    const { cache } = machine.context;
    if (!(await cache.has(NAME))) {
      if (archive === undefined) return refuse('the archive cannot be reached');
      fetched += 1;
      await cache.entry(NAME, (scratch) => writeFile(join(scratch, archive ?? ''), ''));
    }
    return (await has('whole')) ? 'usable' : refuse('a library is missing');
  };
  const provide = (): Promise<string | Refusal> => repairedOnce(machine.context, 'talker', look);
  const leaveBroken = async (): Promise<void> => {
    await mkdir(machine.context.cache.path(NAME), { recursive: true });
    await writeFile(machine.context.cache.path(NAME, 'broken'), '');
  };

  it('is fetched again, and said to be', async () => {
    await leaveBroken();
    expect(await provide()).toBe('usable');
    expect(machine.progress).toEqual(['the fetched talker cannot be used (a library is missing): fetching it again']);
    expect(await provide()).toBe('usable');
    expect(fetched).toBe(1);
  });

  it('is fetched again once alone where that does not help, and later starts say nothing of it', async () => {
    await leaveBroken();
    archive = 'broken';
    for (let start = 0; start < 3; start += 1) expect(isRefusal(await provide())).toBe(true);
    expect([fetched, machine.progress.length]).toEqual([1, 1]);
  });

  it('is not fetched twice where it was not there before', async () => {
    archive = 'broken';
    expect(isRefusal(await provide())).toBe(true);
    expect(fetched).toBe(1);
  });

  it('stays where nothing can be fetched, and is fetched once the archive can be reached', async () => {
    await leaveBroken();
    archive = undefined;
    expect(isRefusal(await provide())).toBe(true);
    expect(await has('broken')).toBe(true);
    archive = 'whole';
    expect(await provide()).toBe('usable');
  });
});
