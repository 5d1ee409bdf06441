/**
 * Returns the view of a path. The sections of the settings are one view: their links keep the focus, as tabs do. Their list is
 * another one, because it is gone on a phone once a section is open.
 */
export const viewOf = (path: string): string => (path.startsWith('/settings/') ? '/settings/' : path);
