import { readdirSync } from 'node:fs';
import { STAGE_TYPES } from '@throughline/contracts';
import { stages } from './registry.js';

const folderOf = (stage: string): string => stage.toLowerCase().replaceAll('_', '-');

describe('the registry of stages', () => {
  it('has a folder for each line and a line for each folder', () => {
    const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [entry.name] : [],
    );
    expect(folders.sort()).toEqual(Object.keys(stages).map(folderOf).sort());
  });

  it('has exactly the stage types of the product (STG-01)', () => {
    expect(Object.keys(stages).sort()).toEqual([...STAGE_TYPES].sort());
  });
});
