import { drawView } from '../testing/draw-view.js';
import { PartTabs } from '../controls/PartTabs.js';
import { text } from '../texts/text.js';
import { listFilled } from './filled-tabs.js';

const ignore = (): void => undefined;
const empty = {
  metadata: null,
  text: null,
  storage: null,
  outputs: [],
} satisfies Parameters<typeof listFilled>[0]['document'];
const file = { name: 'original', media_type: 'text/plain', role: 'source', size: 1, sha256: 'a', url: '/original' };
const RESULT_FIRST = ['fields', 'outputs', 'files', 'steps'] as const;

describe('the tabs of a document on a phone', () => {
  it('are the parts that have content', () => {
    const filled = listFilled({ document: empty, files: { artifacts: [file] }, side: RESULT_FIRST, isPast: false });
    expect(filled[0]).toBe('files');
    const { words } = drawView(
      <PartTabs tab="files" filled={filled} onTab={ignore} label="Parts" names={text.documentView.parts.names} />,
      ignore,
    );
    expect(words.trim()).toBe('Files About History');
  });

  it('begin with the details, or with the steps while they run', () => {
    const document = { ...empty, text: { characters: 9 } };
    const first = (side: Parameters<typeof listFilled>[0]['side']) =>
      listFilled({ document, files: { artifacts: [file] }, side, isPast: false })[0];
    expect(first(RESULT_FIRST)).toBe('fields');
    expect(first(['steps', 'fields', 'outputs', 'files'])).toBe('history');
  });

  it('of an earlier time are those of its own content', () => {
    expect(listFilled({ document: empty, files: { artifacts: [file] }, side: RESULT_FIRST, isPast: true })).toEqual(['history']);
  });
});
