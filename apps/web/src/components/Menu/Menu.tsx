import { lazyView } from '../lazy-view.js';
import { lazyMenu } from './lazy-menu.js';

/** The actions of an item, behind a button. */
export const Menu = lazyMenu(lazyView(async () => (await import('./DropdownMenu.js')).DropdownMenu, null));
