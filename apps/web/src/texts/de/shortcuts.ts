export const shortcutTexts = {
  on: 'Einzeltasten-Kürzel verwenden',
  rest: 'Während Sie in ein Feld schreiben, sind Tastenkürzel aus.',
  groups: [
    {
      title: 'Überall',
      keys: [
        ['/', 'Suchen'],
        ['n', 'Hinzufügen'],
        ['?', 'Diese Liste'],
      ],
    },
    {
      title: 'Listen',
      keys: [
        ['f', 'Filtern'],
        ['j', 'Nächstes Element'],
        ['k', 'Voriges Element'],
        ['Enter', 'Öffnen'],
        ['x', 'Aufnahme oder Dokument auswählen'],
        ['Shift X', 'Bis hierher auswählen'],
        ['Esc', 'Auswahl aufheben'],
      ],
    },
    {
      title: 'Seiten aufteilen und drehen, wenn der Fokus auf einer Seite ist',
      keys: [
        ['← →', 'Vorige und nächste Seite'],
        ['Shift ← →', 'Nach vorn und nach hinten verschieben'],
        ['r', 'Drehen'],
        ['x', 'Davor trennen'],
        ['Entf', 'Weglassen'],
        ['z', 'Rückgängig, überall in der Ansicht'],
      ],
    },
    {
      title: 'Player, solange der Fokus in ihm ist',
      keys: [
        ['k', 'Wiedergabe oder Pause'],
        ['j', '10 s zurück'],
        ['l', '10 s vor'],
        ['m', 'Stummschalten'],
        ['c', 'Untertitel'],
        ['f', 'Vollbild'],
      ],
    },
    {
      title: 'Wellenform, solange der Fokus in ihr ist',
      keys: [
        ['← →', '5 s zurück und vor'],
        ['Shift ← →', 'Voriges und nächstes Thema'],
        ['Bild auf · Bild ab', '1 min vor und zurück'],
        ['Pos1 · Ende', 'Anfang und Ende'],
      ],
    },
    {
      title: 'Transkript',
      keys: [
        ['e', 'Bearbeiten'],
        ['n', 'Nächste zu prüfende Stelle, solange der Fokus im Transkript ist'],
        ['Enter', 'Nächster Treffer, in seiner Suche'],
        ['Shift Enter', 'Voriger Treffer'],
      ],
    },
    {
      title: 'Details eines Dokuments, solange eines bearbeitet wird',
      keys: [
        ['Enter', 'Speichern'],
        ['Tab', 'Speichern und das nächste bearbeiten'],
        ['Esc', 'Verlassen, ohne zu speichern'],
      ],
    },
    {
      title: 'Prüfung von Dokumenten',
      keys: [
        ['Enter', 'Annehmen und zum nächsten Dokument'],
        ['s', 'Überspringen und zum nächsten Dokument; auch mit ↓ und j'],
        ['↑', 'Voriges Dokument, auch mit k'],
        ['e', 'Ersten zu prüfenden Wert bearbeiten'],
        ['z', 'Letzte Annahme rückgängig machen'],
      ],
    },
  ],
} as const;
