/** Texts about changes that are not saved when a person signs out. */
export const unsavedTexts = {
  title: 'Ungespeicherte Änderungen',
  kept: 'Behalten Sie diese Änderungen in diesem Browser, wo nur Sie sie nach Ihrer nächsten Anmeldung sehen, oder löschen Sie sie.',
  list: 'Ungespeicherte Änderungen',
  kinds: {
    correction: 'Transkript',
    details: 'Titel, Beschreibung und Tags',
    fields: 'Gefundene Details',
    notes: 'Notizen',
    'document-details': 'Titel, Beschreibung und Tags',
    link: 'Link einer zugestellten Kopie',
    'document-link': 'Link einer zugestellten Kopie',
    sound: 'Aufnahme vom Mikrofon',
  },
  otherItem: 'ein Element, das nicht in dieser Bibliothek ist',
  toSend: 'noch nicht gesendet',
  losses: {
    microphone: 'Die Aufnahme vom Mikrofon endet. Was aufgenommen wurde, bleibt in diesem Browser erhalten.',
    sound: 'Ein Teil einer Aufnahme vom Mikrofon geht verloren, weil dieser Browser ihn nicht speichern konnte.',
    add: 'Die Eingabe in „Dateien hinzufügen“ geht verloren.',
    arrange: 'Die Anordnung der Seiten geht verloren.',
    uploads: 'Laufende Uploads enden. Nach Ihrer nächsten Anmeldung wählen Sie dieselben Dateien erneut, um sie fortzusetzen.',
  },
  keep: 'Behalten und abmelden',
  delete: 'Löschen und abmelden',
};
