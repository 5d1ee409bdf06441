import { readdirSync } from 'node:fs';
import { DOCUMENT_STEPS } from '@throughline/contracts';
import { defaultRunConfig, planDocument } from '@throughline/domain';
import { documentSteps } from './registry.js';

describe('the registry of the steps of a document', () => {
  it('has a folder for each line and a line for each folder', () => {
    const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [entry.name] : [],
    );
    expect(folders.sort()).toEqual(
      Object.keys(documentSteps)
        .map((step) => step.replaceAll('_', '-'))
        .sort(),
    );
  });

  it('has every main step that this service runs (DOC-04)', () => {
    const ours = planDocument(defaultRunConfig)
      .steps.filter(({ service }) => service === 'processing')
      .map(({ step }) => step);
    expect(Object.keys(documentSteps)).toEqual(DOCUMENT_STEPS.filter((step) => ours.includes(step)));
  });
});
