import { createHash } from 'node:crypto';
import { PROPERTY_TYPES, type FieldMap, type MirrorField, type PropertyType } from '@throughline/contracts';
import type { MirrorView } from '@throughline/domain';
import type { PropertyBody } from '../notion/notion-connection.js';
import { MirrorError } from '../notion/mirror-error.js';
import type { PageProperties } from '../notion/page-properties.js';

export interface PropertyValue {
  readonly field: MirrorField;
  readonly property: string;
  readonly value: string | number;
}

const DIGEST_LENGTH = 32;
/** Notion's limit for rich text, in UTF-16 units. Also used for addresses. */
const LONGEST_TEXT = 2_000;
const LONGEST_OPTION = 100;

function listValues({ status, error, final }: MirrorView): readonly (readonly [MirrorField, string | number | undefined])[] {
  return [
    ['status', status],
    // Without an error, the text of an earlier error stays (D31).
    ['process_errors', status === 'Error' ? error : undefined],
    ['drive_url', final?.driveUrl],
    ['language', final?.language],
    ['duration', final?.durationSeconds],
    ['completed_at', final?.completedAt],
  ];
}

/** Returns the values of a view for a field map. Unmapped fields are never written. */
export const toPropertyValues = (view: MirrorView, fieldMap: FieldMap): readonly PropertyValue[] =>
  listValues(view).flatMap(([field, value]) => {
    const property = fieldMap[field];
    return property === undefined || value === undefined ? [] : [{ field, property, value }];
  });

/** Returns a digest that is equal for equal content. */
export const computeDigest = (shown: readonly PropertyValue[]): string =>
  createHash('sha256')
    .update(JSON.stringify(shown.map(({ field, property, value }) => [field, property, value])))
    .digest('hex')
    .slice(0, DIGEST_LENGTH);

const cut = (text: string, length: number): string => text.slice(0, length).replace(/[\uD800-\uDBFF]$/u, '');

/** Builders of each property type. Option names may not hold commas. */
const BUILDERS: Readonly<Record<PropertyType, (value: string | number) => PropertyBody[string]>> = {
  select: (value) => ({ select: { name: cut(String(value).replaceAll(',', ' '), LONGEST_OPTION) } }),
  status: (value) => ({ status: { name: String(value) } }),
  rich_text: (value) => ({ rich_text: [{ text: { content: cut(String(value), LONGEST_TEXT) } }] }),
  url: (value) => ({ url: cut(String(value), LONGEST_TEXT) }),
  number: (value) => ({ number: Number(value) }),
  date: (value) => ({ date: { start: String(value) } }),
};

const listed = (types: readonly string[]): string => types.join(' or ');

/** Returns the property type for a field. Throws if the property is missing or has an unsuitable type. */
export function requireType(
  { field, property }: Pick<PropertyValue, 'field' | 'property'>,
  properties: PageProperties,
): PropertyType {
  const found = properties.get(property);
  const expected = PROPERTY_TYPES[field];
  if (found === undefined)
    throw new MirrorError(
      'property-missing',
      `The page has no property '${property}': add a property of the type ${listed(expected)} to its database, or map '${field}' to another property`,
      { retry: 'slowly' },
    );
  const type = expected.find((each) => each === found.type);
  if (type === undefined)
    throw new MirrorError(
      'property-type-wrong',
      `The property '${property}' is of type ${found.type}: '${field}' needs a property of the type ${listed(expected)}. Change the property, or map the field to another property`,
      { retry: 'slowly' },
    );
  return type;
}

/** Builds the properties to send. Throws like {@link requireType}. */
export const buildBody = (shown: readonly PropertyValue[], properties: PageProperties): PropertyBody =>
  Object.fromEntries(shown.map((each) => [each.property, BUILDERS[requireType(each, properties)](each.value)]));

export const canShow = (shown: readonly PropertyValue[], properties: PageProperties): boolean =>
  shown.every(({ field, property }) => PROPERTY_TYPES[field].some((type) => type === properties.get(property)?.type));

/** Notion returns dates in another notation than they were written in. */
const isSame = (type: PropertyType, stands: string | number | null | undefined, value: string | number): boolean =>
  type === 'date' && typeof stands === 'string' ? Date.parse(stands) === Date.parse(String(value)) : stands === value;

const toWritten = (type: PropertyType, value: string | number): string | number => {
  if (type === 'select') return cut(String(value).replaceAll(',', ' '), LONGEST_OPTION);
  return type === 'rich_text' || type === 'url' ? cut(String(value), LONGEST_TEXT) : value;
};

export const isShown = (shown: readonly PropertyValue[], properties: PageProperties): boolean =>
  shown
    .map((each) => ({ ...each, type: requireType(each, properties) }))
    .every(({ property, value, type }) => isSame(type, properties.get(property)?.value, toWritten(type, value)));
