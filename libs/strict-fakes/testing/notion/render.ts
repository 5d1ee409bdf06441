import { notFound } from './refusals.js';
import type { DataSource, NotionPage, PropertySchema, PropertyValue } from './workspace.js';

const text = (content: unknown): readonly object[] =>
  typeof content === 'string' && content !== ''
    ? [{ type: 'text', text: { content, link: null }, plain_text: content, href: null }]
    : [];

function renderValue({ id, type }: PropertySchema, value: PropertyValue): object {
  if (type === 'title' || type === 'rich_text') return { id, type, [type]: text(value) };
  if (type === 'select' || type === 'status')
    return { id, type, [type]: value === null ? null : { name: value, color: 'default' } };
  if (type === 'date') return { id, type, date: value === null ? null : { start: value, end: null, time_zone: null } };
  if (type === 'people') return { id, type, people: [] };
  return { id, type, [type]: type === 'checkbox' ? value === true : value };
}

/** Returns the integration's own user; other users are hidden. */
export function renderBot(id: string): object {
  if (id !== 'me') throw notFound('user', id);
  return { object: 'user', id: '00000000-0000-4000-8000-000000000001', type: 'bot', name: 'Throughline', bot: {} };
}

export const renderPage = ({ id, dataSource, values, inTrash, editedAt }: NotionPage): object => ({
  object: 'page',
  id,
  last_edited_time: editedAt,
  in_trash: inTrash,
  parent: { type: 'data_source_id', data_source_id: dataSource.id, database_id: dataSource.databaseId },
  properties: Object.fromEntries(
    [...dataSource.schema].map(([name, schema]) => [name, renderValue(schema, values.get(name) ?? null)]),
  ),
  url: `https://www.notion.so/${id.replaceAll('-', '')}`,
});

const title = (content: string): readonly object[] => [{ type: 'text', text: { content, link: null }, plain_text: content }];

export const renderDataSource = ({ id, databaseId, title: name, schema }: DataSource): object => ({
  object: 'data_source',
  id,
  title: title(name),
  parent: { type: 'database_id', database_id: databaseId },
  properties: Object.fromEntries(
    [...schema].map(([key, { id: property, type, options }]) => [
      key,
      {
        id: property,
        name: key,
        type,
        [type]: options.length === 0 ? {} : { options: options.map((option) => ({ name: option, color: 'default' })) },
      },
    ]),
  ),
});

export const renderDatabase = (sources: readonly DataSource[], id: string): object => ({
  object: 'database',
  id,
  title: title(sources[0]?.title ?? ''),
  data_sources: sources.map(({ id: source, title: name }) => ({ id: source, name })),
});
