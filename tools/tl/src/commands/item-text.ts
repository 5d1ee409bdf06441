import { request, type Source } from '@throughline/api-client';
import { getSource } from '@throughline/api-client/operations';
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

/** Formats an item with the name of the source that has brought it. `further` rows come from other requests. */
export async function itemText(
  client: HttpClient,
  item: RecordingView,
  further: readonly (readonly string[])[] = [],
): Promise<string> {
  const { source_id: id } = item.source;
  return recordingText(item, { further, source: id == null ? undefined : await fetchSourceName(client, id) });
}
