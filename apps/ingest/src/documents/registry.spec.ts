import { readdirSync } from 'node:fs';
import { defaultRunConfig, planDocument } from '@throughline/domain';
import { intakeSteps } from './registry.js';

describe('the registry of the intake of documents', () => {
  it('has a folder for each line and a line for each folder', () => {
    const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [entry.name] : [],
    );
    expect(folders.sort()).toEqual(
      Object.keys(intakeSteps)
        .map((step) => step.replaceAll('_', '-'))
        .sort(),
    );
  });

  it('has every main step that this service runs (DOC-04)', () => {
    const ours = planDocument(defaultRunConfig)
      .steps.filter(({ service }) => service === 'ingest')
      .map(({ step }) => step);
    expect(Object.keys(intakeSteps)).toEqual(ours);
  });
});
