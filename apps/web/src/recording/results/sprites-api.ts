import { queryOptions } from '@tanstack/react-query';
import type { Artifact, Recording } from '@throughline/api-client';
import { requestAddress } from '../../api/client.js';

/** The addresses of the small pictures of the played file. */
export interface SpriteAddresses {
  readonly sheet: string;
  readonly index: string;
}

/** The places of the small pictures on their sheet: in rows, from left to right. */
export interface Sprites {
  readonly columns: number;
  /** Pixels of each picture. */
  readonly width: number;
  readonly height: number;
  /** The second of each picture, ascending. */
  readonly starts: readonly number[];
}

/** Returns the addresses of the small pictures of the played file. Those of an earlier file show other places. */
export function findSprites(
  { previews }: { readonly previews: Pick<Recording['previews'], 'file_sha256' | 'sprites_url' | 'sprites_index_url'> },
  { sha256 }: Pick<Artifact, 'sha256'>,
): SpriteAddresses | undefined {
  const { file_sha256: file, sprites_url: sheet, sprites_index_url: index } = previews;
  return file === sha256 && sheet !== null && index !== null ? { sheet, index } : undefined;
}

const isCount = (value: unknown): boolean => typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= 1_000;

/** Returns false for an index that cannot be used. An imported one may be the work of another program. */
export function isSprites(file: unknown): file is Sprites {
  if (typeof file !== 'object' || file === null) return false;
  const { columns, width, height, starts } = file as Partial<Record<keyof Sprites, unknown>>;
  if (![columns, width, height].every(isCount)) return false;
  return Array.isArray(starts) && starts.length > 0 && starts.every((start) => Number.isFinite(start));
}

/** Null in place of an index that cannot be used, because `undefined` would be an error of the query. */
async function readSprites(url: string, signal: AbortSignal): Promise<Sprites | null> {
  const file = await requestAddress<unknown>(url, { signal });
  return isSprites(file) ? file : null;
}

/** The address stays the same with another file, whose hash does not. */
export const spritesQuery = (url: string, sha256: string) =>
  queryOptions({
    queryKey: ['sprites', url, sha256],
    queryFn: ({ signal }) => readSprites(url, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The place of a picture on the sheet, in pixels from its upper left corner. */
export interface SpritePlace {
  readonly x: number;
  readonly y: number;
}

/** Returns the picture that was shown at this second; before the first one, the first one. */
export function findSpritePlace({ columns, width, height, starts }: Sprites, second: number): SpritePlace {
  const found = starts.findLastIndex((start) => start <= second);
  const index = Math.max(0, found);
  return { x: (index % columns) * width, y: Math.floor(index / columns) * height };
}
