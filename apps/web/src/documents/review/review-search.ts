/** Search parameters of the address of the review. */
export interface ReviewSearch {
  /** The document to begin with. */
  readonly from?: string;
}

export const readReviewSearch = ({ from }: Readonly<Record<string, unknown>>): ReviewSearch =>
  typeof from === 'string' && from !== '' ? { from } : {};
