import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fakeMachine, type FakeMachine } from '#testing/fake-machine.js';
import { repairOnce } from './debian-packages.js';
import { isRefusal } from './probe-tool.js';
import { refuse, type Refusal } from './tool.js';

const NAME = 'debian/talker-x64';

describe('repairOnce', () => {
  let machine: FakeMachine;
  let fetched: number;
  /** State of the package archive; undefined if it is unreachable. */
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
  const provide = (): Promise<string | Refusal> => repairOnce(machine.context, 'talker', look);
  const leaveBroken = async (): Promise<void> => {
    await mkdir(machine.context.cache.path(NAME), { recursive: true });
    await writeFile(machine.context.cache.path(NAME, 'broken'), '');
  };

  it('fetches an unusable entry again and reports that', async () => {
    await leaveBroken();
    expect(await provide()).toBe('usable');
    expect(machine.progress).toEqual(['the downloaded talker cannot be used (a library is missing): downloading it again']);
    expect(await provide()).toBe('usable');
    expect(fetched).toBe(1);
  });

  it('fetches an unusable entry only once more, and later starts stay silent', async () => {
    await leaveBroken();
    archive = 'broken';
    for (let start = 0; start < 3; start += 1) expect(isRefusal(await provide())).toBe(true);
    expect([fetched, machine.progress.length]).toEqual([1, 1]);
  });

  it('does not fetch an entry twice if it was missing before', async () => {
    archive = 'broken';
    expect(isRefusal(await provide())).toBe(true);
    expect(fetched).toBe(1);
  });

  it('keeps the entry without a network and fetches it when the archive is reachable', async () => {
    await leaveBroken();
    archive = undefined;
    expect(isRefusal(await provide())).toBe(true);
    expect(await has('broken')).toBe(true);
    archive = 'whole';
    expect(await provide()).toBe('usable');
  });
});
