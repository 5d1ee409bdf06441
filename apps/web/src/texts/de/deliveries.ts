export const deliveryWords = {
  title: 'Ausgaben',
  deliverTo: 'Zustellen an …',
  none: 'An keine Ausgabe zugestellt.',
  deliverTitle: 'An weitere Ausgaben zustellen',
  deliverHint: 'Fertige Schritte bleiben erhalten, und Ausgaben, die ihre Kopie haben, erhalten nichts noch einmal.',
  deliver: 'Zustellen',
  others: 'Ausgaben',
  noOther: 'Diese Aufnahme hat schon alle Ausgaben.',
  open: 'Am Ziel öffnen',
  sent: 'gesendet',
  outdated: 'Ältere Version',
  outdatedHint: 'Nach dieser Zustellung wurde eine neuere Version erstellt.',
  oldTexts: 'Früherer Titel oder frühere Beschreibung',
  oldTextsHint:
    'Titel oder Beschreibung wurden nach dieser Zustellung geändert. Um die neuen zu senden, wählen Sie „Weitere Aktionen“ → „Titel und Beschreibung senden“.',
  oldWords: 'Alter Text',
  oldWordsHint: 'Das Transkript wurde nach dieser Zustellung korrigiert. Siehe die Ergebnisse.',
} as const;
