import { isPresent } from '../asset/state.js';
import { Journey, aConfig } from '../testing/index.js';
import { LONGEST_TITLE, titleOf, titleOfFile } from './title.js';

const METADATA = 'extract_metadata_with_gpt';
const BEFORE_METADATA = ['hash_file', 'create_file_record', 'check_text', 'extract_text'] as const;

const shownTitle = ({ state, personal }: Journey): string | undefined => {
  if (!isPresent(state)) throw new Error('The journey has not begun');
  return titleOf(state, personal);
};

const aDocument = (title: string, fileName?: string): Journey => {
  const journey = new Journey().register({ pipeline: 'document', title, ...(fileName === undefined ? {} : { fileName }) });
  journey.run(aConfig());
  journey.through(...BEFORE_METADATA);
  journey.start(METADATA);
  return journey;
};

const find = (journey: Journey, details: { readonly title?: string } = { title: 'Invoice 7' }): Journey => {
  journey.complete(METADATA, { details });
  return journey;
};

describe('the title of an item (ADR 110)', () => {
  it('is the one that a person or its source gave, before the one found in the document', () => {
    expect(shownTitle(find(aDocument('Electricity', 'scan0001.pdf')))).toBe('Electricity');
  });

  it.each([
    ['the name of its file', 'scan0001', 'scan0001.pdf'],
    ['the placeholder of a file without a name', 'Untitled document', '.pdf'],
  ])('is the one found in the document, before %s', (_name, title, fileName) => {
    const journey = aDocument(title, fileName);
    expect(shownTitle(journey)).toBe(title);
    expect(shownTitle(find(journey))).toBe('Invoice 7');
  });

  it.each([{}, { title: '  ' }])('is the name of the file if none was found: %j', (details) => {
    expect(shownTitle(find(aDocument('scan0001', 'scan0001.pdf'), details))).toBe('scan0001');
  });

  it('becomes what a person gives it later', () => {
    const journey = find(aDocument('scan0001', 'scan0001.pdf'));
    journey.send({ type: 'DescribeAsset', by: 'owner-1', fields: ['title'], texts: { title: 'Electricity' } });
    expect(shownTitle(journey)).toBe('Electricity');
  });

  it('is not one that an earlier run has found, after a reset', () => {
    const journey = find(aDocument('scan0001', 'scan0001.pdf'));
    journey.cancel();
    journey.reset();
    expect(shownTitle(journey)).toBe('scan0001');
  });

  it('is gone once the item is erased', () => {
    const journey = find(aDocument('scan0001', 'scan0001.pdf'));
    journey.erase();
    expect(shownTitle(journey)).toBeUndefined();
  });
});

describe('the title of a file', () => {
  it.each([
    ['talk.mp4', 'talk'],
    ['Version 2.0 of it.pdf', 'Version 2.0 of it'],
    ['a\u202eb\u0000.pdf', 'ab'],
    ['.pdf', 'Untitled document'],
    [undefined, 'Untitled document'],
  ])('%j is %j', (fileName, title) => {
    expect(titleOfFile(fileName, 'document')).toBe(title);
  });

  it('is cut between characters', () => {
    expect(titleOfFile(`${'🎬'.repeat(LONGEST_TITLE + 1)}.mp4`, 'recording')).toBe('🎬'.repeat(LONGEST_TITLE));
  });
});
