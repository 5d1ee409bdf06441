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
import type { NotionConnection, PropertyOptions } from '../notion/notion-connection.js';
import type { PageProperties } from '../notion/page-properties.js';
import { buildBody, toPropertyValues, requireType } from '../page/property-values.js';

const LONGEST = 500;

interface PageSchema {
  readonly properties: PageProperties;
  /** `undefined` if the data source is not shared: a page does not list the options. */
  readonly options: PropertyOptions | undefined;
}

const item = (name: string, result: CheckItem['result'], message: string, mend?: string): CheckItem => ({
  name: name.slice(0, 200),
  result,
  message: message.slice(0, LONGEST),
  ...(mend === undefined ? {} : { mend: mend.slice(0, LONGEST) }),
});

/** Splits a mirror error's message at the colon: the problem, then the remedy. */
function toWrongItem(name: string, error: unknown): CheckItem {
  if (!isMirrorError(error)) throw error;
  const at = error.message.indexOf(': ');
  return at < 0
    ? item(name, 'wrong', error.message)
    : item(name, 'wrong', error.message.slice(0, at), error.message.slice(at + 2));
}

function checkSettings({ name, actionType, fieldMap }: ChannelNote): readonly CheckItem[] {
  const writes =
    actionType === 'update_origin'
      ? item('channel:action_type', 'ok', `Pages of '${name}' are updated (update_origin)`)
      : item(
          'channel:action_type',
          'ok',
          `Pages of '${name}' are not updated (${actionType})`,
          'To update them, set action_type to update_origin',
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

function checkField(each: { readonly field: MirrorField; readonly property: string }, found: PageSchema | undefined): CheckItem {
  const name = `field:${each.field}`;
  if (found === undefined)
    return item(
      name,
      'unknown',
      `The property '${each.property}' could not be checked`,
      `It must be of the type ${PROPERTY_TYPES[each.field].join(' or ')}`,
    );
  try {
    return item(name, 'ok', `'${each.property}' is there, of type ${requireType(each, found.properties)}`);
  } catch (error) {
    return toWrongItem(name, error);
  }
}

const isChosenFrom = (type: string | undefined): type is 'select' | 'status' => type === 'select' || type === 'status';

function checkOption(status: string, property: string, found: PageSchema | undefined): CheckItem {
  const name = `option:${status}`;
  const type = found?.properties.get(property)?.type;
  if (!isChosenFrom(type)) return item(name, 'unknown', 'The property for this option does not exist yet');
  const options = found?.options?.get(property);
  if (options === undefined)
    return item(name, 'unknown', 'The database lists the options, but is not shared', 'Share the database with the integration');
  if (options.includes(status)) return item(name, 'ok', `'${property}' has the option '${status}'`);
  return type === 'select'
    ? item(name, 'ok', `'${property}' has no option '${status}' yet: Notion creates it at the first update`)
    : item(
        name,
        'wrong',
        `'${property}' has no option '${status}'`,
        'Add an option with exactly this name: Notion creates none for a property of the type status',
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

/** Builds the properties for each of the six statuses, and compares them with the types in Notion. */
function checkBuilders(note: ChannelNote, found: PageSchema | undefined): CheckItem {
  const name = 'builders';
  if (found === undefined) return item(name, 'unknown', 'The values could not be compared with the properties');
  try {
    for (const status of MIRROR_STATUSES) buildBody(toPropertyValues(viewOf(status), note.fieldMap), found.properties);
    return item(name, 'ok', `Values for every status can be built: ${MIRROR_STATUSES.join(', ')}`);
  } catch (error) {
    return toWrongItem(name, error);
  }
}

async function readSchema(
  connection: NotionConnection,
  { channel, page }: ChannelCheck,
): Promise<readonly [readonly CheckItem[], PageSchema?]> {
  if (page !== undefined) return readPageSchema(connection, page);
  const { dataSource } = channel;
  if (dataSource === undefined)
    return [
      [
        item(
          'pages',
          'unknown',
          'The channel names no data source, and no page was given',
          'Check again with the id of a page, or set data_source_id',
        ),
      ],
    ];
  try {
    const found = await connection.dataSource(dataSource);
    return [[item('pages', 'ok', 'The data source of the channel is shared with the connection')], found];
  } catch (error) {
    return [[toWrongItem('pages', error)]];
  }
}

async function readPageSchema(connection: NotionConnection, page: string): Promise<readonly [readonly CheckItem[], PageSchema?]> {
  try {
    const { properties, dataSource, isInTrash } = await connection.page(page);
    if (isInTrash) return [[item('pages', 'wrong', 'The page is in the trash', 'Restore it')]];
    const options = dataSource === undefined ? undefined : await readOptions(connection, dataSource);
    return [[item('pages', 'ok', 'The page is shared with the connection')], { properties, options }];
  } catch (error) {
    return [[toWrongItem('pages', error)]];
  }
}

async function readOptions(connection: NotionConnection, dataSource: string): Promise<PropertyOptions | undefined> {
  try {
    return (await connection.dataSource(dataSource)).options;
  } catch (error) {
    if (!isMirrorError(error)) throw error;
    return undefined;
  }
}

/** Checks everything that page writes of a channel need (TST-02). Writes nothing. */
export async function checkChannel(
  check: ChannelCheck,
  open: (channel: ChannelNote) => Promise<NotionConnection>,
): Promise<ChannelCheckReport> {
  const { channel } = check;
  const items: CheckItem[] = [];
  let found: PageSchema | undefined;
  try {
    const connection = await open(channel);
    await connection.introduce();
    items.push(item('client', 'ok', 'Notion accepts the token of the connection'));
    const [seen, properties] = await readSchema(connection, check);
    items.push(...seen);
    found = properties;
  } catch (error) {
    items.push(toWrongItem('client', error));
  }
  const property = channel.fieldMap.status ?? '';
  items.push(
    ...checkSettings(channel),
    ...mapped(channel).map((each) => checkField(each, found)),
    ...MIRROR_STATUSES.map((status) => checkOption(status, property, found)),
    checkBuilders(channel, found),
  );
  return { v: 1, items };
}
