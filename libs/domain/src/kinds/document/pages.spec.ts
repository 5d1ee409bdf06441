import type { DocumentStep, JsonObject } from '@throughline/contracts';
import type { Asset } from '../../asset/state.js';
import { Journey, aConfig } from '../../testing/index.js';
import { renderListItem } from '../views/list-item.js';
import { renderDocumentFields } from './view.js';

type Results = Readonly<Partial<Record<DocumentStep, JsonObject>>>;

/** Returns the numbers of pages that the record, the text and the list state. */
function statedPages(results: Results): readonly unknown[] {
  const journey = new Journey().register({ pipeline: 'document' });
  journey.run(aConfig([]));
  for (const [step, result] of Object.entries({ hash_file: {}, ...results })) {
    journey.start(step);
    journey.complete(step, { result });
  }
  const [asset, { personal }] = [journey.state as Asset, journey];
  const { record, text } = renderDocumentFields(asset, { personal });
  return [record?.['pages'], text?.['pages'], renderListItem(asset, personal, {}).page_count];
}

describe('the number of pages of a document', () => {
  it.each<[string, number | undefined, Results]>([
    ['of a PDF, also if it states fewer', 3, { create_file_record: { kind: 'pdf', pages: 3 }, check_text: { pages: 1 } }],
    ['of a picture', 1, { create_file_record: { kind: 'image', pages: 1 }, check_text: { pages: 1 } }],
    ['of the PDF of an Office file', 2, { create_file_record: { kind: 'office' }, check_text: { pages: 2 } }],
    ...['text', 'html', 'email'].map((kind): [string, number, Results] => [
      `of the PDF of ${kind}, whatever its record and its stored text have`,
      2,
      { create_file_record: { kind, pages: 1 }, check_text: { pages: 2 }, extract_text: { pages: 1 } },
    ]),
  ])('is that %s', (_, pages, results) => {
    expect(statedPages(results)).toEqual([pages, pages, pages]);
  });

  it.each<[string, Results]>([
    ['before its PDF is made', {}],
    ['if no PDF is made', { check_text: { pages: 1, converted: false }, extract_text: { pages: 1 } }],
    ['if its PDF failed, but its text was read', { extract_text: { pages: 1 } }],
  ])('is unknown for a text %s', (_, results) => {
    expect(statedPages({ create_file_record: { kind: 'text', pages: 1 }, ...results })).toEqual([undefined, undefined, null]);
  });
});
