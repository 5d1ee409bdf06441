import { readdirSync } from 'node:fs';
import { isRunConfig } from '@throughline/contracts';
import { defaultRunConfig } from '../../config/defaults.js';
import { valueAt } from '../../config/paths.js';
import { planRecording } from '../recording.js';
import { STAGE_NAMES, stages } from './registry.js';

/** The files of the folder that define no stage. */
const SHARED = ['definition', 'predict-skip', 'registry'];
const fileOf = (stage: string): string => stage.toLowerCase().replaceAll('_', '-');

describe('the definitions of stages', () => {
  it('have a file for each line and a line for each file', () => {
    const files = readdirSync(import.meta.dirname).flatMap((file) => /^([a-z-]+)\.(?:ts|js)$/.exec(file)?.[1] ?? []);
    expect(files.sort()).toEqual([...SHARED, ...STAGE_NAMES.map(fileOf)].sort());
  });

  it('come after the stages that they depend on, and need only those', () => {
    for (const [index, name] of STAGE_NAMES.entries()) {
      const { dependsOn, needs = [] } = stages[name];
      expect(STAGE_NAMES.slice(0, index)).toEqual(expect.arrayContaining([...dependsOn]));
      expect(dependsOn).toEqual(expect.arrayContaining([...needs]));
    }
  });

  it('have a switch with a default, and the plan names it', () => {
    expect(isRunConfig(defaultRunConfig)).toBe(true);
    const planned = new Map(planRecording(defaultRunConfig).steps.map(({ step, enabledBy }) => [step, enabledBy]));
    for (const name of STAGE_NAMES) {
      expect(typeof valueAt(defaultRunConfig, stages[name].enabledBy)).toBe('boolean');
      expect(planned.get(name)).toBe(stages[name].enabledBy);
    }
  });
});
