import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';

/**
 * The server's identification of the content, to match later bytes to it (RFC 9110, 8.8). `ifRange` holds strong validators
 * only: a weak one may name other bytes.
 */
const EntitySchema = Type.Object({
  ifRange: Type.Optional(Type.String()),
  /** Size of the whole content, if the server sends it. Bytes. */
  total: Type.Optional(Type.Integer({ minimum: 0 })),
  /** The file at a source whose address has several, such as the views of a recording. */
  file: Type.Optional(Type.String()),
});
export type Entity = Static<typeof EntitySchema>;

const entityFile = Compile(EntitySchema);

export const serializeEntity = (entity: Entity): Buffer => Buffer.from(JSON.stringify(entity));

/** Parses a stored entity. Returns `undefined` for a format that this release cannot read. */
export function parseEntity(text: string): Entity | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return entityFile.Check(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

type HeaderReader = (name: string) => string | undefined;

const ENTITY_TAG = /^"[\x21\x23-\x7e\x80-\xff]{0,1000}"$/;

/** A date is a strong validator only if no change within its second can follow (RFC 9110, 8.8.2.2). */
function readStrongDate(header: HeaderReader): string | undefined {
  const [changed, now] = [header('last-modified'), header('date')];
  if (changed === undefined || now === undefined) return undefined;
  return Date.parse(now) - Date.parse(changed) >= 1_000 ? changed : undefined;
}

export function readValidator(header: HeaderReader): string | undefined {
  const tag = header('etag')?.trim();
  if (tag === undefined) return readStrongDate(header);
  return ENTITY_TAG.test(tag) ? tag : undefined;
}

const parseWholeNumber = (text: string | undefined): number | undefined => {
  const value = text === undefined || !/^\d{1,16}$/.test(text) ? NaN : Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
};

/** Reads the entity from an answer with all bytes (200). */
export function readEntity(header: HeaderReader): Entity {
  const [ifRange, total] = [readValidator(header), parseWholeNumber(header('content-length'))];
  return { ...(ifRange === undefined ? {} : { ifRange }), ...(total === undefined ? {} : { total }) };
}

export interface ContentRange {
  /** `undefined` if no bytes were sent (416). */
  readonly start: number | undefined;
  readonly total: number | undefined;
}

/** Parses `Content-Range: bytes 5-9/10`, `bytes 5-9/*`, `bytes *` + `/10`. */
export function parseContentRange(header: HeaderReader): ContentRange | undefined {
  const [, start, end, total] = /^bytes (?:(\d+)-(\d+)|\*)\/(\d+|\*)$/i.exec(header('content-range')?.trim() ?? '') ?? [];
  if (total === undefined) return undefined;
  const [from, to, all] = [parseWholeNumber(start), parseWholeNumber(end), parseWholeNumber(total)];
  const isTurnedRound = from !== undefined && (to === undefined || to < from || (all !== undefined && to >= all));
  return isTurnedRound ? undefined : { start: from, total: all };
}
