import { isObject } from '@throughline/contracts';
import { invalid, NotionRefusal } from './refusals.js';
import type { DataSource, PropertySchema, PropertyType, PropertyValue } from './workspace.js';

const MAX_TEXT = 2_000;
const MAX_ITEMS = 100;
const MAX_OPTION = 100;
const MAX_URL = 2_000;

type Json = Readonly<Record<string, unknown>>;
export function requireOnlyKeys(value: Json, where: string, ...known: readonly string[]): void {
  for (const key of Object.keys(value)) if (!known.includes(key)) throw invalid(`${where}.${key} should be not present.`);
}

function textItem(item: unknown, where: string): string {
  if (!isObject(item)) throw invalid(`${where} should be an object.`);
  requireOnlyKeys(item, where, 'type', 'text', 'annotations');
  if (item['type'] !== undefined && item['type'] !== 'text') throw invalid(`${where}.type should be \`"text"\`.`);
  const text = item['text'];
  if (!isObject(text) || typeof text['content'] !== 'string') throw invalid(`${where}.text.content should be a string.`);
  requireOnlyKeys(text, `${where}.text`, 'content', 'link');
  const { length } = text['content'];
  if (length > MAX_TEXT)
    throw invalid(`${where}.text.content.length should be ≤ \`${String(MAX_TEXT)}\`, instead was \`${String(length)}\`.`);
  return text['content'];
}

function richText(value: unknown, where: string): string {
  if (!Array.isArray(value)) throw invalid(`${where} should be an array.`);
  if (value.length > MAX_ITEMS)
    throw invalid(`${where}.length should be ≤ \`${String(MAX_ITEMS)}\`, instead was \`${String(value.length)}\`.`);
  return value.map((item, at) => textItem(item, `${where}[${String(at)}]`)).join('');
}

function optionName(value: unknown, where: string): string | null {
  if (value === null) return null;
  if (!isObject(value) || typeof value['name'] !== 'string') throw invalid(`${where}.name should be a string.`);
  requireOnlyKeys(value, where, 'name');
  return value['name'];
}

function selected(value: unknown, where: string): string | null {
  const name = optionName(value, where);
  if (name?.includes(',') === true)
    throw new NotionRefusal(400, 'validation_error', `Invalid select option, commas not allowed: ${name}`);
  if (name === '' || (name?.length ?? 0) > MAX_OPTION)
    throw invalid(`${where}.name.length should be 1 to ${String(MAX_OPTION)}.`);
  return name;
}

function url(value: unknown, where: string): string | null {
  if (value === null) return null;
  if (typeof value !== 'string' || value === '') throw invalid(`${where} should be a non-empty string or \`null\`.`);
  if (value.length > MAX_URL) throw invalid(`${where}.length should be ≤ \`${String(MAX_URL)}\`.`);
  return value;
}

function date(value: unknown, where: string): string | null {
  if (value === null) return null;
  if (!isObject(value) || typeof value['start'] !== 'string') throw invalid(`${where}.start should be a string.`);
  if (Number.isNaN(Date.parse(value['start']))) throw invalid(`${where}.start should be a valid ISO 8601 date string.`);
  return value['start'];
}

function plain(kind: 'number' | 'boolean', where: string, value: unknown): number | boolean {
  if (typeof value !== kind) throw invalid(`${where} should be a ${kind}.`);
  return value as number | boolean;
}

const READERS: Readonly<Record<PropertyType, (value: unknown, where: string) => PropertyValue>> = {
  title: richText,
  rich_text: richText,
  select: selected,
  status: optionName,
  url,
  date,
  number: (value, where) => (value === null ? null : plain('number', where, value)),
  checkbox: (value, where) => plain('boolean', where, value),
  people: (_value, where) => {
    throw invalid(`${where} is not written by this fake.`);
  },
};

function propertyOf({ schema }: DataSource, key: string): readonly [name: string, schema: PropertySchema] {
  const found = [...schema].find(([name, { id }]) => name === key || id === decodeURIComponent(key));
  if (found === undefined) throw new NotionRefusal(400, 'validation_error', `${key} is not a property that exists.`);
  return found;
}

/** Reads the properties to write, by name. If one is invalid, none is written. */
export function readProperties(source: DataSource, given: unknown): readonly (readonly [name: string, value: PropertyValue])[] {
  if (!isObject(given)) throw invalid('body.properties should be an object.');
  return Object.entries(given).map(([key, value]) => {
    const [name, { type, options }] = propertyOf(source, key);
    const where = `body.properties.${key}`;
    if (!isObject(value)) throw invalid(`${where} should be an object.`);
    requireOnlyKeys(value, where, 'id', 'type', type);
    if (!(type in value)) throw new NotionRefusal(400, 'validation_error', `${key} is expected to be ${type}.`);
    const read = READERS[type](value[type], `${where}.${type}`);
    // An unknown name creates an option of a select, but a status refuses it.
    if (type === 'status' && typeof read === 'string' && !options.includes(read))
      throw new NotionRefusal(400, 'validation_error', `Invalid status option. Status option "${read}" does not exist.`);
    return [name, read];
  });
}
