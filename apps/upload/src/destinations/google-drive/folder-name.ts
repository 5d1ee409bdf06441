import type { DeliveryRequest } from '../destination.js';
import { titleOf } from '../filed.js';

/** More would be cut off by whoever shows it. */
const LONGEST_NAME = 200;

/** Name of an item's folder: Drive takes any, and tells folders apart by their ids. */
export const folderNameOf = (request: DeliveryRequest): string =>
  titleOf(request)
    .replace(/[\p{Cc}\p{Cs}]/gu, ' ')
    .trim()
    .slice(0, LONGEST_NAME) || 'Recording';
