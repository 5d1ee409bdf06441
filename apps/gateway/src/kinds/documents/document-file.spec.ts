import { DOCUMENT_STEPS } from '@throughline/contracts';
import { isPresent, shownFiles } from '@throughline/domain';
import { aConfig, anArtifact, Journey } from '@throughline/domain/testing';
import type { ItemFiles, ItemSnapshot } from '../../items/index.js';
import { findDocumentFile } from './document-file.js';

const PDF = 'embed_metadata_into_pdf';
const STORAGE = 'finalize_document_storage';
const BEFORE = DOCUMENT_STEPS.slice(0, DOCUMENT_STEPS.indexOf(PDF));

describe('the file of a document', () => {
  let journey: Journey;
  beforeEach(() => {
    journey = new Journey().register({ pipeline: 'document', title: 'scan', fileName: 'scan.pdf' });
    journey.run(aConfig([]));
    journey.through(...BEFORE).start(PDF);
    journey.complete(PDF, { artifacts: [anArtifact({ role: 'document', name: 'document.pdf' })] });
    journey.start(STORAGE);
    journey.complete(STORAGE, { details: { name: '2026-11-02 Mooring fee.pdf' } });
  });

  const nameOfFile = async (): Promise<string> => {
    const { state: asset, personal } = journey;
    if (!isPresent(asset)) throw new Error('The journey has not begun');
    const shown = { recording: { asset, personal } as ItemSnapshot, files: shownFiles(asset) };
    const files = { shown: () => Promise.resolve(shown) } as unknown as ItemFiles;
    return (await findDocumentFile(files, 'owner-1', journey.assetId, 'finished')).name;
  };
  const repeat = (step: string): void => {
    const { state } = journey;
    if (!isPresent(state) || state.run === undefined) throw new Error('There is no run');
    const { plan, config, configSources } = state.run;
    const runId = '00000000-0000-7000-9000-000000000009';
    const attemptId = '00000000-0000-5000-8000-000000000009';
    journey.record([
      { type: 'RunStarted', v: 1, data: { runId, plan, config, configSources, repeats: [step] } },
      { type: 'StepScheduled', v: 1, data: { step, attempt: 9, attemptId } },
    ]);
  };

  it('keeps its name while a later run stores it again', async () => {
    expect(await nameOfFile()).toBe('2026-11-02 Mooring fee.pdf');
    repeat(STORAGE);
    journey.start(STORAGE);
    expect(await nameOfFile()).toBe('2026-11-02 Mooring fee.pdf');
    journey.fail(STORAGE);
    expect(await nameOfFile()).toBe('2026-11-02 Mooring fee.pdf');
  });

  it('has no name of a file before a reset', async () => {
    journey.reset();
    journey.run(aConfig([]));
    journey.through(...BEFORE).start(PDF);
    journey.complete(PDF, { artifacts: [anArtifact({ role: 'document', name: 'document.pdf' })] });
    expect(await nameOfFile()).toBe('scan.pdf');
  });
});
