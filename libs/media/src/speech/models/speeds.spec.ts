import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addSpeed, findSpeed, readSpeeds, storeSpeed, type MeasuredSpeed } from './speeds.js';

const measured = (change: Partial<MeasuredSpeed> = {}): MeasuredSpeed => ({
  engine: 'whisper-cpp',
  model: 'base',
  file: 'sum',
  program: 'whisper-cli 2026-01-01',
  threads: 2,
  seconds: 10,
  speed: 2,
  measuredAt: '2026-01-01T10:00:00.000Z',
  ...change,
});

describe('the measured speeds of this machine', () => {
  it('replace earlier ones of the same model, program and threads', () => {
    const speeds = addSpeed([measured(), measured({ model: 'small' })], measured({ speed: 3 }));
    expect(speeds.map(({ model, speed }) => [model, speed])).toEqual([
      ['base', 3],
      ['small', 2],
    ]);
  });

  it.each<Partial<MeasuredSpeed>>([{ file: 'other' }, { program: 'own' }, { threads: 4 }, { engine: 'pocketsphinx' }])(
    'do not hold for %j',
    (change) => {
      expect(findSpeed([measured()], measured(change))).toBeUndefined();
      expect(addSpeed([measured()], measured(change))).toHaveLength(2);
    },
  );

  it('are kept if they were measured with more speech', () => {
    const long = measured({ seconds: 30, speed: 5 });
    expect(addSpeed([long], measured())).toEqual([long]);
    expect(addSpeed([long], measured({ seconds: 30 }))).toEqual([measured({ seconds: 30 })]);
  });

  describe('in a file', () => {
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'speeds-'));
    });
    afterEach(() => rm(folder, { recursive: true, force: true }));

    it('are read again', async () => {
      const models = join(folder, 'models');
      expect(readSpeeds(models)).toEqual([]);
      await storeSpeed(models, measured());
      await storeSpeed(models, measured({ model: 'small' }));
      expect(readSpeeds(models).map(({ model }) => model)).toEqual(['small', 'base']);
    });

    it.each(['', '{"v":2}', '{"v":1,"speeds":[{"speed":-1}]}'])('are measured again if the file is %j', async (text) => {
      await writeFile(join(folder, 'speeds.json'), text);
      expect(readSpeeds(folder)).toEqual([]);
      await storeSpeed(folder, measured());
      expect(readSpeeds(folder)).toHaveLength(1);
    });
  });
});
