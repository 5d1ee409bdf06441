import { aConfig, aRun, Journey, STAGES } from '../testing/index.js';
import { renderStatus } from './render-status.js';

describe('the status trail of a run', () => {
  it('AGG-14: shows every status of a single-output run without faults, in order', () => {
    const journey = aRun().through('DOWNLOAD', ...STAGES, 'deliver:library');
    expect(journey.trail).toEqual([
      'PENDING_SOURCE',
      'INITIALIZED',
      'DOWNLOADING',
      'DOWNLOADED',
      'PROCESSING',
      'PROCESSED',
      'UPLOADING',
      'READY',
    ]);
  });
});
