import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { tempDir, type TempDir } from '#testing/until.js';
import { readClusterMajor } from './cluster-location.js';
import { requireRights, describeRightsProblem } from './cluster-rights.js';

const ada = { name: 'ada', uid: 1000 };

describe('rights of a database folder', () => {
  let folder: TempDir;
  beforeEach(async () => {
    folder = await tempDir('tl rights ');
  });
  afterEach(() => folder.remove());

  it('are accepted if only its user, or also the group, has access', () => {
    for (const mode of [0o40700, 0o40750])
      expect(describeRightsProblem('/d/postgres/cluster', { uid: 1000, mode }, ada)).toBeUndefined();
  });

  it.each([
    ['belongs to another user', { uid: 0, mode: 0o40700 }, 'it belongs to the user with the id 0, not to ada'],
    ['is accessible to other users', { uid: 1000, mode: 0o40755 }, 'its mode is 0755, not 0700'],
  ])('are explained with repair commands if the folder %s', (_, found, fault) => {
    const problem = describeRightsProblem("/my data/ada's/postgres/cluster", found, ada);
    expect(problem).toContain(fault);
    expect(problem).toContain("sudo chown -R ada '/my data/ada'\\''s/postgres' && sudo chmod -R go-rwx");
  });

  it('are checked before PostgreSQL does', async () => {
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

  it('are not confused with a missing database', async () => {
    expect(await readClusterMajor(folder.path)).toBeUndefined();
    // A file in place of the folder causes an error other than ENOENT, as an inaccessible folder does.
    await expect(readClusterMajor(join(folder.path, '\0'))).rejects.toThrow();
  });
});
