export const detailWords = {
  title: 'Details',
  hint: 'Änderungen gelten in der Bibliothek. Spätere Zustellungen verwenden den neuen Titel.',
  name: 'Titel',
  description: 'Beschreibung',
  tags: 'Tags',
  addTag: 'Tag hinzufügen',
  addTagHint: 'Enter fügt das Tag hinzu',
  removeTag: (tag: string): string => `${tag} entfernen`,
  save: 'Details speichern',
  saved: 'Details gespeichert',
  saving: 'Wird gespeichert',
  conflict: 'Nicht gespeichert: Diese Details wurden inzwischen geändert.',
  conflictHint: (title: string): string =>
    `Der Titel ist jetzt „${title}“. Ihre Texte sind noch hier: Speichern Sie erneut, um die gespeicherten zu ersetzen, oder verwerfen Sie Ihre.`,
  discard: 'Änderungen verwerfen',
};

export const thumbnailWords = {
  title: 'Vorschaubild',
  byServer: 'Automatisch gewählt.',
  chosen: (at: string): string => `Bild bei ${at}. Spätere Zustellungen an YouTube und VK verwenden es.`,
  choose: (at: string): string => `Bild bei ${at} verwenden`,
  remove: 'Automatisch wählen',
  saved: 'Vorschaubild geändert',
};
