import { createMemoryHistory, RouterContextProvider } from '@tanstack/react-router';
import { createPageRouter } from '../routes.js';
import { drawView, type DrawnView } from '../testing/draw-view.js';
import { text } from '../texts/text.js';
import { NO_OPTIONS, type UploadView } from './upload.js';
import { UploadRow } from './UploadRow.js';
import type { Uploads } from './uploads.js';

const view: UploadView = {
  key: 'a',
  name: 'talk.mp4',
  path: 'talk.mp4',
  kind: 'recordings',
  size: 4_000_000,
  sent: 1_000_000,
  state: 'sending',
  options: NO_OPTIONS,
};

const draw = (change: Partial<UploadView>): DrawnView =>
  drawView(
    <RouterContextProvider router={createPageRouter()} history={createMemoryHistory()}>
      <UploadRow view={{ ...view, ...change }} uploads={{} as Uploads} />
    </RouterContextProvider>,
    () => undefined,
  );

describe('the row of an upload', () => {
  it('says what was added, with a link to it and a button that removes the row', () => {
    const { html, words } = draw({ state: 'done', recordingId: 'r1', sent: view.size });
    expect(words.trim()).toBe(`talk.mp4 ${text.upload.open} Added recording`);
    expect(html).toContain('href="/recordings/r1"');
    expect(html).toMatch(new RegExp(`<button[^>]* aria-label="${text.upload.dismiss}"[^>]*><svg`));
  });

  it('offers to pause and to stop while it sends', () => {
    const { html, words } = draw({});
    expect(words).toContain(`talk.mp4 ${text.upload.pause} ${text.upload.stop} ${text.upload.state.sending} recording`);
    expect(html).toContain('aria-valuenow="25"');
    expect(html).not.toContain(text.upload.dismiss);
  });
});
