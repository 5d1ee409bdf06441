import { readdirSync } from 'node:fs';
import { defaultRunConfig, planDocument } from '@throughline/domain';
import { stepsOf } from '@throughline/worker-host/steps';
import { intakeSteps } from './registry.js';

const steps = intakeSteps.flatMap(stepsOf);

describe('the registry of the intake of documents', () => {
  it('has a folder for each line and a line for each folder', () => {
    const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [entry.name] : [],
    );
    expect(folders.sort()).toEqual(steps.map(({ name }) => name.replaceAll('_', '-')).sort());
  });

  it('has every main step that this service runs, in its planned lane (DOC-04)', () => {
    const ours = planDocument(defaultRunConfig)
      .steps.filter(({ service }) => service === 'ingest')
      .map(({ step, lane }) => ({ name: step, lane }));
    expect(steps).toEqual(ours);
  });
});
