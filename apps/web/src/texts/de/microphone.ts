const problems = {
  insecure:
    'Browser geben das Mikrofon nur für verschlüsselte Seiten frei. Öffnen Sie diese Seite mit einer Adresse, die mit https beginnt.',
  denied:
    'Diese Seite darf das Mikrofon nicht verwenden. Erlauben Sie es in den Einstellungen Ihres Browsers für diese Seite, und nehmen Sie dann erneut auf.',
  missing: 'Es wurde kein Mikrofon gefunden. Schließen Sie eines an, und nehmen Sie dann erneut auf.',
  busy: 'Das Mikrofon antwortet nicht. Vielleicht verwendet es ein anderes Programm.',
  unsupported: 'Dieser Browser kann nicht aufnehmen. Nehmen Sie mit einem anderen Programm auf, und wählen Sie die Datei.',
  ended: 'Die Aufnahme ist beendet, weil das Mikrofon getrennt wurde. Was bis dahin aufgenommen wurde, bleibt erhalten.',
  failed: 'Die Aufnahme konnte nicht beginnen. Laden Sie die Seite neu, und nehmen Sie dann erneut auf.',
};

const states = {
  asking: 'Wartet auf das Mikrofon',
  recording: 'Aufnahme läuft',
  paused: 'Aufnahme angehalten',
  ending: 'Aufnahme wird beendet',
};

/** Texts about recordings from the microphone. */
export const microphoneTexts = {
  title: 'Aufnahme vom Mikrofon',
  record: 'Aufnehmen',
  allow: 'Erlauben Sie das Mikrofon in der Abfrage Ihres Browsers.',
  states,
  pause: 'Anhalten',
  resume: 'Fortsetzen',
  stop: 'Beenden',
  silent: 'Das Mikrofon hört nichts. Prüfen Sie, ob es stummgeschaltet ist.',
  kept: 'Bleibt in diesem Browser, bis Sie sie senden.',
  losable: 'Dieser Browser kann die Aufnahme nicht speichern. Lassen Sie die Seite offen, bis die Aufnahme gesendet ist.',
  sounds: 'Aufnahmen zum Senden',
  recordingOf: (moment: string): string => `Aufnahme: ${moment}`,
  sendOf: (moment: string): string => `Aufnahme transkribieren: ${moment}`,
  download: 'Herunterladen',
  downloadOf: (moment: string): string => `Aufnahme herunterladen: ${moment}`,
  delete: 'Löschen',
  deleteOf: (moment: string): string => `Aufnahme löschen: ${moment}`,
  deleteHint: 'Sie wurde nicht gesendet, und niemand sonst hat sie.',
  refused:
    'Dieser Browser gibt zurzeit keinen Zugriff auf die Aufnahme. Laden Sie die Seite neu, und versuchen Sie es dann erneut.',
  problems,
};
