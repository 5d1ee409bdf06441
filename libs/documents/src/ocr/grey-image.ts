/** A greyscale picture, row by row from its upper left corner. */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Converts bytes of red, green, blue and alpha. */
export function toGreyImage(rgba: Uint8ClampedArray | Uint8Array, width: number, height: number): GreyImage {
  const data = new Uint8Array(width * height);
  for (let pixel = 0, at = 0; pixel < data.length; pixel += 1, at += 4)
    data[pixel] = ((rgba[at] ?? 0) * 77 + (rgba[at + 1] ?? 0) * 150 + (rgba[at + 2] ?? 0) * 29) >> 8;
  return { width, height, data };
}

/** Shrinks by a whole factor: each new pixel is the mean of a square. Grain disappears, strokes stay. */
export function shrink({ width, height, data }: GreyImage, by: number): GreyImage {
  const [columns, rows] = [Math.floor(width / by), Math.floor(height / by)];
  const small = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      let sum = 0;
      for (let y = 0; y < by; y += 1) for (let x = 0; x < by; x += 1) sum += data[(row * by + y) * width + column * by + x] ?? 0;
      small[row * columns + column] = Math.round(sum / (by * by));
    }
  return { width: columns, height: rows, data: small };
}

export function turnImage(grey: GreyImage, degrees: 0 | 90 | 180 | 270): GreyImage {
  if (degrees === 0) return grey;
  const { width, height, data } = grey;
  const [w, h] = degrees === 180 ? [width, height] : [height, width];
  const rotated = new Uint8Array(data.length);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const to = degrees === 180 ? (h - 1 - y) * w + (w - 1 - x) : degrees === 90 ? x * w + (w - 1 - y) : (h - 1 - x) * w + y;
      rotated[to] = data[y * width + x] ?? 0;
    }
  return { width: w, height: h, data: rotated };
}

/** Returns the position of a point before the picture was turned. */
export function turnPointBack(
  [x, y]: readonly [number, number],
  degrees: 0 | 90 | 180 | 270,
  { width, height }: Pick<GreyImage, 'width' | 'height'>,
): readonly [number, number] {
  switch (degrees) {
    case 0:
      return [x, y];
    case 90:
      return [y, height - x];
    case 180:
      return [width - x, height - y];
    case 270:
      return [width - y, x];
  }
}
