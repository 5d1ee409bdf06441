/** Pixels that a finger moves at least, so that a tap or a small slip is no swipe. */
const FAR_PX = 80;
/** A swipe is this many times as wide as it is high. Otherwise the finger scrolls. */
const FLAT = 2;

export interface TouchPoint {
  readonly x: number;
  readonly y: number;
}

export type Swipe = 'left' | 'right';

/** Returns the direction of a swipe between two points of the window; undefined if the finger tapped or scrolled. */
export function swipeOf(start: TouchPoint, end: TouchPoint): Swipe | undefined {
  const [across, along] = [end.x - start.x, Math.abs(end.y - start.y)];
  if (Math.abs(across) < FAR_PX || Math.abs(across) < along * FLAT) return undefined;
  return across < 0 ? 'left' : 'right';
}
