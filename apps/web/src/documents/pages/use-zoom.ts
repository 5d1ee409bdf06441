import { useState } from 'react';
import { nextZoom, widthOf, zoomOf } from './zoom.js';

/** A page that fits is not wider, in CSS pixels, however large the window is. */
const MAX_FITTED = 900;

export interface Zoom {
  /** Width of the page in CSS pixels. */
  readonly width: number;
  /** In percent; undefined fits the width. */
  readonly percent: number | undefined;
  readonly fit: () => void;
  /** Undefined at the last step. */
  readonly zoomIn: (() => void) | undefined;
  readonly zoomOut: (() => void) | undefined;
}

/** Zooms a page that is `points` wide in a place of `room` CSS pixels. It fits until somebody zooms. */
export function useZoom(room: number, points: number): Zoom {
  const [percent, setPercent] = useState<number>();
  const width = percent === undefined ? Math.min(room, MAX_FITTED) : widthOf(percent, points);
  const step = (by: 1 | -1): (() => void) | undefined => {
    const next = points === 0 ? undefined : nextZoom(percent ?? zoomOf(width, points), by);
    return next === undefined
      ? undefined
      : () => {
          setPercent(next);
        };
  };
  return {
    width: Math.floor(width),
    percent,
    fit: () => {
      setPercent(undefined);
    },
    zoomIn: step(1),
    zoomOut: step(-1),
  };
}
