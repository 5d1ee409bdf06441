/** The template and the preferences of an item. */
export const itemSettingsWords = {
  title: 'Durchlaufeinstellungen',
  hint: 'Spätere Durchläufe dieses Elements verwenden sie. Ein begonnener Durchlauf behält seine Einstellungen.',
  template: 'Vorlage',
  noTemplate: 'Keine',
  deleted: 'Eine gelöschte Vorlage',
  withPreferences: 'mit eigenen Einstellungen dieses Elements',
  bind: 'Vorlage binden',
  unbind: 'Vorlage lösen',
  bound: (name: string | null): string => (name === null ? 'Vorlage gebunden' : `An ${name} gebunden`),
  unbound: 'Vorlage gelöst',
  resetPreferences: 'Auch die eigenen Einstellungen dieses Elements entfernen, die Vorrang vor der Vorlage haben',
  add: 'Eigene Einstellungen',
  edit: 'Einstellungen bearbeiten',
  save: 'Einstellungen speichern',
  saved: 'Einstellungen gespeichert',
  ofRun: 'Geänderte Einstellungen des neuesten Durchlaufs',
} as const;
