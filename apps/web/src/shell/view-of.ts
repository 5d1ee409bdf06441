/** Returns the view of a path. The sections of the settings are one view: their links keep the focus, as tabs do. */
export const viewOf = (path: string): string => (path.startsWith('/settings/') ? '/settings' : path);
