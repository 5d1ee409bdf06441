import type { PlaceState } from '../use-place.js';

export const ignore = (): void => undefined;

/** No place on the pages is marked, and nobody asks for one. */
export const NO_PLACE: PlaceState = {
  firstPage: 1,
  marked: undefined,
  wanted: undefined,
  pages: undefined,
  onPages: ignore,
  onPoint: ignore,
  onFocus: ignore,
  onShow: ignore,
};
