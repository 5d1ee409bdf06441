import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findCalibration, readCalibrations, storeCalibrations, type Calibration } from './calibrations.js';

const calibration = (model: string, right: number): Calibration => ({
  engine: 'whisper-cpp',
  model,
  words: 600,
  measuredAt: '2026-11-01T00:00:00.000Z',
  points: [{ score: 0.5, right }],
});

describe('stored calibrations', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'calibrations-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('replace earlier ones of the same model, and keep those of others', async () => {
    const inner = join(folder, 'models');
    await storeCalibrations(inner, [calibration('base', 0.6), calibration('small', 0.8)]);
    await storeCalibrations(inner, [calibration('base', 0.7)]);
    const stored = readCalibrations(inner);
    expect(stored).toHaveLength(2);
    expect(findCalibration(stored, { engine: 'whisper-cpp', model: 'base' })?.points).toEqual([{ score: 0.5, right: 0.7 }]);
    expect(findCalibration(stored, { engine: 'whisper-cpp', model: 'small' })?.points).toEqual([{ score: 0.5, right: 0.8 }]);
  });

  it('are ignored if the file is damaged or missing', async () => {
    expect(readCalibrations(folder)).toEqual([]);
    await writeFile(join(folder, 'calibrations.json'), '{"v":1,"calibrations":[{}]}');
    expect(readCalibrations(folder)).toEqual([]);
  });
});
