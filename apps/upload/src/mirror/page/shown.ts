import { createHash } from 'node:crypto';
import { PROPERTY_TYPES, type FieldMap, type MirrorField, type PropertyType } from '@throughline/contracts';
import type { MirrorView } from '@throughline/domain';
import type { PropertyBody } from '../notion/notion-connection.js';
import { MirrorError } from '../notion/mirror-error.js';
import type { PageProperties } from '../notion/page-properties.js';

/** One thing that is to stand on a page. */
export interface Shown {
  readonly field: MirrorField;
  /** Name of the property. */
  readonly property: string;
  readonly value: string | number;
}

const DIGEST_LENGTH = 32;
/** Of a rich text, as JavaScript counts; of an address too. */
const LONGEST_TEXT = 2_000;
const LONGEST_OPTION = 100;

function valuesOf({ status, error, final }: MirrorView): readonly (readonly [MirrorField, string | number | undefined])[] {
  return [
    ['status', status],
    // Where there is no error, what was said of an earlier one is left (D31).
    ['process_errors', status === 'Error' ? error : undefined],
    ['drive_url', final?.driveUrl],
    ['language', final?.language],
    ['duration', final?.durationSeconds],
    ['completed_at', final?.completedAt],
  ];
}

/** All that a view shows by a field map. What the channel has not mapped is never touched. */
export const shownOf = (view: MirrorView, fieldMap: FieldMap): readonly Shown[] =>
  valuesOf(view).flatMap(([field, value]) => {
    const property = fieldMap[field];
    return property === undefined || value === undefined ? [] : [{ field, property, value }];
  });

/** The same for all views that show the same. */
export const digestOf = (shown: readonly Shown[]): string =>
  createHash('sha256')
    .update(JSON.stringify(shown.map(({ field, property, value }) => [field, property, value])))
    .digest('hex')
    .slice(0, DIGEST_LENGTH);

const cut = (text: string, length: number): string => text.slice(0, length).replace(/[\uD800-\uDBFF]$/u, '');

/** How a value is written into a property of each type. A name of an option holds no commas there. */
const BUILDERS: Readonly<Record<PropertyType, (value: string | number) => PropertyBody[string]>> = {
  select: (value) => ({ select: { name: cut(String(value).replaceAll(',', ' '), LONGEST_OPTION) } }),
  status: (value) => ({ status: { name: String(value) } }),
  rich_text: (value) => ({ rich_text: [{ text: { content: cut(String(value), LONGEST_TEXT) } }] }),
  url: (value) => ({ url: cut(String(value), LONGEST_TEXT) }),
  number: (value) => ({ number: Number(value) }),
  date: (value) => ({ date: { start: String(value) } }),
};

const listed = (types: readonly string[]): string => types.join(' or ');

/** The type of the property that a field is shown in. Throws where it is not there, or is of a type that cannot show it. */
export function typeFor({ field, property }: Pick<Shown, 'field' | 'property'>, properties: PageProperties): PropertyType {
  const found = properties.get(property);
  const wanted = PROPERTY_TYPES[field];
  if (found === undefined)
    throw new MirrorError(
      'property-missing',
      `The page has no property '${property}': give its database one (${listed(wanted)}), or map '${field}' to another one`,
      { patience: 'patiently' },
    );
  const type = wanted.find((each) => each === found.type);
  if (type === undefined)
    throw new MirrorError(
      'property-type-wrong',
      `The property '${property}' is of type ${found.type}: '${field}' is shown in one of type ${listed(wanted)}; change the property, or map the field to another one`,
      { patience: 'patiently' },
    );
  return type;
}

/** What is sent. Throws what {@link typeFor} throws. */
export const bodyOf = (shown: readonly Shown[], properties: PageProperties): PropertyBody =>
  Object.fromEntries(shown.map((each) => [each.property, BUILDERS[typeFor(each, properties)](each.value)]));

/** Whether a page of these properties can show all of it. */
export const canShow = (shown: readonly Shown[], properties: PageProperties): boolean =>
  shown.every(({ field, property }) => PROPERTY_TYPES[field].some((type) => type === properties.get(property)?.type));

/** Instants are told in another notation than they were written in. */
const isSame = (type: PropertyType, stands: string | number | null | undefined, value: string | number): boolean =>
  type === 'date' && typeof stands === 'string' ? Date.parse(stands) === Date.parse(String(value)) : stands === value;

const asWritten = (type: PropertyType, value: string | number): string | number => {
  if (type === 'select') return cut(String(value).replaceAll(',', ' '), LONGEST_OPTION);
  return type === 'rich_text' || type === 'url' ? cut(String(value), LONGEST_TEXT) : value;
};

/** Whether it stands there already. Throws what {@link typeFor} throws, of any of it. */
export const standsThere = (shown: readonly Shown[], properties: PageProperties): boolean =>
  shown
    .map((each) => ({ ...each, type: typeFor(each, properties) }))
    .every(({ property, value, type }) => isSame(type, properties.get(property)?.value, asWritten(type, value)));
