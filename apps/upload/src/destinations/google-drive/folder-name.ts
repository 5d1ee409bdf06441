import type { DeliveryRequest } from '../../kit/destination.js';
import { chooseTitle } from '../../kit/item-folders.js';

/** Viewers would cut off a longer name. */
const LONGEST_NAME = 200;

/** Returns the name of an item's folder. Drive allows any name and identifies folders by id. */
export const toDriveFolderName = (request: DeliveryRequest): string =>
  chooseTitle(request)
    .replace(/[\p{Cc}\p{Cs}]/gu, ' ')
    .trim()
    .slice(0, LONGEST_NAME) || 'Recording';
