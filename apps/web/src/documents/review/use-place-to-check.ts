import type { Document } from '@throughline/api-client';
import { useState } from 'react';
import { listFields } from '../fields/document-fields.js';
import { usePlace, type PlaceOnPage, type PlaceState } from '../pages/use-place.js';

const findPlaceToCheck = (document: Document): PlaceOnPage | undefined =>
  listFields(document).find(({ state, place }) => state === 'unsure' && place !== undefined)?.place;

const isSamePlace = (one: PlaceOnPage | undefined, other: PlaceOnPage | undefined): boolean =>
  one?.page === other?.page && one?.start === other?.start && one?.end === other?.end;

/** Begins at the page of the first value to check, and marks that value while nothing else is marked. */
export function usePlaceToCheck(document: Document): PlaceState {
  const place = usePlace();
  const first = findPlaceToCheck(document);
  const [begin] = useState(first);
  // The same object for the same place, so that the page is not searched again.
  const [kept, setKept] = useState(first);
  if (!isSamePlace(kept, first)) setKept(first);
  return { ...place, marked: place.marked ?? kept, wanted: place.wanted ?? begin };
}
