/** The template and the preferences of an item. */
export const itemSettingsWords = {
  title: 'Run settings',
  hint: 'Later runs of this item use them. A run that has started keeps its settings.',
  template: 'Template',
  noTemplate: 'None',
  deleted: 'A deleted template',
  withPreferences: 'with preferences of this item',
  bind: 'Bind template',
  unbind: 'Unbind template',
  bound: (name: string | null): string => (name === null ? 'Template bound' : `Bound to ${name}`),
  unbound: 'Template unbound',
  resetPreferences: 'Also remove the preferences of this item, which rank above the template',
  add: 'Add preferences',
  edit: 'Edit preferences',
  save: 'Save preferences',
  saved: 'Preferences saved',
  ofRun: 'Changed settings of the newest run',
} as const;
