import { createContext } from 'react';

/**
 * The element that the button of the share links is drawn in. Null: where it stands. Its dialog stays open when the place changes,
 * because it may show the address of a new link, which nobody sees again.
 */
export const ShareSlot = createContext<Element | null>(null);
