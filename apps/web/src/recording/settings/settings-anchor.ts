/** Id of the heading of an item's settings, for links to them. */
export const SETTINGS_ANCHOR = 'item-settings';
