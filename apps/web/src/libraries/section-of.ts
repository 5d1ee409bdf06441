const SECTIONS = ['/recordings', '/documents', '/sessions'] as const;

/** Returns the address of the section of a view: the list for an item, and a section of the settings itself. */
export function sectionOf(path: string): string {
  if (/^\/(settings|automations)(\/|$)/.test(path)) return path;
  return SECTIONS.find((section) => path === section || path.startsWith(`${section}/`)) ?? '/';
}
