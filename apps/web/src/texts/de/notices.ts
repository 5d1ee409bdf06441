export const noticeWords = {
  title: 'Mitteilungen',
  lead: 'E-Mails an Sie über Fehler, Fragen und Kontingente. Was sich innerhalb von zehn Minuten von selbst behebt, wird nicht gemeldet, und mehrere Anlässe kommen in einer E-Mail.',
  unavailable:
    'Dieser Server kann keine E-Mails senden. Der Betreiber kann einen Mailserver und die öffentliche Adresse einrichten; Webhooks melden anderen Systemen dasselbe.',
  state: {
    off: 'Es werden keine Mitteilungen gesendet.',
    unconfirmed: 'Noch nicht bestätigt:',
    on: 'Mitteilungen gehen an',
  },
  unconfirmedHint:
    'Öffnen Sie den Link in der E-Mail an diese Adresse. Vorher wird nichts anderes gesendet. Wenn innerhalb einer Minute keine E-Mail ankommt, speichern Sie erneut.',
  email: 'E-Mail-Adresse',
  kinds: 'Mitteilungen über',
  kind: {
    failed: 'Elemente, die endgültig fehlgeschlagen sind, sowie fehlgeschlagene Zustellungen und ihre Folgeschritte',
    attention: 'Was auf eine Person wartet: Veröffentlichungen, unbestätigte Zustellungen, Konten, deaktivierte Webhooks',
    quota: 'Kontingente, die fast aufgebraucht sind',
  },
  save: 'Mitteilungen speichern',
  saved: 'Mitteilungen gespeichert',
  off: 'Ausschalten',
  turnedOff: 'Es werden keine Mitteilungen mehr gesendet',
  lastSent: 'Letzte Mitteilung',
  problem: 'Die letzte Mitteilung wurde nicht gesendet',
  viewersCannot: 'Bearbeiter der Bibliothek können das ändern.',
} as const;
