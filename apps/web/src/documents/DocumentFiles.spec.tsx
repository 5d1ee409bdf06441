import type { Document } from '@throughline/api-client';
import { drawView, listControls, viewer } from '../testing/draw-view.js';
import { text } from '../texts/text.js';
import { DocumentFiles } from './DocumentFiles.js';

const { make, noPicture } = text.recording.previews;
const pdf = { name: 'source.pdf', role: 'source', media_type: 'application/pdf', size: 1, sha256: 'a', url: '/source.pdf' };

const draw = (state: Document['previews']['state'], me?: typeof viewer) => {
  const document = { id: 'd1', previews: { state }, run: null, deleted_at: null } as unknown as Document;
  return drawView(<DocumentFiles document={document} files={{ artifacts: [pdf], archiveSize: 1 }} />, () => undefined, me);
};

describe('the files of a document', () => {
  it.each([
    ['failed', noPicture.failed],
    ['stopped', noPicture.stopped],
    ['none', noPicture.missing],
  ] as const)('say that the picture of the first page is missing, and offer to make it: %s', (state, reason) => {
    const { html, words } = draw(state);
    expect(words).toContain(reason);
    expect(listControls(html)).toEqual([make]);
    expect(listControls(draw(state, viewer).html)).toEqual([]);
  });

  it('say nothing about a picture that is made or to come', () => {
    expect(draw('ready').words).not.toContain(make);
    expect(draw('requested').words).not.toContain(make);
  });
});
