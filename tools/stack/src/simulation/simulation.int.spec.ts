import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DataFolder } from '../data-folder/data-folder.js';
import { tempDir, type TempDir } from '#testing/until.js';
import { DEMO_OUTPUTS, prepareSimulation } from './simulation.js';

describe('prepareSimulation', () => {
  let folder: TempDir;
  let data: DataFolder;
  beforeEach(async () => {
    folder = await tempDir('tl simulation ');
    data = new DataFolder(join(folder.path, '.throughline'));
    await data.create();
  });
  afterEach(() => folder.remove());

  it('tells the services about its folder and one output of every class besides the real one', async () => {
    const { env } = await prepareSimulation(data, {});
    expect(env).toMatchObject({ TL_SIMULATION: 'on', TL_SIMULATION_DIR: join(data.path, 'simulation') });
    expect(JSON.parse(await readFile(env['TL_OUTPUTS_FILE'] ?? '', 'utf8'))).toEqual(DEMO_OUTPUTS);
    expect((await stat(data.simulation())).mode & 0o777).toBe(0o700);
    expect(DEMO_OUTPUTS.map(({ settings }) => settings['class'] ?? 'real').sort()).toEqual(['blind', 'keyed', 'real', 'session']);
  });

  it('keeps outputs and folder that the operator configured', async () => {
    const named = { TL_OUTPUTS_FILE: '/etc/outputs.json', TL_SIMULATION_DIR: join(folder.path, 'elsewhere') };
    const { env, notice } = await prepareSimulation(data, named);
    expect(env).toEqual({ TL_SIMULATION: 'on', ...named });
    expect(notice.join('\n')).toContain('/etc/outputs.json');
  });

  it('warns that deliveries may be simulated', async () => {
    const { notice } = await prepareSimulation(data, {});
    expect(notice.join('\n')).toMatch(/SIMULATION IS ON.*real\.[^]*sim-keyed, sim-session, sim-blind[^]*docs\/simulation\.md/u);
  });
});
