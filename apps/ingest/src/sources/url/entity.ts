import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';

/**
 * What a server says the bytes belong to, so that later ones can be told to be of the same (RFC 9110, 8.8). `ifRange` is only there where it
 * is strong: a weak one may stand for other bytes.
 */
const EntitySchema = Type.Object({
  ifRange: Type.Optional(Type.String()),
  /** All bytes, where the server says how many they are. */
  total: Type.Optional(Type.Integer({ minimum: 0 })),
});
export type Entity = Static<typeof EntitySchema>;

const entityFile = Compile(EntitySchema);

export const entityBytes = (entity: Entity): Buffer => Buffer.from(JSON.stringify(entity));

/** What was kept of an entity; undefined for what this release cannot read. */
export function entityFrom(text: string): Entity | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return entityFile.Check(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

type Header = (name: string) => string | undefined;

const ENTITY_TAG = /^"[\x21\x23-\x7e\x80-\xff]{0,1000}"$/;

/** A date is only strong when a change within its second can no longer come (RFC 9110, 8.8.2.2). */
function strongDate(header: Header): string | undefined {
  const [changed, now] = [header('last-modified'), header('date')];
  if (changed === undefined || now === undefined) return undefined;
  return Date.parse(now) - Date.parse(changed) >= 1_000 ? changed : undefined;
}

export function validatorOf(header: Header): string | undefined {
  const tag = header('etag')?.trim();
  if (tag === undefined) return strongDate(header);
  return ENTITY_TAG.test(tag) ? tag : undefined;
}

const wholeNumber = (text: string | undefined): number | undefined => {
  const value = text === undefined || !/^\d{1,16}$/.test(text) ? NaN : Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
};

/** Of an answer with all bytes (200). */
export function entityOf(header: Header): Entity {
  const [ifRange, total] = [validatorOf(header), wholeNumber(header('content-length'))];
  return { ...(ifRange === undefined ? {} : { ifRange }), ...(total === undefined ? {} : { total }) };
}

export interface ContentRange {
  /** Undefined where nothing was sent (416). */
  readonly start: number | undefined;
  readonly total: number | undefined;
}

/** `Content-Range: bytes 5-9/10`, `bytes 5-9/*`, `bytes *` + `/10`. */
export function contentRangeOf(header: Header): ContentRange | undefined {
  const [, start, end, total] = /^bytes (?:(\d+)-(\d+)|\*)\/(\d+|\*)$/i.exec(header('content-range')?.trim() ?? '') ?? [];
  if (total === undefined) return undefined;
  const [from, to, all] = [wholeNumber(start), wholeNumber(end), wholeNumber(total)];
  const isTurnedRound = from !== undefined && (to === undefined || to < from || (all !== undefined && to >= all));
  return isTurnedRound ? undefined : { start: from, total: all };
}
