/** Names of the facts about a recording. */
export const factWords = {
  label: 'About this recording',
  registered: 'Registered',
  changed: 'Last change',
  size: 'Size',
  language: 'Language',
  languageAuto: 'Detect automatically',
  languageDefault: '(default)',
  changeLanguage: 'Change',
  broughtBy: 'Source',
  numberedSource: (id: number): string => `Source ${String(id)}`,
  deletedSource: 'A deleted source',
  address: 'Address',
  zoomFiles: 'Files at Zoom',
  leftAtZoom: (name: string): string => `${name} (not imported)`,
  file: 'File',
  expires: 'Can be restored until',
} as const;
