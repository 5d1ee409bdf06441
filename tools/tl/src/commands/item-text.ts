import { formatPages } from '@throughline/contracts';
import { request, type Document, type Source } from '@throughline/api-client';
import { getDocument, getSource } from '@throughline/api-client/operations';
import type { HttpClient } from '../client/http-client.js';
import type { RecordingView } from '../client/views.js';
import { isCliError } from '../exit.js';
import { recordingText } from '../output/recording.js';
import { readerOf } from '../client/read-answer.js';

const readSource = readerOf<Source>('id', 'name', 'revision');

/** Returns the name of a source. Its number alone if the name cannot be read: the item is still shown. */
async function fetchSourceName(client: HttpClient, id: number): Promise<string> {
  try {
    return readSource(await client.json(request(getSource, { path: { id } }))).name;
  } catch (error) {
    return isCliError(error) && error.details.code === 'not-found' ? `number ${String(id)}, deleted` : `number ${String(id)}`;
  }
}

const readDocument = readerOf<Document>('id', 'title');

/** Returns how to show a document that the item has pages of. It may have been erased, or moved to another library. */
async function nameOrigin(client: HttpClient, id: string): Promise<string> {
  try {
    const { title, erased_at: erasedAt } = readDocument(await client.json(request(getDocument, { path: { id } })));
    if (erasedAt != null) return `${id}, which was erased`;
    return title === null ? id : `${id} (${title})`;
  } catch (error) {
    return isCliError(error) && error.details.code === 'not-found' ? `${id}, which is no longer in this library` : id;
  }
}

type MadeOf = NonNullable<RecordingView['source']['made_of']>;

const pagesText = (pages: MadeOf['documents'][number]['pages']): string =>
  pages === null
    ? 'all pages'
    : formatPages(
        pages.map(({ from, to, rotate }) => ({ from, to, ...(rotate === 0 ? {} : { rotate: rotate as 90 | 180 | 270 }) })),
      );

async function originRows(client: HttpClient, { documents, left_out: leftOut }: MadeOf): Promise<readonly (readonly string[])[]> {
  const ids = [...new Set(documents.map(({ id }) => id))];
  const names = new Map(await Promise.all(ids.map(async (id) => [id, await nameOrigin(client, id)] as const)));
  return [
    ...documents.map(({ id, pages }, index) => [index === 0 ? 'made of' : '', `${pagesText(pages)} of ${names.get(id) ?? id}`]),
    ...(leftOut === null || leftOut.length === 0 ? [] : [['not taken over', leftOut.join(', ')]]),
  ];
}

/** Formats an item with the name of the source that has brought it. `further` rows come from other requests. */
export async function itemText(
  client: HttpClient,
  item: RecordingView,
  further: readonly (readonly string[])[] = [],
): Promise<string> {
  const { source_id: id, made_of: madeOf } = item.source;
  const origins = madeOf === undefined ? [] : await originRows(client, madeOf);
  return recordingText(item, {
    further: [...origins, ...further],
    source: id == null ? undefined : await fetchSourceName(client, id),
  });
}
