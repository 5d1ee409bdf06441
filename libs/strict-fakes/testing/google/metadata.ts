import { FOLDER, type NewFile } from './drive-storage.js';
import { GoogleRefusal, invalid } from './refusals.js';

const KNOWN = new Set(['id', 'name', 'mimeType', 'parents', 'appProperties', 'description']);
const MAX_PROPERTY_BYTES = 124;
const MAX_PROPERTIES = 30;

type Json = Readonly<Record<string, unknown>>;

function text(value: unknown, name: string): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw invalid(`Invalid value for: ${name}`);
}

/** At most 30 properties, each with at most 124 bytes of UTF-8 for key and value together. */
function properties(value: unknown): Readonly<Record<string, string>> {
  if (value === undefined) return {};
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid('Invalid value for: appProperties');
  const entries = Object.entries(value).map(([key, one]): [string, string] => [key, text(one, `appProperties.${key}`) ?? '']);
  if (entries.length > MAX_PROPERTIES) throw new GoogleRefusal(403, 'propertyCountLimitExceeded');
  for (const [key, one] of entries)
    if (Buffer.byteLength(key + one) > MAX_PROPERTY_BYTES) throw new GoogleRefusal(403, 'propertySizeLimitExceeded');
  return Object.fromEntries(entries);
}

function requireKnown(given: Json, known: ReadonlySet<string>): void {
  const unknown = Object.keys(given).find((name) => !known.has(name));
  if (unknown !== undefined) throw invalid(`Unknown name "${unknown}": Cannot find field.`);
}

export function parseNewFile(given: Json, uploadType?: string): NewFile {
  requireKnown(given, KNOWN);
  const { parents = [] } = given;
  if (!Array.isArray(parents) || parents.some((one) => typeof one !== 'string')) throw invalid('Invalid value for: parents');
  const mimeType = text(given['mimeType'], 'mimeType') ?? uploadType ?? 'application/octet-stream';
  if (mimeType.startsWith('application/vnd.google-apps.') && mimeType !== FOLDER)
    throw invalid('This fake makes no documents of Google itself');
  return {
    id: text(given['id'], 'id'),
    name: text(given['name'], 'name') ?? 'Untitled',
    mimeType,
    parents: parents as readonly string[],
    appProperties: properties(given['appProperties']),
    description: text(given['description'], 'description'),
  };
}

export interface FileChange {
  readonly name: string | undefined;
  readonly appProperties: Readonly<Record<string, string>>;
}

export function parseFileChange(given: Json): FileChange {
  requireKnown(given, new Set(['name', 'appProperties']));
  return { name: text(given['name'], 'name'), appProperties: properties(given['appProperties']) };
}
