import { readdirSync } from 'node:fs';
import { STAGE_TYPES } from '@throughline/contracts';
import { defaultRunConfig, planRecording } from '@throughline/domain';
import { stepsOf } from '@throughline/worker-host/steps';
import { stages } from './registry.js';

const steps = stages.flatMap(stepsOf);

const folderOf = (stage: string): string => stage.toLowerCase().replaceAll('_', '-');

describe('the registry of stages', () => {
  it('has a folder for each line and a line for each folder', () => {
    const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [entry.name] : [],
    );
    expect(folders.sort()).toEqual(steps.map(({ name }) => folderOf(name)).sort());
  });

  it('has exactly the stage types of the product (STG-01)', () => {
    expect(steps.map(({ name }) => name).sort()).toEqual([...STAGE_TYPES].sort());
  });

  it('has each stage in its planned lane', () => {
    const config = { ...defaultRunConfig, trimming: { ...defaultRunConfig.trimming, enable_trimming: true } };
    const planned = planRecording(config).steps.filter(({ kind }) => kind === 'stage');
    expect(steps).toEqual(planned.map(({ step, lane }) => ({ name: step, lane })));
  });
});
