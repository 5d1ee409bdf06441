import { useState } from 'react';
import type { TextRange } from './find-place.js';

/** The place of a value: characters in the extracted text of a page. */
export interface PlaceOnPage extends TextRange {
  /** The first page is 1. */
  readonly page: number;
}

export interface PlaceState {
  /** The page that is shown first. */
  readonly firstPage: number;
  /** The place to mark, if its page is shown. */
  readonly marked: PlaceOnPage | undefined;
  /** The place whose page somebody asked for last. */
  readonly wanted: PlaceOnPage | undefined;
  /** Pages of the PDF that is open. Undefined while none is, so no place can be shown. */
  readonly pages: number | undefined;
  readonly onPages: (pages: number | undefined) => void;
  /** Marks a place while a value has the pointer. */
  readonly onPoint: (place: PlaceOnPage | undefined) => void;
  /** Marks a place while a value has the focus, unless another one has the pointer. */
  readonly onFocus: (place: PlaceOnPage | undefined) => void;
  /** Shows the page of the place, and marks it until another one is asked for. */
  readonly onShow: (place: PlaceOnPage) => void;
}

/** Connects the values of a document with their places on its pages. */
export function usePlace(firstPage = 1): PlaceState {
  const [pages, onPages] = useState<number>();
  const [pointed, onPoint] = useState<PlaceOnPage>();
  const [focused, onFocus] = useState<PlaceOnPage>();
  const [wanted, setWanted] = useState<PlaceOnPage>();
  return {
    firstPage,
    marked: pointed ?? focused ?? wanted,
    wanted,
    pages,
    onPages,
    onPoint,
    onFocus,
    onShow: (place) => {
      // A new object, so that the same place can be asked for again.
      setWanted({ ...place });
    },
  };
}
