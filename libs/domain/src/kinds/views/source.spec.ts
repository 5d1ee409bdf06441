import type { Artifact } from '@throughline/contracts';
import { isPresent, uploadOf, type Asset } from '../../asset/state.js';
import { Journey, anArtifact } from '../../testing/index.js';
import { renderSource } from './source.js';

const assetOf = ({ state }: Journey): Asset => {
  if (!isPresent(state)) throw new Error('absent');
  return state;
};
const uploaded = assetOf(new Journey().register());

describe('the source of a recording in the API', () => {
  it('names the source that has brought it', () => {
    expect(renderSource({ ...uploaded, sourceId: 4 }, {}).source_id).toBe(4);
    expect(renderSource(uploaded, {}).source_id).toBeNull();
  });

  it('names the documents that it has pages of, and what their files have beside', () => {
    const origin = { id: '0198f5d2-8e0a-7b3c-9d4e-5f60718293a4', key: 'uploads/a/source', size: 7, sha256: 'a'.repeat(64) };
    const documents = [{ ...origin, pages: [{ from: 2, to: 3, rotate: 90 as const }] }, origin];
    const journey = new Journey().register({ pipeline: 'document', source: { kind: 'pages', documents } });
    journey.run();
    const pages = [{ from: 2, to: 3, rotate: 90 }];
    const named = [
      { id: origin.id, pages },
      { id: origin.id, pages: null },
    ];
    expect(renderSource(assetOf(journey), {}).made_of).toEqual({ documents: named, left_out: null });
    journey.start('hash_file');
    journey.complete('hash_file', { result: { left_out: ['bookmarks'] }, artifacts: [anArtifact({ role: 'source' })] });
    expect(renderSource(assetOf(journey), {}).made_of).toEqual({ documents: named, left_out: ['bookmarks'] });
    expect(renderSource(uploaded, {})).not.toHaveProperty('made_of');
  });

  it('has an address without secrets', () => {
    const sourceUrl = 'https://me:secret@files.example:8443/talks/my%20talk.mp4?key=secret#secret';
    expect(renderSource(uploaded, { sourceUrl }).url).toBe('https://files.example:8443/talks/my%20talk.mp4');
  });

  it('has no address if there is none, if it was erased, or if it is invalid', () => {
    expect(renderSource(uploaded, {}).url).toBeNull();
    expect(renderSource(uploaded, { sourceUrl: 'https://[half?secret' }).url).toBeNull();
  });

  it('has the size of the upload or of the downloaded file once the bytes have arrived', () => {
    const fetched: Asset = { ...uploaded, sourceKind: 'url', source: { kind: 'url', settings: {} }, steps: [] };
    expect(renderSource(fetched, {})).toEqual({
      kind: 'url',
      source_id: null,
      url: null,
      size: null,
      media_type: null,
      sha256: null,
      duration_seconds: null,
    });
    const artifact: Artifact = {
      role: 'source',
      name: 'source.mp4',
      key: 'k',
      mediaType: 'video/mp4',
      size: 7,
      sha256: '0'.repeat(64),
    };
    const step = { step: 'DOWNLOAD', kind: 'source', phase: 'completed', attempts: [], artifacts: [artifact], checkpoints: {} };
    const whole = { ...fetched, steps: [step] } as unknown as Asset;
    const probed = { ...fetched, steps: [{ ...step, result: { duration_seconds: 61.5 } }] } as unknown as Asset;
    expect(renderSource(probed, {}).duration_seconds).toBe(61.5);
    expect(renderSource({ ...whole, namedSeconds: 90 }, {}).duration_seconds).toBe(90);
    expect(renderSource({ ...probed, namedSeconds: 90 }, {}).duration_seconds).toBe(61.5);
    expect(renderSource(whole, {})).toMatchObject({ size: 7, media_type: 'video/mp4', sha256: artifact.sha256 });
    expect(renderSource(uploaded, {})).toMatchObject({
      size: expect.any(Number) as number,
      sha256: uploadOf(uploaded.source)?.sha256,
    });
    for (const erased of [whole, uploaded])
      expect(renderSource({ ...erased, erasedAt: '2026-01-01T00:00:00.000Z' }, {}).sha256).toBeNull();
  });

  it('is history only, and can get a file, until the item is erased or has expired', () => {
    const { source: _source, ...rest } = uploaded;
    const migrated: Asset = { ...rest, sourceKind: 'history', steps: [] };
    expect(renderSource(migrated, {}).history_only).toBe(true);
    for (const end of [{ erasedAt: '2026-01-01T00:00:00.000Z' }, { expiredAt: '2026-01-01T00:00:00.000Z' }])
      expect(renderSource({ ...migrated, ...end }, {})).not.toHaveProperty('history_only');
  });

  it('has the size and the hash of a document once a run has fetched it', () => {
    const source = { kind: 'url', settings: {} };
    const journey = new Journey().register({ pipeline: 'document', source, sourceUrl: 'https://files.example/letter.pdf' });
    journey.run();
    journey.start('hash_file');
    expect(renderSource(assetOf(journey), {})).toMatchObject({ size: null, sha256: null });
    const copy = anArtifact({ role: 'source', size: 7 });
    journey.complete('hash_file', { artifacts: [copy] });
    expect(renderSource(assetOf(journey), {})).toMatchObject({ size: 7, sha256: copy.sha256 });
  });

  it('has the files of the service, and says which of them the item has', () => {
    const files = [
      { name: 'gallery_view', taken: true },
      { name: 'chat_file', taken: false },
    ];
    const step = { step: 'DOWNLOAD', kind: 'source', phase: 'completed', attempts: [], artifacts: [], checkpoints: {} };
    const withResult = (result: object): Asset => ({ ...uploaded, steps: [{ ...step, result }] }) as unknown as Asset;
    expect(renderSource(withResult({ source_files: files }), {}).files).toEqual(files);
    for (const result of [{}, { source_files: [] }, { source_files: 'x' }])
      expect(renderSource(withResult(result), {})).not.toHaveProperty('files');
  });
});
