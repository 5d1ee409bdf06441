/** Steps of the zoom in percent. */
const STEPS = [25, 50, 75, 100, 125, 150, 200, 300] as const;

/** CSS pixels of one point of a page at 100 %. */
export const PIXELS_OF_POINT = 96 / 72;

/** Returns the next step above (`by` 1) or below (`by` -1) the zoom. Undefined beyond the last one. */
export const nextZoom = (percent: number, by: 1 | -1): number | undefined =>
  by === 1 ? STEPS.find((step) => step > percent + 1) : STEPS.findLast((step) => step < percent - 1);

/** Returns the zoom in percent at which a page of this width in points has the width in CSS pixels. */
export const zoomOf = (width: number, points: number): number => (100 * width) / (points * PIXELS_OF_POINT);

/** Returns the width in CSS pixels of a page of this width in points. */
export const widthOf = (percent: number, points: number): number => (percent / 100) * points * PIXELS_OF_POINT;
