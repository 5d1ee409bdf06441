import { defaultRunConfig } from '@throughline/domain';
import { wantsBatch } from './batch.js';

describe('whether a recording is transcribed by batch', () => {
  it.each([
    [{}, false],
    [{ batch: true }, true],
    [{ batch_id: 'batch-1' }, true],
    [{ batch: false, batch_id: 'batch-1' }, false],
    [{ batch: false }, false],
  ])('%j: %s', (said, expected) => {
    const config = { ...defaultRunConfig, transcription: { ...defaultRunConfig.transcription, ...said } };
    expect(wantsBatch({ config })).toBe(expected);
  });
});
