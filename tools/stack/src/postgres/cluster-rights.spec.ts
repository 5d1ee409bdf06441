import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { tempDir, type TempDir } from '../testing/until.js';
import { clusterMajor } from './cluster-place.js';
import { requireRights, rightsProblem } from './cluster-rights.js';

const ada = { name: 'ada', uid: 1000 };

describe('the rights of a database folder', () => {
  let folder: TempDir;
  beforeEach(async () => {
    folder = await tempDir('tl rights ');
  });
  afterEach(() => folder.remove());

  it('are right where it is private to its user, or to the group as well', () => {
    for (const mode of [0o40700, 0o40750]) expect(rightsProblem('/d/postgres/cluster', { uid: 1000, mode }, ada)).toBeUndefined();
  });

  it.each([
    ['belongs to somebody else', { uid: 0, mode: 0o40700 }, 'it belongs to the user with the id 0, not to ada'],
    ['is open to others', { uid: 1000, mode: 0o40755 }, 'its mode is 0755, not 0700'],
  ])('are explained with the commands that mend them where it %s', (_, found, fault) => {
    const problem = rightsProblem("/my data/ada's/postgres/cluster", found, ada);
    expect(problem).toContain(fault);
    expect(problem).toContain("sudo chown -R ada '/my data/ada'\\''s/postgres' && sudo chmod -R go-rwx");
  });

  it('are looked at before PostgreSQL is', async () => {
    const cluster = join(folder.path, 'cluster');
    await mkdir(cluster);
    await chmod(cluster, 0o755);
    await expect(requireRights(cluster, undefined)).rejects.toMatchObject({
      kind: 'data-folder-unusable',
      message: expect.stringContaining('its mode is 0755') as string,
    });
    await chmod(cluster, 0o700);
    await expect(requireRights(cluster, undefined)).resolves.toBeUndefined();
  });

  it('are not taken for a folder without a database', async () => {
    expect(await clusterMajor(folder.path)).toBeUndefined();
    // A file in the place of the folder: like one that may not be entered, it is there and cannot be read.
    await expect(clusterMajor(join(folder.path, '\0'))).rejects.toThrow();
  });
});
