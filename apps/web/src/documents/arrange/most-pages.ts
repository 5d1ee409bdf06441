/** More images than this make a browser slow. The API and `tl` take more. */
export const MOST_PAGES = 1_000;
