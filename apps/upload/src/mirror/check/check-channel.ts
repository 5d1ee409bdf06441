import {
  MIRROR_FIELDS,
  MIRROR_STATUSES,
  PROPERTY_TYPES,
  type ChannelCheck,
  type ChannelCheckReport,
  type ChannelNote,
  type CheckItem,
  type MirrorField,
} from '@throughline/contracts';
import type { MirrorView } from '@throughline/domain';
import { isMirrorError } from '../notion/mirror-error.js';
import type { NotionConnection, SeenOptions } from '../notion/notion-connection.js';
import type { PageProperties } from '../notion/page-properties.js';
import { bodyOf, shownOf, typeFor } from '../page/shown.js';

const LONGEST = 500;

/** What was found out of the pages of a channel. */
interface Found {
  readonly properties: PageProperties;
  /** Undefined where the data source is not shared: a page does not tell of options. */
  readonly options: SeenOptions | undefined;
}

const item = (name: string, result: CheckItem['result'], message: string, mend?: string): CheckItem => ({
  name: name.slice(0, 200),
  result,
  message: message.slice(0, LONGEST),
  ...(mend === undefined ? {} : { mend: mend.slice(0, LONGEST) }),
});

/** A message of ours says what is wrong, then what to do. */
function wrong(name: string, error: unknown): CheckItem {
  if (!isMirrorError(error)) throw error;
  const at = error.message.indexOf(': ');
  return at < 0
    ? item(name, 'wrong', error.message)
    : item(name, 'wrong', error.message.slice(0, at), error.message.slice(at + 2));
}

function ofChannel({ name, actionType, fieldMap }: ChannelNote): readonly CheckItem[] {
  const writes =
    actionType === 'update_origin'
      ? item('channel:action_type', 'ok', `Pages of '${name}' are written (update_origin)`)
      : item(
          'channel:action_type',
          'ok',
          `Nothing is written on pages of '${name}' (${actionType})`,
          'Set action_type to update_origin to have them written',
        );
  const missing = (['status', 'process_errors'] as const).filter((field) => fieldMap[field] === undefined);
  const map =
    missing.length === 0
      ? item('channel:field_map', 'ok', 'status and process_errors are mapped')
      : item(
          'channel:field_map',
          'wrong',
          `${missing.join(' and ')} not mapped`,
          'Name the properties in the field map of the channel',
        );
  return [writes, map];
}

const mapped = ({ fieldMap }: ChannelNote): readonly { readonly field: MirrorField; readonly property: string }[] =>
  MIRROR_FIELDS.flatMap((field) => {
    const property = fieldMap[field];
    return property === undefined ? [] : [{ field, property }];
  });

function ofField(each: { readonly field: MirrorField; readonly property: string }, found: Found | undefined): CheckItem {
  const name = `field:${each.field}`;
  if (found === undefined)
    return item(
      name,
      'unknown',
      `Whether there is a property '${each.property}' was not to be found out`,
      `It is to be of type ${PROPERTY_TYPES[each.field].join(' or ')}`,
    );
  try {
    return item(name, 'ok', `'${each.property}' is there, of type ${typeFor(each, found.properties)}`);
  } catch (error) {
    return wrong(name, error);
  }
}

const isChosenFrom = (type: string | undefined): type is 'select' | 'status' => type === 'select' || type === 'status';

function ofOption(status: string, property: string, found: Found | undefined): CheckItem {
  const name = `option:${status}`;
  const type = found?.properties.get(property)?.type;
  if (!isChosenFrom(type)) return item(name, 'unknown', 'There is no property yet that could have this option');
  const options = found?.options?.get(property);
  if (options === undefined)
    return item(
      name,
      'unknown',
      'The options are told by the database, which is not shared',
      'Share the database with the integration',
    );
  if (options.includes(status)) return item(name, 'ok', `'${property}' has the option '${status}'`);
  return type === 'select'
    ? item(name, 'ok', `'${property}' has no option '${status}' yet: Notion makes it when it is written first`)
    : item(
        name,
        'wrong',
        `'${property}' has no option '${status}'`,
        'Add an option of this very name: Notion makes none for a property of type status',
      );
}

const SAMPLE = '2026-01-01T00:00:00.000Z';
const viewOf = (status: (typeof MIRROR_STATUSES)[number]): MirrorView => ({
  status,
  since: SAMPLE,
  runAt: SAMPLE,
  ...(status === 'Error' ? { error: 'Error in video processing: an example' } : {}),
  ...(status === 'Complete'
    ? { final: { driveUrl: 'https://drive.google.com/', language: 'en', durationSeconds: 60, completedAt: SAMPLE } }
    : {}),
});

/** What would be sent for each of the six, built and held against the types that are there. */
function ofBuilders(note: ChannelNote, found: Found | undefined): CheckItem {
  const name = 'builders';
  if (found === undefined) return item(name, 'unknown', 'What would be written could not be held against the properties');
  try {
    for (const status of MIRROR_STATUSES) bodyOf(shownOf(viewOf(status), note.fieldMap), found.properties);
    return item(name, 'ok', `What is written can be built for each status: ${MIRROR_STATUSES.join(', ')}`);
  } catch (error) {
    return wrong(name, error);
  }
}

async function lookAt(
  connection: NotionConnection,
  { channel, page }: ChannelCheck,
): Promise<readonly [readonly CheckItem[], Found?]> {
  if (page !== undefined) return lookAtPage(connection, page);
  const { dataSource } = channel;
  if (dataSource === undefined)
    return [
      [
        item(
          'pages',
          'unknown',
          'The channel names no data source, and no page was given',
          'Ask again with the id of a page, or set data_source_id',
        ),
      ],
    ];
  try {
    const found = await connection.dataSource(dataSource);
    return [[item('pages', 'ok', 'The data source of the channel is shared with the connection')], found];
  } catch (error) {
    return [[wrong('pages', error)]];
  }
}

async function lookAtPage(connection: NotionConnection, page: string): Promise<readonly [readonly CheckItem[], Found?]> {
  try {
    const { properties, dataSource, isInTrash } = await connection.page(page);
    if (isInTrash) return [[item('pages', 'wrong', 'The page is in the trash', 'Restore it')]];
    const options = dataSource === undefined ? undefined : await optionsIn(connection, dataSource);
    return [[item('pages', 'ok', 'The page is shared with the connection')], { properties, options }];
  } catch (error) {
    return [[wrong('pages', error)]];
  }
}

async function optionsIn(connection: NotionConnection, dataSource: string): Promise<SeenOptions | undefined> {
  try {
    return (await connection.dataSource(dataSource)).options;
  } catch (error) {
    if (!isMirrorError(error)) throw error;
    return undefined;
  }
}

/** Looks at everything that has to be right for pages of a channel to be written (TST-02). Nothing is written. */
export async function checkChannel(
  check: ChannelCheck,
  open: (channel: ChannelNote) => Promise<NotionConnection>,
): Promise<ChannelCheckReport> {
  const { channel } = check;
  const items: CheckItem[] = [];
  let found: Found | undefined;
  try {
    const connection = await open(channel);
    await connection.introduce();
    items.push(item('client', 'ok', 'Notion knows the token of the connection'));
    const [seen, properties] = await lookAt(connection, check);
    items.push(...seen);
    found = properties;
  } catch (error) {
    items.push(wrong('client', error));
  }
  const property = channel.fieldMap.status ?? '';
  items.push(
    ...ofChannel(channel),
    ...mapped(channel).map((each) => ofField(each, found)),
    ...MIRROR_STATUSES.map((status) => ofOption(status, property, found)),
    ofBuilders(channel, found),
  );
  return { v: 1, items };
}
